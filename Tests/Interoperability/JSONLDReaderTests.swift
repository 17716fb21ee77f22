import CaseBytes
import CaseGraph
import CaseTesting
import Foundation
import Testing

/// Our reader of JSON-LD takes from a document what those of others do.
@Suite struct JSONLDReaderTests {
    @Test func quadsAreThoseOfOthers() throws {
        let folder = try TemporaryDirectory()
        let documents =
            Self.documents.map { ("all", $0) } + Self.oxigraphDocuments.map { ("only-pyoxigraph", $0) }
            + Self.pyLDDocuments.map { ("only-PyLD", $0) }
        for (number, (readers, text)) in documents.enumerated() {
            let lines = try Self.quads(of: text)
            #expect(lines.isEmpty == (number == 0), "\(text)")
            let name = folder("\(readers)-\(number)")
            try text.write(toFile: name + ".jsonld", atomically: true, encoding: .utf8)
            try lines.joined().write(toFile: name + ".nq", atomically: true, encoding: .utf8)
        }
        try PythonRunner.expectSuccess("check_jsonld.py", folder.path)
    }

    @Test func differencesAreFound() throws {
        let folder = try TemporaryDirectory()
        try Self.documents[1].write(toFile: folder("1.jsonld"), atomically: true, encoding: .utf8)
        try "<x:a> <x:b> <x:c> .\n".write(toFile: folder("1.nq"), atomically: true, encoding: .utf8)
        try PythonRunner.expectFailure("check_jsonld.py", folder.path)
    }

    private static func quads(of text: String) throws -> [String] {
        let sink = Lines()
        try JSONLDReader.read(MemorySource(Array(text.utf8)), options: GraphReaderOptions(), into: sink)
        return sink.lines
    }

    private final class Lines: QuadSink {
        var lines: [String] = []

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
            lines.append([subject, predicate, object].map(\.text).joined(separator: " ") + " .\n")
        }
    }

    // MARK: Documents

    private static let context = ##"""
        "a":{"@id":"http://e.org/A","@context":{"name":{"@id":"http://e.org/name"},
         "title":{"@id":"http://e.org/title","@language":"en-gb"},
         "day":{"@id":"http://e.org/day","@type":"http://www.w3.org/2001/XMLSchema#date"},
         "text":{"@id":"http://e.org/text","@type":"http://www.w3.org/2001/XMLSchema#string"},
         "part":{"@id":"http://e.org/part","@type":"@id"},
         "code":{"@id":"http://e.org/code","@type":"@id","@context":{"@base":"https://e.org/d/concept/code/"}},
         "hash":{"@id":"http://e.org/hash","@type":"@id","@context":{"@base":"https://e.org/other#"}}}},
        "b":{"@id":"http://e.org/B","@context":{"name":{"@id":"http://e.org/name"},"age":{"@id":"http://e.org/age"},
         "part":{"@id":"http://e.org/b-part"}}},
        "c":{"@id":"http://e.org/C","@context":{"age":{"@id":"http://e.org/age"}}},
        "bare":{"@id":"http://e.org/Bare"}
        """##

    private static func document(_ nodes: [String], base: String = "https://e.org/d/") -> String {
        """
        {"@context":{"@version":1.1,"@base":"\(base)",
        \(context)},"@graph":[
        \(nodes.joined(separator: ",\n"))
        ]}
        """
    }

    private static func values(of key: String, _ values: [String], base: String = "https://e.org/d/") -> String {
        document(
            values.enumerated().map { number, value in
                "{\"@type\":\"a\",\"@id\":\"https://e.org/n\(number)\",\"\(key)\":\(value)}"
            }, base: base)
    }

    private static let references = [
        "per_1", "", "#f", "../x", ".", "..", "./y", "../../../z", "/a/./b/../c", "?q=%20",
        "urn:x:y", "http://x.org/a", "persons", "é", "name", "a", "x:", "http://u:p@h.org/", "http://[::1]:8/x",
        "a;b,c=d",
        "..a", "a/..", "a/../..", "x#y?z", "http://x.org/%C3%A9#é",
    ].map { "\"\($0)\"" }

    /// What PyLD resolves in another way than RFC 3986 (or drops).
    private static let otherReferences = ["//h.org:80/p", "a/b:c"].map(quoted)

    private static let strings =
        [
            #"a\u0062\/\"\\"#, #"\b\f\n\r\t"#, #"\u000a\u000A\u0000\u001f"#, #"\ud83d\udd4a🕊"#, "\u{7F}",
            "e\u{301}\u{E9}", "",
            #"\ufffe\uFFFF"#, "\u{FFFE}\u{FFFF}", "עברית \u{202E}", #"\u00e9\u20ac"#, "@id", "_:b", "http://e.org/",
        ].map { "\"\($0)\"" } + (RandomText.pieces.map(quoted))

    /// As JSON writes a string.
    private static func quoted(_ text: String) -> String {
        let data = (try? JSONSerialization.data(withJSONObject: [text])) ?? Data()
        return String(decoding: data.dropFirst().dropLast(), as: UTF8.self)
    }

    private static let documents: [String] =
        [
            document([]),
            document([
                #"{"@type":"a","@id":"per_1","name":"A","title":"T","day":"2014-06-19","text":"x","part":"per_2"}"#
            ]),
            document([#"{ "@type" : [ "a" , "http://e.org/T" ] ,"@id":"x","name":["n","m","n"],"part":[]}"#]),
            document([#"{"@type":"b","@id":"x","age":"1","part":"literal"}"#, #"{"@type":"bare","@id":"y"}"#]),
            document([#"{"@type":"a","@id":"\u00fc\/x","n\u0061me":"A"}"#, #"{"@type":["x:T"],"@id":"http://e.org/"}"#]
            ),
        ]
        + ["name", "title", "day", "text"].map { values(of: $0, strings) }
        + ["part", "code", "hash"].flatMap { key in
            bases.map { values(of: key, references, base: $0) }
        }

    /// pyoxigraph takes only the terms of the last one of several types, by their names (JSON-LD 1.1 Processing Algorithms
    /// and API, section 5.1.2, step 11, has all of them).
    private static let pyLDDocuments = [
        document([#"{"@type":["c","a","http://e.org/T"],"@id":"x","age":"1","name":["n","m","n"],"part":[]}"#]),
        document([#"{"@type":["b","c","bare"],"@id":"x","age":"1","part":"literal"}"#]),
    ]

    private static let oxigraphDocuments = ["part", "code", "hash"].flatMap { key in
        bases.map { values(of: key, otherReferences, base: $0) }
    }

    private static let bases = ["https://e.org/d/", "https://e.org/d#", "https://e.org/a/d/e", "http://e.org/"]
}
