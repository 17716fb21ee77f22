import CaseBytes
import CaseFiles
package import CaseFormats
import CaseModel

/// Writes the parts of one format: takes encoded batches in any order and writes each table's in theirs.
actor PartWriter {
    struct Chunk: Sendable {
        let bytes: Bytes
        let count: EncodedCount
    }

    /// A part that is being written.
    private final class OpenPart {
        let path: String
        var file: PartFile
        var layouts: [TableLayout] = []
        var rowCount = 0
        var alteredCells = 0

        init(path: String, creating file: String, digest: Bool) throws {
            self.path = path
            self.file = try PartFile(creating: file, digest: digest)
        }
    }

    private let format: any ExportFormat
    private let directory: String
    private let hasDigest: Bool
    private var orders: [Int: Reordering<Chunk>] = [:]
    private var open: [String: OpenPart] = [:]

    init(_ format: any ExportFormat, directory: String, hasDigest: Bool) {
        self.format = format
        self.directory = directory
        self.hasDigest = hasDigest
    }

    func add(_ chunk: Chunk, of layout: TableLayout, at sequence: Int) throws {
        for chunk in orders[layout.index, default: Reordering()].insert(chunk, at: sequence) where chunk.count.rows > 0
        {
            try write(chunk, layout)
        }
    }

    private func write(_ chunk: Chunk, _ layout: TableLayout) throws {
        let path = format.part(for: layout)
        let part = try open[path] ?? begin(path, layout)
        if part.rowCount > 0, !format.separator.isEmpty { try part.file.write(contentsOf: format.separator) }
        try part.file.write(UnsafeRawBufferPointer(chunk.bytes.bytes))
        if part.layouts.last?.index != layout.index { part.layouts.append(layout) }
        part.rowCount += chunk.count.rows
        part.alteredCells += chunk.count.alteredCells
    }

    private func begin(_ path: String, _ layout: TableLayout) throws -> OpenPart {
        let file = directory + "/" + path
        try makeDirectories(splitPath(file)?.parent ?? directory)
        let part = try OpenPart(path: path, creating: file, digest: hasDigest)
        try part.file.write(contentsOf: format.prologue(for: layout))
        open[path] = part
        return part
    }

    /// Ends the parts and writes what describes them.
    func finish(dataset: DatasetDescription) throws -> FormatResult {
        var parts: [ExportedPart] = []
        for part in open.values.sorted(by: { $0.layouts[0].index < $1.layouts[0].index }) {
            if !format.epilogue.isEmpty { try part.file.write(contentsOf: format.epilogue) }
            let fixity = try part.file.finish()
            parts.append(
                ExportedPart(
                    path: part.path, layouts: part.layouts, rowCount: part.rowCount, byteCount: fixity.byteCount,
                    sha512: fixity.sha512, alteredCells: part.alteredCells))
        }
        open = [:]
        var companions: [(path: String, byteCount: Int)] = []
        for companion in format.companions(to: parts, of: dataset) {
            let file = directory + "/" + companion.path
            try makeDirectories(splitPath(file)?.parent ?? directory)
            try writeFile(companion.bytes, to: file)
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
