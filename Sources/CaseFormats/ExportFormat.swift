package import CaseBytes
package import CaseModel

/// A format that a dataset is exported to: a value with its options. One file each under `Formats/`.
///
/// A part begins with its prologue, then come the encoded batches of its tables in order, with the separator between
/// those that are not empty, then the epilogue. No other state crosses batches: that is what lets batches be encoded on
/// any thread, and the whole dataset in bounded memory.
package protocol ExportFormat: Sendable {
    /// What the command line calls it; also the folder of its parts.
    static var name: String { get }

    /// One line for the help.
    static var summary: String { get }

    /// Whether its companions record the parts' digests; where none does, none is computed.
    static var recordsDigests: Bool { get }

    init(options: FormatOptions)

    /// The part that a table's rows go into, below the output directory. Tables that follow each other may share one.
    func part(for layout: TableLayout) -> String

    /// What a part begins with, when its first table is this one.
    func prologue(for layout: TableLayout) -> [UInt8]

    /// What encodes a table's batches.
    func encoder(for layout: TableLayout, of dataset: DatasetDescription) -> any BatchEncoder

    var separator: [UInt8] { get }
    var epilogue: [UInt8] { get }

    /// Further files that describe the parts, made when the parts are complete.
    func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion]
}

extension ExportFormat {
    package static var recordsDigests: Bool { false }
    package var separator: [UInt8] { [] }
    package var epilogue: [UInt8] { [] }
}

/// Encodes batches of one table. Pure.
package protocol BatchEncoder: Sendable {
    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount
}

/// What came of encoding.
package struct EncodedCount: Sendable, Equatable {
    package var rows: Int
    /// How many cells the format changed, where it is a view and not the data.
    package var alteredCells = 0

    package init(rows: Int, alteredCells: Int = 0) {
        self.rows = rows
        self.alteredCells = alteredCells
    }
}

/// What a user may choose about formats.
package struct FormatOptions: Sendable {
    /// What separates cells in the `excel` format.
    package var excelDelimiter: UInt8 = 0x2C

    package init() {}
}

/// A part as it was written.
package struct ExportedPart: Sendable {
    package let path: String
    package let layouts: [TableLayout]
    package let rowCount: Int
    package let byteCount: Int
    /// In lower-case hexadecimal; nil where no digest was asked for.
    package let sha512: String?
    package let alteredCells: Int

    package init(
        path: String, layouts: [TableLayout], rowCount: Int, byteCount: Int, sha512: String?, alteredCells: Int
    ) {
        self.path = path
        self.layouts = layouts
        self.rowCount = rowCount
        self.byteCount = byteCount
        self.sha512 = sha512
        self.alteredCells = alteredCells
    }
}

/// A small file beside the parts.
package struct Companion: Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
