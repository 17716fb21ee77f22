import CaseBytes
import CaseFiles
package import CaseFormats
import CaseModel

/// Writes the parts of one format: takes encoded batches in any order and writes each table's in theirs.
actor PartWriter {
    struct Chunk: Sendable {
        let bytes: Bytes
        let count: EncodedCount
        /// Processor time.
        let encodingSeconds: Double
    }

    /// A part that is being written.
    private final class OpenPart {
        let path: String
        var file: PartFile
        var layouts: [TableLayout] = []
        var rowCount = 0
        var tripleCount = 0
        var alteredCells = 0

        init(path: String, creating file: String?, digests: PartDigests) throws {
            self.path = path
            self.file = try PartFile(creating: file, digests: digests)
        }
    }

    private let format: any ExportFormat
    private let dataset: ExportedDataset
    /// nil where the parts are only hashed.
    private let directory: String?
    private let digests: PartDigests
    private let isOnePart: Bool
    private var orders: [Int: Reordering<(chunk: Chunk?, layout: TableLayout)>] = [:]
    private var open: [String: OpenPart] = [:]
    private var encodingSeconds = 0.0
    private var hasFailed = false

    init(_ format: any ExportFormat, of dataset: ExportedDataset, directory: String?, digests: PartDigests) {
        self.format = format
        self.dataset = dataset
        self.directory = directory
        self.digests = digests
        isOnePart = type(of: format).isOnePart
    }

    /// - Parameter chunk: nil for a batch that the format leaves out.
    func add(_ chunk: Chunk?, of layout: TableLayout, from item: SourceItem) throws {
        let (order, sequence) = isOnePart ? (0, item.laneSequence) : (layout.index, item.sequence)
        // What comes after a failure would only hide it behind another.
        guard !hasFailed else { return }
        for (chunk, layout) in orders[order, default: Reordering()].insert((chunk, layout), at: sequence) {
            guard let chunk else { continue }
            encodingSeconds += chunk.encodingSeconds
            guard chunk.count.rows > 0 else { continue }
            do {
                try write(chunk, layout)
            } catch {
                hasFailed = true
                throw error
            }
        }
    }

    private func write(_ chunk: Chunk, _ layout: TableLayout) throws {
        let path = format.part(for: layout)
        let part = try open[path] ?? begin(path, layout)
        if part.rowCount > 0, !format.separator.isEmpty { try part.file.write(contentsOf: format.separator) }
        try part.file.write(UnsafeRawBufferPointer(chunk.bytes.bytes))
        if part.layouts.last?.index != layout.index { part.layouts.append(layout) }
        part.rowCount += chunk.count.rows
        part.tripleCount += chunk.count.triples
        part.alteredCells += chunk.count.alteredCells
    }

    private func begin(_ path: String, _ layout: TableLayout) throws -> OpenPart {
        let file = directory.map { $0 + "/" + path }
        if let file, let parent = splitPath(file)?.parent { try makeDirectories(parent) }
        let part = try OpenPart(path: path, creating: file, digests: digests)
        try part.file.write(contentsOf: format.prologue(for: layout, of: dataset))
        open[path] = part
        return part
    }

    /// Ends the parts and writes what describes them.
    func finish() throws -> FormatResult {
        var parts: [ExportedPart] = []
        // A graph without triples is a graph.
        if isOnePart, open.isEmpty, let layout = dataset.schema.layouts.first {
            _ = try begin(format.part(for: layout), layout)
        }
        for part in open.values.sorted(by: { ($0.layouts.first?.index ?? 0) < ($1.layouts.first?.index ?? 0) }) {
            if !format.epilogue.isEmpty { try part.file.write(contentsOf: format.epilogue) }
            let fixity = try part.file.finish()
            parts.append(
                ExportedPart(
                    path: part.path, layouts: part.layouts, rowCount: part.rowCount, tripleCount: part.tripleCount,
                    byteCount: fixity.byteCount, sha256: fixity.sha256, sha512: fixity.sha512,
                    alteredCells: part.alteredCells))
        }
        open = [:]
        var companions: [(path: String, byteCount: Int)] = []
        for companion in directory == nil ? [] : format.companions(to: parts, of: dataset.description) {
            let directory = directory ?? ""
            let file = directory + "/" + companion.path
            try makeDirectories(splitPath(file)?.parent ?? directory)
            try writeFile(companion.bytes, to: file)
            companions.append((companion.path, companion.bytes.count))
        }
        return FormatResult(
            format: type(of: format).name, parts: parts, companions: companions,
            encodingSeconds: encodingSeconds, isHashedOnly: directory == nil)
    }
}

/// What came of one format.
package struct FormatResult: Sendable {
    package let format: String
    package let parts: [ExportedPart]
    package let companions: [(path: String, byteCount: Int)]
    /// The processor time that encoding took, on all threads together.
    package let encodingSeconds: Double
    /// Whether nothing of it was kept.
    let isHashedOnly: Bool
}
