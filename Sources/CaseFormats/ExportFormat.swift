package import CaseBytes
import CaseGraph
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

    /// The media type of its parts (RFC 6838).
    static var mediaType: String { get }

    /// The address of the specification that its parts follow; nil where there is none.
    static var standard: String? { get }

    /// Whether its companions record the parts' SHA-512 digests; where none does, none is computed.
    static var recordsDigests: Bool { get }

    /// Whether what it writes is the graph of the dataset, for readers of the format.
    static var carriesGraph: Bool { get }

    /// Whether all tables go into one part, so that their batches have to come in the schema's order.
    static var isOnePart: Bool { get }

    init(options: FormatOptions)

    /// The part that a table's rows go into, below the output directory. Tables that follow each other may share one.
    func part(for layout: TableLayout) -> String

    /// What a part begins with, when its first table is this one.
    func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8]

    /// What encodes a table's batches.
    func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder

    var separator: [UInt8] { get }
    var epilogue: [UInt8] { get }

    /// Further files that describe the parts, made when the parts are complete.
    func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion]
}

extension ExportFormat {
    package static var standard: String? { nil }
    package static var recordsDigests: Bool { false }
    package static var carriesGraph: Bool { false }
    package static var isOnePart: Bool { false }
    package var separator: [UInt8] { [] }
    package var epilogue: [UInt8] { [] }
}

/// What a format has to know of the dataset besides its rows.
package struct ExportedDataset: Sendable {
    package let description: DatasetDescription
    package let schema: Schema
    /// Worked out once for all tables and formats.
    let namespaces: Namespaces

    package init(_ description: DatasetDescription, schema: Schema) {
        self.description = description
        self.schema = schema
        namespaces = Namespaces(schema)
    }
}

/// Encodes batches of one table. Pure.
package protocol BatchEncoder: Sendable {
    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount
}

/// What came of encoding.
package struct EncodedCount: Sendable, Equatable {
    package var rows: Int
    /// How many triples the rows are, where the format writes the graph.
    package var triples = 0
    /// How many cells the format changed, where it is a view and not the data.
    package var alteredCells = 0

    package init(rows: Int, triples: Int = 0, alteredCells: Int = 0) {
        self.rows = rows
        self.triples = triples
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
    /// 0 where the format does not write the graph.
    package let tripleCount: Int
    package let byteCount: Int
    /// In lower-case hexadecimal; nil where it was not asked for.
    package let sha256: String?
    /// In lower-case hexadecimal; nil where it was not asked for.
    package let sha512: String?
    package let alteredCells: Int

    package init(
        path: String, layouts: [TableLayout], rowCount: Int, tripleCount: Int = 0, byteCount: Int,
        sha256: String? = nil,
        sha512: String? = nil, alteredCells: Int
    ) {
        self.path = path
        self.layouts = layouts
        self.rowCount = rowCount
        self.tripleCount = tripleCount
        self.byteCount = byteCount
        self.sha256 = sha256
        self.sha512 = sha512
        self.alteredCells = alteredCells
    }
}

/// A small file beside the parts.
package struct Companion: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// RFC 6838.
    package let mediaType: String
    /// The address of the specification that it follows.
    package let standard: String?
    /// One line for readers.
    package let title: String

    package init(path: String, bytes: [UInt8], mediaType: String, standard: String?, title: String) {
        self.path = path
        self.bytes = bytes
        self.mediaType = mediaType
        self.standard = standard
        self.title = title
    }
}
