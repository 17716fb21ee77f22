import CaseGraph
import Testing

/// Values of cells, and the literals that they are.
@Suite struct CSVWDatatypeTests {
    /// Reads one cell as a datatype; a value that does not fit is a plain string, with a warning.
    private func check(_ datatype: String, _ cell: String, _ expected: String?) throws {
        let quoted =
            "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        let folder = CSVWFolder(csv: "c\n\(quoted)\n", columns: #"{"name": "c", "datatype": \#(datatype)}"#)
        let reading = try folder.read()
        #expect(reading.problem == nil)
        if let expected {
            let iri = expected.contains("^^") ? expected + ">" : expected
            #expect(
                reading.objects == [iri.replacing("^^", with: "^^<http://www.w3.org/2001/XMLSchema#")],
                "\(datatype) of \(cell)")
            #expect(reading.warnings == [], "\(datatype) of \(cell)")
        } else {
            #expect(reading.objects == ["\"\(cell)\""], "\(datatype) of \(cell)")
            #expect(reading.warnings.count == 1, "\(datatype) of \(cell)")
        }
    }

    @Test(
        arguments: [
            ("integer", "007", "\"007\"^^integer"), ("integer", "+1", "\"+1\"^^integer"), ("integer", "1.0", nil),
            ("integer", "-", nil), ("integer", "１", nil), ("byte", "127", "\"127\"^^byte"),
            ("byte", "128", nil), ("byte", "-128", "\"-128\"^^byte"), ("byte", "-129", nil),
            ("unsignedLong", "18446744073709551615", "\"18446744073709551615\"^^unsignedLong"),
            ("unsignedLong", "18446744073709551616", nil), ("unsignedLong", "-0", "\"-0\"^^unsignedLong"),
            ("long", "-9223372036854775809", nil), ("negativeInteger", "0", nil),
            ("integer", "99999999999999999999999999999999", "\"99999999999999999999999999999999\"^^integer"),
            ("decimal", "1.50", "\"1.50\"^^decimal"), ("decimal", ".5", "\".5\"^^decimal"), ("decimal", "1e3", nil),
            ("decimal", "NaN", nil), ("decimal", ".", nil), ("double", "1e3", "\"1e3\"^^double"),
            ("double", "-INF", "\"-INF\"^^double"), ("double", "NaN", "\"NaN\"^^double"), ("double", "1e", nil),
            ("number", " 1 ", "\"1\"^^double"), ("float", "1E+3", "\"1E+3\"^^float"),
            ("boolean", "1", "\"true\"^^boolean"),
            ("boolean", "false", "\"false\"^^boolean"), ("boolean", "True", nil),
            ("date", "2024-02-29", "\"2024-02-29\"^^date"), ("date", "2023-02-29", nil), ("date", "2000-00-10", nil),
            ("date", "2024-02-29Z", "\"2024-02-29Z\"^^date"), ("date", "2024-02-29+14:01", nil),
            ("date", "12024-02-29", "\"12024-02-29\"^^date"), ("date", "02024-02-29", nil),
            ("date", "-0001-01-01", "\"-0001-01-01\"^^date"),
            ("time", "24:00:00", "\"24:00:00\"^^time"), ("time", "24:00:01", nil), ("time", "23:59:60", nil),
            ("dateTime", "2024-01-01T00:00:00.123Z", "\"2024-01-01T00:00:00.123Z\"^^dateTime"),
            ("dateTime", "2024-01-01 00:00:00", nil), ("dateTimeStamp", "2024-01-01T00:00:00", nil),
            ("gYear", "2024", "\"2024\"^^gYear"), ("gYear", "24", nil), ("gYearMonth", "2024-13", nil),
            ("gMonthDay", "--02-29", "\"--02-29\"^^gMonthDay"), ("gMonth", "--02", "\"--02\"^^gMonth"),
            ("gDay", "---31", "\"---31\"^^gDay"), ("gDay", "---32", nil),
            ("duration", "P1Y2M3DT4H5M6.7S", "\"P1Y2M3DT4H5M6.7S\"^^duration"), ("duration", "P", nil),
            ("duration", "P1YT", nil), ("duration", "P1M1Y", nil), ("duration", "P1.5D", nil),
            ("dayTimeDuration", "P1Y", nil), ("yearMonthDuration", "-P1Y", "\"-P1Y\"^^yearMonthDuration"),
            ("hexBinary", "0aFF", "\"0aFF\"^^hexBinary"), ("hexBinary", "0aF", nil),
            ("base64Binary", "AAA=", "\"AAA=\"^^base64Binary"), ("binary", "AAA", nil),
            ("anyURI", "http://e/ü", "\"http://e/ü\"^^anyURI"), ("token", " a  b\n", "\"a b\"^^token"),
            ("normalizedString", " a\tb ", "\" a b \"^^normalizedString"), ("string", " a ", "\" a \""),
            ("any", "x", "\"x\"^^anyAtomicType"),
        ] as [(String, String, String?)])
    func withoutFormat(datatype: String, cell: String, expected: String?) throws {
        let folder = CSVWFolder(
            csv: "c\n\"\(cell)\"\n", columns: #"{"name": "c", "datatype": "\#(datatype)"}"#,
            properties: #""dialect": {"trim": false}"#)
        let reading = try folder.read()
        if let expected {
            let iri = expected.contains("^^") ? expected + ">" : expected
            #expect(reading.objects == [iri.replacing("^^", with: "^^<http://www.w3.org/2001/XMLSchema#")])
            #expect(reading.warnings == [])
        } else {
            #expect(reading.objects == ["\"\(cell)\""])
            #expect(reading.warnings.count == 1)
        }
    }

    @Test(
        arguments: [
            (#""0""#, "12", "\"12\"^^"), (#""000""#, "12", nil), (##""#,##0""##, "1,234", "\"1234\"^^"),
            (##""#,##0""##, "1234", nil), (##""#,##0""##, "12,34", nil),
            (##""#,##,##0""##, "12,34,567", "\"1234567\"^^"),
            (#""0.0#""#, "1.234", nil), (#""0.0#""#, "1.2", "\"1.2\"^^"), (#""0.###,#""#, "1.123,4", "\"1.1234\"^^"),
            (#""+0""#, "1", nil), (#""+0""#, "-1", "\"-1\"^^"), (#""0%""#, "25%", "\"0.25\"^^"),
            (#""0%""#, "-2500%", "\"-25\"^^"), (#""0‰""#, "5‰", "\"0.005\"^^"), (#""0%""#, "25", nil),
            (#"{"groupChar": ","}"#, "1,234.5", "\"1234.5\"^^"), (#"{"groupChar": ","}"#, "1,,234", nil),
            (#"{"groupChar": ","}"#, "1234,", nil),
            (#"{"decimalChar": ",", "groupChar": "."}"#, "1.234,5", "\"1234.5\"^^"),
            (#"{"decimalChar": ","}"#, "1.5", nil), (#"{"groupChar": " "}"#, "1 234", "\"1234\"^^"),
            (#"{"groupChar": ","}"#, ",1", nil), (#"{"groupChar": ","}"#, "INF", nil),
            (#"{"groupChar": ","}"#, "50%", "\"0.5\"^^"), (#"{"groupChar": ","}"#, "%50", nil),
        ] as [(String, String, String?)])
    func decimalsWithFormat(format: String, cell: String, expected: String?) throws {
        try check(#"{"base": "decimal", "format": \#(format)}"#, cell, expected.map { $0 + "decimal" })
    }

    @Test func exponentsFollowThePattern() throws {
        let datatype = #"{"base": "double", "format": "0.0#E00"}"#
        try check(datatype, "1.25E03", "\"1.25e03\"^^double")
        try check(datatype, "1.25E3", nil)
        try check(datatype, "1.25", nil)
        try check(datatype, "1.25e03", nil)
    }

    @Test(
        arguments: [
            ("date", "yyyy-MM-dd", "2024-02-03", "2024-02-03"), ("date", "yyyyMMdd", "20240203", "2024-02-03"),
            ("date", "d.M.yyyy", "3.2.2024", "2024-02-03"), ("date", "d.M.yyyy", "03.02.2024", "2024-02-03"),
            ("date", "dd.MM.yyyy", "3.2.2024", nil), ("date", "M/d/yyyy", "2/30/2024", nil),
            ("date", "M/d/yyyy", "2/3/2024 ", "2024-02-03"),
            ("date", "yyyy-MM-ddXXX", "2024-02-03-05:00", "2024-02-03-05:00"),
            ("date", "yyyy-MM-dd X", "2024-02-03 +01", "2024-02-03+01:00"), ("date", "yyyy-MM-ddx", "2024-02-03Z", nil),
            ("time", "HH:mm", "15:02", "15:02:00"), ("time", "HHmmss", "150237", "15:02:37"),
            ("time", "HH:mm:ss.SSS", "15:02:37.1", "15:02:37.1"), ("time", "HH:mm:ss.SSS", "15:02:37", "15:02:37"),
            ("time", "HH:mm:ss.S", "15:02:37.12", nil), ("time", "HH:mm:ss.SSS", "15:02:37.100", "15:02:37.1"),
            ("dateTime", "yyyy-MM-ddTHH:mm", "2024-02-03T15:02", "2024-02-03T15:02:00"),
            ("dateTime", "M/d/yyyy HH:mm", "2/3/2024 15:02", "2024-02-03T15:02:00"),
            ("dateTime", "M/d/yyyy HH:mm", "2/3/2024 25:02", nil),
            ("dateTimeStamp", "yyyy-MM-ddTHH:mm:ss", "2024-02-03T15:02:03", nil),
            ("gYearMonth", "MM/yyyy", "02/2024", "2024-02"),
        ] as [(String, String, String, String?)])
    func datesWithFormat(base: String, format: String, cell: String, expected: String?) throws {
        let folder = CSVWFolder(
            csv: "c\n\(cell)\n", columns: #"{"name": "c", "datatype": {"base": "\#(base)", "format": "\#(format)"}}"#)
        let reading = try folder.read()
        let plain = "\"\(cell)\""
        #expect(reading.objects == [expected.map { "\"\($0)\"^^<http://www.w3.org/2001/XMLSchema#\(base)>" } ?? plain])
        #expect(reading.warnings.isEmpty == (expected != nil))
    }

    /// A format that is not understood is passed over, with a warning.
    @Test(arguments: [
        #"{"base": "date", "format": "yy-MM-dd"}"#, #"{"base": "date", "format": "yyyy-MM"}"#,
        #"{"base": "date", "format": "yyyy-MM-dd HH:mm"}"#, #"{"base": "date", "format": "yyyy-MM-dd-dd"}"#,
        #"{"base": "date", "format": 1}"#, #"{"base": "decimal", "format": "["}"#,
        #"{"base": "decimal", "format": ""}"#,
        #"{"base": "decimal", "format": "0,"}"#, #"{"base": "decimal", "format": "0#"}"#,
        #"{"base": "decimal", "format": "0.#0"}"#, #"{"base": "decimal", "format": {"pattern": true}}"#,
        #"{"base": "decimal", "format": "0E"}"#, #"{"base": "boolean", "format": "YN"}"#,
        #"{"base": "boolean", "format": "Y|N|?"}"#, #"{"base": "boolean", "format": "|N"}"#,
        #"{"base": "string", "format": "("}"#, #"{"base": "string", "format": "a{2,1}"}"#,
        #"{"base": "string", "format": "(?=a)"}"#, #"{"base": "string", "format": "\\1"}"#,
        #"{"base": "string", "format": "[b-a]"}"#, #"{"base": "string", "format": "[a"}"#,
        #"{"base": "string", "format": "**"}"#, #"{"base": "time", "format": "HH:mm:SS"}"#,
        #"{"base": "string", "format": "((((((((a{99}){99}){99}){99}){99}){99}){99}){99})"}"#,
    ])
    func badFormats(datatype: String) throws {
        let reading = try CSVWFolder(csv: "c\n2\n", columns: #"{"name": "c", "datatype": \#(datatype)}"#).read()
        #expect(reading.problem == nil)
        #expect(reading.warnings.contains { $0.contains("passed over") })
    }

    @Test func booleansWithFormat() throws {
        let datatype = #"{"base": "boolean", "format": "Ja|Nein"}"#
        try check(datatype, "Ja", "\"true\"^^boolean")
        try check(datatype, "Nein", "\"false\"^^boolean")
        try check(datatype, "true", nil)
    }

    @Test(arguments: [
        ("a+", "aaa", true), ("a+", "aab", false), ("a*b?", "aab", true), ("^(?:a|bc)$", "bc", true),
        ("a|", "a", true), ("[^a-c]+", "xyz", true), ("[^a-c]+", "xaz", false), ("\\\\d{2,3}", "12", true),
        ("\\\\d{2,3}", "1234", false), ("\\\\w\\\\s\\\\S", "a b", true), ("[\\\\D]", "1", false), ("[-a]+", "a-", true),
        (".", "é", true), (".", "𝄞", true), ("\\\\u00e9", "é", true), ("\\\\x41", "A", true), ("\\\\.", "x", false),
        ("a{2}", "aa", true), ("a{2,}", "a", false), ("(a+)+b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ("(a*)*", "aaaa", true), ("(a?){30}a{30}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true),
        ("x?y", "y", true), ("(a|b|c){3}", "cab", true), ("a??", "a", true), ("a^b", "ab", false),
    ])
    func patterns(pattern: String, cell: String, matches: Bool) throws {
        let folder = CSVWFolder(
            csv: "c,d\n\(cell),x\n",
            columns:
                #"{"name": "c", "datatype": {"base": "NMTOKEN", "format": "\#(pattern)"}}, {"suppressOutput": true}"#)
        let reading = try folder.read()
        #expect(reading.objects.map { $0.hasSuffix("NMTOKEN>") } == [matches])
    }

    @Test(arguments: [
        (#"{"base": "string", "length": 2}"#, "é𝄞", true), (#"{"base": "string", "minLength": 3}"#, "é𝄞", false),
        (#"{"base": "string", "maxLength": 1}"#, "é𝄞", false), (#"{"base": "hexBinary", "length": 2}"#, "0a0b", true),
        (#"{"base": "base64Binary", "length": 2}"#, "AAA=", true),
        (#"{"base": "base64Binary", "length": 3}"#, "AAA=", false),
        (#"{"base": "integer", "minimum": 5}"#, "5", true), (#"{"base": "integer", "minimum": 5}"#, "4", false),
        (#"{"base": "integer", "minExclusive": 5}"#, "5", false), (#"{"base": "integer", "maximum": "10"}"#, "9", true),
        (#"{"base": "integer", "maxExclusive": 10}"#, "10", false),
        (#"{"base": "double", "maximum": 10}"#, "1e1", true),
        (#"{"base": "double", "maximum": 10}"#, "NaN", false), (#"{"base": "double", "minimum": 10}"#, "INF", true),
        (#"{"base": "double", "minimum": 10}"#, "-INF", false),
        (#"{"base": "double", "minimum": -1e2}"#, "-99.9", true),
        (#"{"base": "decimal", "minimum": -0.001}"#, "-0.0010", true),
        (#"{"base": "date", "minimum": "2000-01-01"}"#, "2000-01-01", true),
        (#"{"base": "date", "minimum": "2000-01-01"}"#, "1999-12-31", false),
        (#"{"base": "date", "maxExclusive": "2000-01-01"}"#, "-0044-03-15", true),
        (#"{"base": "dateTime", "minimum": "2000-01-01T00:00:00Z"}"#, "2000-01-01T00:30:00+01:00", false),
        (#"{"base": "time", "maximum": "12:00:00.5"}"#, "12:00:00.49", true),
        (#"{"base": "time", "maximum": "12:00:00.5"}"#, "12:00:00.51", false),
        (#"{"base": "duration", "minimum": "P1M"}"#, "P31D", true),
        (#"{"base": "duration", "minimum": "P1M"}"#, "P27D", false),
        (#"{"base": "duration", "maximum": "PT1.5S"}"#, "PT1.6S", false),
        (#"{"base": "duration", "maximum": "PT1M"}"#, "PT59S", true),
        (#"{"base": "duration", "minimum": "-P1D"}"#, "-P2D", false),
    ])
    func constraints(datatype: String, cell: String, fits: Bool) throws {
        let reading = try CSVWFolder(csv: "c\n\(cell)\n", columns: #"{"name": "c", "datatype": \#(datatype)}"#).read()
        #expect(reading.warnings.isEmpty == fits)
        if datatype.contains("\"string\"") { return #expect(reading.objects == ["\"\(cell)\""]) }
        #expect(reading.objects.map { $0.contains("^^") } == [fits])
    }

    @Test func aDatatypeMayHaveItsOwnIRI() throws {
        let columns =
            #"{"name": "c", "lang": "en", "datatype": {"@id": "http://id.loc.gov/datatypes/edtf/EDTF", "base": "string"}}"#
        #expect(
            try CSVWFolder(csv: "c\n1984?\n", columns: columns).read().objects
                == ["\"1984?\"^^<http://id.loc.gov/datatypes/edtf/EDTF>"])
    }

    @Test func onlyStringsHaveALanguage() throws {
        let columns = #"{"name": "a", "datatype": "integer"}, {"name": "b"}, {"name": "c", "lang": "und"}"#
        let folder = CSVWFolder(csv: "a,b,c\n1,x,y\nz,,\n", columns: columns, schema: #""lang": "de-AT""#)
        #expect(
            try folder.read().objects
                == ["\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>", "\"x\"@de-AT", "\"y\"", "\"z\""])
    }
}
