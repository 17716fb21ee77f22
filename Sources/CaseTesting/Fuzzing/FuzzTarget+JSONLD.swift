import CaseGraph
import CaseModel

extension FuzzTarget {
    static let jsonld = FuzzTarget("jsonld") { bytes in
        var options = GraphReaderOptions(base: "http://example.org/base/")
        options.termLimit = 1 << 12
        options.windowSize = 64
        options.depthLimit = 16
        let reading = try checkGraphReader(bytes) { try JSONLDReader.read($0, options: options, into: $1) }
        guard reading.problem == nil else { return }
        // What it takes for JSON-LD is JSON. (The other reader refuses keys that are there twice, and deep nesting.)
        do throws(JSONProblem) {
            _ = try JSON(parsing: bytes)
        } catch {
            throw FuzzFailure("JSON-LD that is no JSON: \(error.description)")
        }
    }
}
