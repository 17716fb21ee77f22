import CaseGraph
import CaseModel

extension FuzzTarget {
    /// CSV read through its metadata as a graph: a document, a zero byte, and a table; without a zero byte the bytes are
    /// a table that nothing describes.
    static let csvw = FuzzTarget("csvw") { bytes in
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let table = Array(parts[parts.count - 1])
        let files = parts.count == 2 ? ["m.json": Array(parts[0]), "t.csv": table] : ["t.csv": table]
        let entry = parts.count == 2 ? "m.json" : "t.csv"
        var options = GraphReaderOptions(base: "http://example.org/base/" + entry)
        options.termLimit = 1 << 12
        options.windowSize = 64
        func read(_ sizes: [Int]?) throws -> (GraphReading, [String]) {
            var warnings: [String] = []
            let reader = CSVWGraphReader(options: options, warn: { warnings.append($0) }) { path in
                files[path].map { PiecewiseSource($0, sizes: sizes ?? [.max]) }
            }
            let reading = try GraphReading { try reader.read(entry, into: $0) }
            return (reading, warnings)
        }
        let (whole, warnings) = try read(nil)
        for sizes in pieceSizes {
            let (pieces, others) = try read(sizes)
            try requireEqual(pieces.problem, whole.problem, "in pieces of \(sizes) it ends otherwise than whole")
            try require(pieces.lines == whole.lines, "in pieces of \(sizes) it has other quads than whole")
            try requireEqual(others, warnings, "in pieces of \(sizes) it warns of other things than whole")
        }
        try checkCanonical(whole)
    }

    /// The same metadata as the schema of a dataset: what was read is written, and read again.
    static let schema = FuzzTarget("schema") { bytes in
        guard let document = try? JSON(parsing: bytes),
            let metadata = try? CSVWReader.metadata(from: document)
        else { return }
        let writer = CSVWWriter(base: "http://example.org/base/", language: "en")
        let written = writer.metadata(for: metadata.schema.layouts)
        let again: DatasetMetadata
        do throws(SchemaProblem) {
            again = try CSVWReader.metadata(from: written)
        } catch {
            throw FuzzFailure("metadata that were written are refused: \(error)")
        }
        let rewritten = writer.metadata(for: again.schema.layouts)
        try require(
            rewritten.compact() == written.compact(),
            "metadata that were written are read otherwise:\n\(String(decoding: written.compact(), as: UTF8.self))\n"
                + String(decoding: rewritten.compact(), as: UTF8.self))
    }
}
