import CaseBytes
package import CaseModel

/// What a key in the ledger of keys is there for: its three lowest bits.
enum KeyTag {
    /// A record, or a concept, is there.
    static let live: UInt64 = 0
    /// A statement is there, which needs a citation that supports it.
    static let statement: UInt64 = 1
    /// Something refers to it.
    static let reference: UInt64 = 2
    /// A tombstone says that it is not there any more.
    static let tombstone: UInt64 = 3
    /// A citation supports it.
    static let support: UInt64 = 4
    /// It is related to another statement.
    static let related: UInt64 = 5
    static let mask: UInt64 = 7

    /// A key without a tag: never 0.
    @inline(__always)
    static func untagged(_ hash: UInt64) -> UInt64 {
        let key = hash & ~mask
        return key == 0 ? 8 : key
    }
}

/// A value that a record's column holds: the record and the property, and the value.
struct CellValue: LedgerRecord {
    let key: UInt64
    let value: UInt64
}

/// What a statement claims of a record's property.
struct Claim: LedgerRecord {
    let key: UInt64
    let value: UInt64
    /// The statement's untagged key, with `isPreferred` and `isOpen` in the lowest bits.
    let statement: UInt64
    /// Since when and until when it holds for certain: ordinals of days.
    let from: Int32
    let to: Int32

    static let isPreferred: UInt64 = 1
    /// Neither disputed nor retracted, superseded or erroneous.
    static let isOpen: UInt64 = 2
}

/// What has to be known of an outcome to check what it acts on.
struct OutcomeFact: Sendable {
    let key: UInt64
    let proceeding: UInt64
    /// The outcome that it acts on; 0 where there is none.
    let actsOn: UInt64
    let earliest: Int
    let latest: Int
}

struct Edge: Sendable {
    let from: UInt64
    let to: UInt64
}

/// What checking one batch brought to light.
package struct BatchReport: Sendable {
    package var findings = FindingList()
    /// Whether the store could not read some of the table's rows.
    var hasLostRows = false
    var keys: [UInt64] = []
    var cells: [CellValue] = []
    var claims: [Claim] = []
    /// For each acyclic rule of the schema, by its number.
    var edges: [(rule: Int, edge: Edge)] = []
    var outcomes: [OutcomeFact] = []
    /// Records that are above the access level `public`.
    var restricted: [UInt64] = []
    /// Proceedings with their cases.
    var proceedings: [(key: UInt64, inCase: UInt64)] = []
}
