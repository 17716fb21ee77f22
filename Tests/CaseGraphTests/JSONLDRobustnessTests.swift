import CaseGraph
import CaseTesting
import Testing

@Suite struct JSONLDRobustnessTests {
    private static let text = JSONLD.document(
        """
        {"@type":"persons","@id":"per_1" , "name" : "a\\u0062 \\ud83d\\udd4a é🕊\u{7F}\\n","born":["2014","201X"]},
        { "@type" : ["http://e.org/T","persons"],"@id":"http://e.org/ü","gender":"x/../y","note":"" },\r
        {"@type":"bare","@id":""}
        """)

    @Test(arguments: [1, 2, 3, 7, 64]) func chunks(count: Int) throws {
        let bytes = Array(Self.text.utf8)
        #expect(try JSONLD.read(bytes, chunk: count) == JSONLD.read(bytes))
    }

    /// Cut off anywhere, a document is refused, and never for what is wrong only because it is cut.
    @Test(arguments: [1, .max]) func truncated(chunk: Int) throws {
        let bytes = Array(Self.text.utf8)
        for count in 0..<bytes.count - 1 {
            #expect(throws: GraphProblem.self) { _ = try JSONLD.read(Array(bytes[..<count]), chunk: chunk) }
        }
    }

    /// Whatever happens to its bytes, a document is read or refused, in the same way in chunks and as a whole.
    @Test(arguments: 1...4) func mutated(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = Array(Self.text.utf8)
        let pieces = [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "@", "\\u", "\\ud83d", "null", "1", "\0", "\n", "#", "//",
        ]
        for round in 0..<3000 {
            var bytes = original
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random)!.utf8, at: place)
                default: bytes.removeSubrange(place..<min(place + 20, bytes.count))
                }
            }
            let whole = Result { try JSONLD.read(bytes) }.mapError { "\($0)" as GraphMessage }
            let inChunks = Result { try JSONLD.read(bytes, chunk: 1) }.mapError { "\($0)" as GraphMessage }
            #expect(whole == inChunks, "seed \(seed), round \(round)")
        }
    }
}

private struct GraphMessage: Error, Equatable, ExpressibleByStringInterpolation {
    let text: String

    init(stringLiteral text: String) { self.text = text }
}
