import CaseBytes
import CaseFiles
package import CaseFormats
import CaseModel

/// Writes the parts of one format: takes encoded batches in any order and writes them in theirs.
actor PartWriter {
    struct Chunk: Sendable {
        let bytes: Bytes
        let count: EncodedCount
        let layout: TableLayout
    }

    private let format: any ExportFormat
    private let directory: String
    private let hasDigest: Bool
    private var order = Reordering<Chunk?>()
    private var file: PartFile?
    private var path: String?
    private var layouts: [TableLayout] = []
    private var rowCount = 0
    private var alteredCells = 0
    private var isEmpty = true
    private(set) var parts: [ExportedPart] = []

    init(_ format: any ExportFormat, directory: String, hasDigest: Bool) {
        self.format = format
        self.directory = directory
        self.hasDigest = hasDigest
    }

    /// - Parameter chunk: nil for a batch that has nothing for this format.
    func add(_ chunk: Chunk?, at sequence: Int) throws {
        for case let chunk? in order.insert(chunk, at: sequence) where chunk.count.rows > 0 { try write(chunk) }
    }

    private func write(_ chunk: Chunk) throws {
        let part = format.part(for: chunk.layout)
        if part != path {
            try finishPart()
            try makeDirectories(splitPath(directory + "/" + part)!.parent)
            var opened = try PartFile(creating: directory + "/" + part, digest: hasDigest)
            try opened.write(contentsOf: format.prologue(for: chunk.layout))
            file = consume opened
            path = part
        }
        if !isEmpty, !format.separator.isEmpty { try file!.write(contentsOf: format.separator) }
        isEmpty = false
        try file!.write(UnsafeRawBufferPointer(chunk.bytes.bytes))
        if layouts.last?.index != chunk.layout.index { layouts.append(chunk.layout) }
        rowCount += chunk.count.rows
        alteredCells += chunk.count.alteredCells
    }

    private func finishPart() throws {
        guard let path else { return }
        if !format.epilogue.isEmpty { try file!.write(contentsOf: format.epilogue) }
        let fixity = file!.finish()
        file = nil
        parts.append(
            ExportedPart(
                path: path, layouts: layouts, rowCount: rowCount, byteCount: fixity.byteCount, sha512: fixity.sha512,
                alteredCells: alteredCells))
        self.path = nil
        layouts = []
        rowCount = 0
        alteredCells = 0
        isEmpty = true
    }

    /// Ends the last part and writes what describes the parts.
    func finish(dataset: DatasetDescription) throws -> FormatResult {
        try finishPart()
        var companions: [(path: String, byteCount: Int)] = []
        for companion in format.companions(to: parts, of: dataset) {
            try writeFile(companion.bytes, to: directory + "/" + companion.path)
            companions.append((companion.path, companion.bytes.count))
        }
        return FormatResult(format: type(of: format).name, parts: parts, companions: companions)
    }
}

/// What came of one format.
package struct FormatResult: Sendable {
    package let format: String
    package let parts: [ExportedPart]
    package let companions: [(path: String, byteCount: Int)]
}
