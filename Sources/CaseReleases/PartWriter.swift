import CaseArchive
import CaseBytes
package import CaseFiles
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
    private final class PartInWork {
        let path: String
        let file: any OpenPart
        var layouts: [TableLayout] = []
        var rowCount = 0
        var tripleCount = 0
        var alteredCells = 0

        init(path: String, file: any OpenPart) {
            self.path = path
            self.file = file
        }
    }

    private let format: any ExportFormat
    private let dataset: ExportedDataset
    private let output: any PartOutput
    private let digests: PartDigests
    private let companionDigests: PartDigests
    private let isOnePart: Bool
    private let isOrdered: Bool
    private var ended: [ExportedPart] = []
    private var orders: [Int: Reordering<(chunk: Chunk?, layout: TableLayout)>] = [:]
    private var open: [String: PartInWork] = [:]
    private var encodingSeconds = 0.0
    private var hasFailed = false

    init(
        _ format: any ExportFormat, of dataset: ExportedDataset, output: any PartOutput, digests: PartDigests,
        companionDigests: PartDigests, isOrdered: Bool
    ) {
        self.format = format
        self.dataset = dataset
        self.output = output
        self.digests = digests
        self.companionDigests = companionDigests
        self.isOrdered = isOrdered
        isOnePart = type(of: format).isOnePart
    }

    /// - Parameter chunk: nil for a batch that the format leaves out.
    /// - Returns: what became ready to be compressed, for the caller to run.
    func add(_ chunk: Chunk?, of layout: TableLayout, from item: SourceItem) throws -> [CompressionBlock] {
        let (order, sequence) = isOrdered ? (0, item.laneSequence) : (layout.index, item.sequence)
        // What comes after a failure would only hide it behind another.
        guard !hasFailed else { return [] }
        var blocks: [CompressionBlock] = []
        for (chunk, layout) in orders[order, default: Reordering()].insert((chunk, layout), at: sequence) {
            guard let chunk else { continue }
            encodingSeconds += chunk.encodingSeconds
            guard chunk.count.rows > 0 else { continue }
            do {
                blocks += try write(chunk, layout)
            } catch {
                hasFailed = true
                throw error
            }
        }
        return blocks
    }

    private func write(_ chunk: Chunk, _ layout: TableLayout) throws -> [CompressionBlock] {
        let path = format.part(for: layout)
        var blocks: [CompressionBlock] = []
        let part = try open[path] ?? begin(path, layout, &blocks)
        if part.rowCount > 0, !format.separator.isEmpty { blocks += try part.file.write(contentsOf: format.separator) }
        blocks += try part.file.write(UnsafeRawBufferPointer(chunk.bytes.bytes))
        if part.layouts.last?.index != layout.index { part.layouts.append(layout) }
        part.rowCount += chunk.count.rows
        part.tripleCount += chunk.count.triples
        part.alteredCells += chunk.count.alteredCells
        return blocks
    }

    private func begin(_ path: String, _ layout: TableLayout, _ blocks: inout [CompressionBlock]) throws -> PartInWork {
        // Tables that come one after the other have one part open at a time.
        if isOrdered { for part in open.values { try end(part, &blocks) } }
        let part = PartInWork(path: path, file: try output.begin(path, digests: digests))
        blocks += try part.file.write(contentsOf: format.prologue(for: layout, of: dataset))
        open[path] = part
        return part
    }

    private func end(_ part: PartInWork, _ blocks: inout [CompressionBlock]) throws {
        if !format.epilogue.isEmpty { blocks += try part.file.write(contentsOf: format.epilogue) }
        let (rest, fixity) = try part.file.finish()
        blocks += rest
        open[part.path] = nil
        ended.append(
            ExportedPart(
                path: part.path, layouts: part.layouts, rowCount: part.rowCount, tripleCount: part.tripleCount,
                byteCount: fixity.byteCount, sha256: fixity.sha256, sha512: fixity.sha512,
                alteredCells: part.alteredCells))
    }

    /// Ends the parts and writes what describes them.
    ///
    /// - Returns: also what is left to be compressed, for the caller to run.
    func finish() throws -> (result: FormatResult, blocks: [CompressionBlock]) {
        var blocks: [CompressionBlock] = []
        // A graph without triples is a graph.
        if isOnePart, open.isEmpty, ended.isEmpty, let layout = dataset.schema.layouts.first {
            _ = try begin(format.part(for: layout), layout, &blocks)
        }
        for part in open.values { try end(part, &blocks) }
        let parts = ended.sorted { ($0.layouts.first?.index ?? 0) < ($1.layouts.first?.index ?? 0) }
        var companions: [WrittenCompanion] = []
        for companion in output.keepsParts ? format.companions(to: parts, of: dataset.description) : [] {
            let file = try output.begin(companion.path, digests: companionDigests)
            blocks += try file.write(contentsOf: companion.bytes)
            let (rest, fixity) = try file.finish()
            blocks += rest
            companions.append(WrittenCompanion(companion: companion, fixity: fixity))
        }
        let result = FormatResult(
            format: type(of: format).name, parts: parts, companions: companions, encodingSeconds: encodingSeconds,
            isHashedOnly: !output.keepsParts)
        return (result, blocks)
    }
}

/// A small file beside the parts, as it was written.
package struct WrittenCompanion: Sendable {
    package let companion: Companion
    package let fixity: PartFixity
}

/// What came of one format.
package struct FormatResult: Sendable {
    package let format: String
    package let parts: [ExportedPart]
    package let companions: [WrittenCompanion]
    /// The processor time that encoding took, on all threads together.
    package let encodingSeconds: Double
    /// Whether nothing of it was kept.
    let isHashedOnly: Bool
}
