#if PostgreSQL
import CaseModel

/// A type of PostgreSQL, by its number (pg_type.dat: those of built-in types never change).
struct PostgreSQLType: Equatable {
    let oid: UInt32

    static let boolean = Self(oid: 16)
    static let bytes = Self(oid: 17)
    static let bigint = Self(oid: 20)
    static let smallint = Self(oid: 21)
    static let integer = Self(oid: 23)
    static let text = Self(oid: 25)
    static let real = Self(oid: 700)
    static let double = Self(oid: 701)
    static let varchar = Self(oid: 1043)
    static let date = Self(oid: 1082)
    static let timestamp = Self(oid: 1114)
    static let timestampWithZone = Self(oid: 1184)
    static let numeric = Self(oid: 1700)

    /// How a column of this type is read as one of a kind: what is selected, and what its cells are then.
    ///
    /// Few types have a form of their own on the way; of all others the server makes text.
    func reading(_ column: String, as kind: Kind, isKey: Bool) -> (expression: String, cell: PostgreSQLCell) {
        let asText = "\(column)::pg_catalog.text"
        switch self {
        case .text, .varchar: return (isKey ? asText : column, .text)
        // What orders rows has to be what is read.
        case _ where isKey: return (asText, .text)
        case .boolean: return (column, .boolean)
        case .smallint, .integer, .bigint:
            return (column, kind.name == Kind.flag.name ? .number(isFlag: true) : .number(isFlag: false))
        case .date: return (column, .date)
        case .timestamp: return (column, .instant(zone: false))
        case .timestampWithZone: return (column, .instant(zone: true))
        case .numeric: return (asText, .decimal)
        case .real, .double:
            // The shortest text that is this number, without an exponent. Not all servers have numeric infinities.
            return (
                "CASE WHEN \(asText) IN ('NaN', 'Infinity', '-Infinity') THEN \(asText) ELSE \(asText)::pg_catalog.numeric::pg_catalog.text END",
                .decimal
            )
        case .bytes where kind.name == Kind.sha256.name: return ("pg_catalog.encode(\(column), 'hex')", .text)
        default: return (asText, .text)
        }
    }
}

/// What the bytes of a cell are in the binary form of COPY.
enum PostgreSQLCell: Equatable {
    /// UTF-8.
    case text
    /// 0 or 1 in a byte.
    case boolean
    /// A whole number of two, four or eight bytes; as a flag, 0 and 1 are false and true.
    case number(isFlag: Bool)
    /// A decimal number as text, perhaps with zeros behind its fraction.
    case decimal
    /// Days since 2000-01-01.
    case date
    /// Microseconds since 2000-01-01 00:00:00.
    case instant(zone: Bool)
}
#endif
