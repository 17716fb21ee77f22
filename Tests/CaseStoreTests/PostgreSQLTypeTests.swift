#if PostgreSQL
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// Columns of other types than the tables of ours have, as views of other people's tables do.
@Suite struct PostgreSQLTypeTests {
    private let fixture: PostgreSQLFixture

    init() throws { fixture = try PostgreSQLFixture() }

    /// What a value is read as in a column of one of the tables.
    private func value(_ sql: String, in column: String, of table: String = "persons") throws -> String {
        try fixture.execute(
            "DROP VIEW IF EXISTS \(table); CREATE VIEW \(table) AS SELECT 'x' AS id, 'A' AS name, \(sql) AS \(column)")
        return try fixture.rows(table, column)[0][1]
    }

    @Test func inDates() throws {
        for (sql, text) in [
            ("'1984'::varchar(10)", "1984"), ("'1984'::char(10)", "1984"), ("'1984'::name", "1984"), ("1984", "1984"),
            ("1984::smallint", "1984"), ("1984::bigint", "1984"), ("-1984", "-1984"), ("1984::numeric", "1984"),
            ("date '2014-06-19'", "2014-06-19"), ("date '0044-03-15 BC'", "-0043-03-15"),
            ("date '0001-01-01 BC'", "0000-01-01"),
            ("date '12345-06-07'", "12345-06-07"), ("date '1600-02-29'", "1600-02-29"),
            ("date '1999-12-31'", "1999-12-31"),
            ("date 'infinity'", "infinity"), ("date '-infinity'", "-infinity"),
            ("timestamptz '2014-06-19 12:30:15.75+02'", "2014-06-19T10:30:15Z"),
            ("timestamptz '1960-01-01 00:00:00.5+00'", "1960-01-01T00:00:00Z"),
            ("timestamptz '1999-12-31 23:59:59.999999+00'", "1999-12-31T23:59:59Z"),
            ("timestamptz 'infinity'", "infinity"), ("timestamp '2014-06-19 12:30:15'", "2014-06-19T12:30:15"),
            ("NULL::date", ""), ("NULL::int", ""), ("NULL::boolean", ""), ("true", "true"),
        ] {
            #expect(try value(sql, in: "born") == text, "\(sql)")
        }
    }

    @Test func inFlags() throws {
        for (sql, text) in [
            ("true", "true"), ("false", "false"), ("1", "true"), ("0", "false"), ("2", "2"), ("0::smallint", "false"),
            ("'true'::text", "true"), ("'t'::text", "t"), ("NULL::boolean", ""),
        ] {
            #expect(try value(sql, in: "living") == text, "\(sql)")
        }
    }

    @Test func inDecimals() throws {
        for (sql, text) in [
            ("51.5362::float8", "51.5362"), ("51.5362::real", "51.5362"), ("12.50::numeric(6,2)", "12.5"),
            ("100.00::numeric", "100"), ("-0.0796", "-0.0796"), ("-0.00::numeric", "0"), ("1e-5::float8", "0.00001"),
            ("1e5::float8", "100000"), ("'NaN'::float8", "NaN"), ("'Infinity'::float8", "Infinity"),
            ("'-0'::float8", "0"), ("0.1::float8 + 0.2::float8", "0.30000000000000004"), ("51", "51"),
            ("'51.50'::text", "51.50"), ("100", "100"),
        ] {
            #expect(try value(sql, in: "latitude", of: "places") == text, "\(sql)")
        }
    }

    @Test func inIntegers() throws {
        for (sql, text) in [
            ("9223372036854775807", "9223372036854775807"), ("(-9223372036854775808)::bigint", "-9223372036854775808"),
            ("-1::smallint", "-1"), ("2147483647", "2147483647"), ("17.00::numeric", "17"), ("17::float8", "17"),
        ] {
            #expect(try value(sql, in: "precision_metres", of: "places") == text, "\(sql)")
        }
    }

    @Test func inTexts() throws {
        for (sql, text) in [
            ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            (#"'{"a": [1, 2]}'::jsonb"#, #"{"a": [1, 2]}"#), ("ARRAY['a', 'b c']", #"{a,"b c"}"#),
            ("'\\xDEADBEEF'::bytea", "\\xdeadbeef"),
            ("interval '1 day 2 hours'", "P1DT2H"), ("true", "true"), ("'192.0.2.1'::inet", "192.0.2.1/32"),
        ] {
            #expect(try value(sql, in: "description") == text, "\(sql)")
        }
    }

    @Test func enumerationsAndDomains() throws {
        try fixture.execute(
            """
            CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE DOMAIN year AS int CHECK (VALUE > 0);
            CREATE DOMAIN good_year AS year CHECK (VALUE <> 1914); CREATE DOMAIN yes AS boolean;
            """)
        #expect(try value("'glad'::mood", in: "gender") == "glad")
        #expect(try value("1984::good_year", in: "born") == "1984")
        #expect(try value("true::yes", in: "living") == "true")
    }

    @Test func digestsThatAreBytes() throws {
        try fixture.execute(
            """
            CREATE VIEW captures AS SELECT 'cap_1' AS id, 'src_1' AS source_id,
              decode('2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824', 'hex') AS sha256
            """)
        #expect(
            try fixture.rows("captures", "sha256")[0][1]
                == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
    }

    /// Keys of any type are ordered by what they are as text.
    @Test(arguments: [
        ("int", "(9), (10), (100)", ["100", "10", "9"]), ("char(3)", "('b'), ('a'), ('ab')", ["a", "ab", "b"]),
        ("date", "('2014-06-19'), ('0999-01-01')", ["0999-01-01", "2014-06-19"]),
    ])
    func keys(type: String, values: String, ids: [String]) throws {
        try fixture.execute(
            "CREATE TABLE persons (id \(type) PRIMARY KEY, name text DEFAULT 'A'); INSERT INTO persons VALUES \(values)"
        )
        #expect(try fixture.rows("persons").map { $0[0] } == ids)
    }

    /// Every day that a date can be, by PostgreSQL's own word for it.
    @Test func days() throws {
        try fixture.execute(
            """
            CREATE VIEW persons AS SELECT lpad(n::text, 7, '0') AS id, to_char(day, 'YYYY-MM-DD') AS name, day AS born
              FROM generate_series(0, 4000) n, LATERAL (SELECT date '0001-01-01' + n * 911 AS day) d
            """)
        let rows = try fixture.rows("persons", "name", "born")
        #expect(rows.count == 4001)
        for row in rows { #expect(row[1] == row[2]) }
    }
}
#endif
