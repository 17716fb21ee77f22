import CaseBytes
import CaseGraph
import Testing

/// What bounds XML that is read element by element, and what ends it.
@Suite struct XMLEventsTests {
    @Test func elementsHaveABoundInDepth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(try problem(nested(200)) == nil)
        #expect(try problem(nested(201))?.code == .limit)
    }

    @Test func namespacesHaveABound() throws {
        func declared(_ count: Int) -> String {
            "<a " + (0..<count).map { "xmlns:p\($0)='u'" }.joined(separator: " ") + "/>"
        }
        #expect(try problem("<r>" + declared(4096) + declared(4096) + "</r>") == nil)
        #expect(try problem("<r>" + declared(4097) + "</r>")?.code == .limit)
    }

    @Test func attributesHaveABound() throws {
        let tag = "<a " + (0..<60_000).map { "b\($0)='c'" }.joined(separator: " ") + "/>"
        #expect(try problem(tag)?.code == .limit)
    }

    /// libxml2 stops at such bytes without a word.
    @Test func bytesThatAreNotOfTheEncodingEndIt() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><r><a/>".utf8)
        #expect(try problem(head + Array("</r>".utf8)) == nil)
        #expect(try problem(head + [0xFF, 0xFE, 0x81] + Array("</r>".utf8))?.code == .malformed)
    }

    @Test func encodingsThatTheSystemConvertsAreRefused() throws {
        #expect(try problem("<?xml version=\"1.0\" encoding=\"EUC-JP\"?><r/>")?.code == .unsupported)
        #expect(try problem("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r/>") == nil)
    }

    private func problem(_ text: String) throws -> GraphProblem? { try problem(Array(text.utf8)) }

    private func problem(_ bytes: [UInt8]) throws -> GraphProblem? {
        do {
            try XMLEvents.read(MemorySource(bytes), into: Sink())
            return nil
        } catch let problem as GraphProblem {
            return problem
        }
    }

    private final class Sink: XMLEventSink {
        func open(_ name: String, namespace: String, line: Int) {}
        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
        func close() {}
    }
}
