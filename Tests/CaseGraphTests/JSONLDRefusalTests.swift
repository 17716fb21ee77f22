import CaseGraph
import CaseTesting
import Testing

/// What the reader of JSON-LD does not understand, it refuses by name.
@Suite struct JSONLDRefusalTests {
    private static let head = "\"@type\":\"persons\",\"@id\":\"per_1\""

    /// The nodes begin in line 13.
    @Test(arguments: [
        (#""unknown":"x""#, "the key \"unknown\" is no term"), (#""persons":"x""#, "the key \"persons\" is no term"),
        (#""http://schema.org/name":"x""#, "is no term of the node's types"),
        (#""sort_name":"x""#, "the key \"sort_name\" is no term"), (#""@id":"x""#, "the keyword \"@id\""),
        (#""@graph":[]"#, "the keyword \"@graph\""), (#""@reverse":{}"#, "the keyword \"@reverse\""),
        (#""@context":{}"#, "the keyword \"@context\""), (#""@index":"x""#, "the keyword \"@index\""),
        (#""name":1"#, "a number"), (#""name":-1.5"#, "a number"), (#""name":true"#, "a boolean"),
        (#""name":false"#, "a boolean"), (#""name":null"#, "null"), (#""name":{"@value":"x"}"#, "an object"),
        (#""name":["x",1]"#, "a number"), (#""name":[["x"]]"#, "an array inside an array"),
        (#""name":[{"@list":[]}]"#, "an object"), (#""gender":"_:b0""#, "the blank node \"_:b0\""),
        (#""gender":"@id""#, "looks like a keyword"),
    ])
    func inANode(member: String, message: String) throws {
        let problem = try JSONLD.problem(in: JSONLD.document("{\(Self.head),\n\(member)}"))
        #expect(problem.code == .unsupported && problem.message.contains(message), "\(problem)")
        #expect(problem.line == 14)
    }

    @Test(arguments: [
        (#""name":"a","name":"b""#, "twice"), (#""name":"a","n\u0061me":"b""#, "twice"),
        (#""name":"\ud800""#, "no character"), (#""name":"\udc00\ud800""#, "no character"),
        (#""name":"\ud800\u0041""#, "no character"), (#""name":"\u12g4""#, "no character"),
        (#""name":"\x""#, "an escape that JSON does not have"), ("\"name\":\"a\tb\"", "U+0009 stands in a string"),
        (#""name""#, "found \"}\"; expected a colon"), (#""name":"#, "expected a value"),
        (#""name":"a",}"#, "expected a key in quotes"), (#""name":"a""name":"b""#, "expected a comma"),
        (#""name":["a",]"#, "expected a value"), (#""name":nul"#, "null"), (#""gender":"a b""#, "gives no IRI"),
        (#""gender":"a\\b""#, "gives no IRI"), (#""gender":"%zz""#, "gives no IRI"),
        (#""gender":"<x>""#, "gives no IRI"),
        (#""gender":"1:x""#, "no scheme"), (#""gender":"http://[x""#, "gives no IRI"),
        (#""gender":"a#b#c""#, "gives no IRI"), ("\"gender\":\"\u{E000}\"", "gives no IRI"),
    ])
    func malformed(member: String, message: String) throws {
        let problem = try JSONLD.problem(in: JSONLD.document("{\(Self.head),\n\(member)}"))
        #expect(problem.message.contains(message), "\(problem)")
        #expect(problem.line == 14)
    }

    @Test(arguments: [
        (#"{}"#, "a node without @type"),
        (#"{"@id":"x","@type":"persons"}"#, "found the key \"@id\"; expected \"@type\""),
        (#"{"name":"x"}"#, "expected \"@type\" as the first key of a node"),
        (#"{"@type":"persons"}"#, "a comma and \"@id\""),
        (#"{"@type":"persons","name":"x"}"#, "found the key \"name\"; expected \"@id\""),
        (#"{"@type":"person","@id":"x"}"#, "the type \"person\" is neither"),
        (#"{"@type":[],"@id":"x"}"#, "without a type"),
        (#"{"@type":null,"@id":"x"}"#, "expected a type"), (#"{"@type":"persons","@id":null}"#, "the node's IRI"),
        (#"{"@type":"persons","@id":"_:b"}"#, "the blank node"),
        (#"{"@type":"bare","@id":"x","name":"a"}"#, "is no term"),
        (#""x""#, "expected a node"), (#"[]"#, "expected a node"), (#"{"@type":"_:b","@id":"x"}"#, "the type \"_:b\""),
    ])
    func nodes(node: String, message: String) throws {
        let problem = try JSONLD.problem(in: JSONLD.document(node))
        #expect(problem.message.contains(message), "\(problem)")
    }

    @Test(arguments: [
        ("[]", "expected a JSON object"), ("", "ends where a JSON object"), ("{}", "\"@context\" as the first key"),
        (#"{"@graph":[],"@context":{}}"#, "found the key \"@graph\"; expected \"@context\""),
        (#"{"@context":"https://schema.org","@graph":[]}"#, "does not stand in the file"),
        (#"{"@context":null,"@graph":[]}"#, "does not stand in the file"),
        (#"{"@context":[{}],"@graph":[]}"#, "does not stand in the file"),
        (#"{"@context":{},"@id":"x","@graph":[]}"#, "found the key \"@id\"; expected \"@graph\""),
        (#"{"@context":{},"@graph":{}}"#, "an array of nodes"),
        (#"{"@context":{},"@graph":[],"@id":"x"}"#, "a key behind"),
        (#"{"@context":{},"@graph":[]}x"#, "nothing behind"), (#"{"@context":{}}"#, "\"@graph\""),
        ("\u{FEFF}{}", "a byte order mark"), (#"{"@context":{},"@graph":[]"#, "the file ends"),
        ("{\"@context\":{},\"@graph\":[]}\0", "U+0000"),
    ])
    func documents(text: String, message: String) throws {
        let problem = try JSONLD.problem(in: text)
        #expect(problem.message.contains(message), "\(problem)")
    }

    @Test(arguments: [
        (#""@vocab":"http://e.org/""#, "@vocab"), (#""@language":"en""#, "@language"), (#""@import":"x""#, "@import"),
        (#""@version":1.0"#, "@version"), (#""@base":null"#, "@base"), (#""@base":"x/""#, "no absolute IRI"),
        (#""@propagate":true"#, "@propagate"), (#""t":"http://e.org/t""#, "is not defined by an object"),
        (#""t":null"#, "is not defined by an object"), (#""t":{}"#, "has no @id"),
        (#""a:b":{"@id":"x:y"}"#, "the term"),
        (#""":{"@id":"x:y"}"#, "the term"), (#""t":{"@id":"x"}"#, "no absolute IRI"),
        (#""t":{"@id":"@type"}"#, "no absolute"),
        (#""t":{"@id":"x:y","@container":"@set"}"#, "@container"), (#""t":{"@id":"x:y","@reverse":"x:z"}"#, "@reverse"),
        (#""t":{"@id":"x:y","@prefix":true}"#, "@prefix"),
        (#""t":{"@id":"x:y","@context":"http://e.org/"}"#, "the context of"),
        (#""t":{"@id":"x:y","@context":{"@vocab":"x:y"}}"#, "@vocab"), (#""t":[]"#, "an array in the context"),
        (#""t":{"@id":"_:b"}"#, "no absolute IRI"), (#""t":{"@id":"x:y"},"t":{"@id":"x:y"}"#, "is not there yet"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@type":"@vocab"}}}"#, "@type"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@type":"@json"}}}"#, "@type"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@container":"@list"}}}"#, "@container"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@language":null}}}"#, "@language"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@language":"e n"}}}"#, "@language"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@language":"en","@type":"@id"}}}"#, "both"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@language":"en","@type":"x:d"}}}"#, "both"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@context":{"@base":"x:b"}}}}"#, "no nodes"),
        (
            #""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@type":"@id","@context":{"@vocab":"x:b"}}}}"#,
            "something else"
        ),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:p","@type":"@id","@context":{"@base":"b/"}}}}"#, "no absolute"),
        (#""t":{"@id":"x:y","@context":{"p":{"@id":"x:\ud800"}}}"#, "no character"),
        (#""t":{"@id":"x:y","@context":{"\ud800":{"@id":"x:p"}}}"#, "no character"),
        (#""t":{"@id":"x:y",}"#, "not JSON"),
    ])
    func contexts(member: String, message: String) throws {
        let problem = try JSONLD.problem(in: "{\"@context\":{\n\(member)},\"@graph\":[]}")
        #expect(problem.message.contains(message), "\(problem)")
        #expect(problem.line > 0)
    }

    /// Two types that disagree about a key are refused, whatever JSON-LD's order of types would make of it.
    @Test func typesThatDisagree() throws {
        let context =
            #""a":{"@id":"x:a","@context":{"p":{"@id":"x:p"}}},"b":{"@id":"x:b","@context":{"p":{"@id":"x:q"}}}"#
        let text = "{\"@context\":{\(context)},\"@graph\":[{\"@type\":[\"a\",\"b\"],\"@id\":\"x:n\"}]}"
        #expect(try JSONLD.problem(in: text).message.contains("define \"p\" differently"))
    }

    @Test func bytesThatAreNotUTF8() throws {
        for bytes: [UInt8] in [[0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            let parts = JSONLD.document("{\(Self.head),\"name\":\"|\"}").utf8.split(separator: 0x7C)
            let problem = try JSONLD.problem(in: Array(parts[0]) + bytes + Array(parts[1]))
            #expect(problem == GraphProblem(.malformed, line: 13, "the text is not UTF-8"))
        }
    }

    @Test func limits() throws {
        var options = GraphReaderOptions()
        options.termLimit = 100
        for (count, isWithin) in [(100, true), (101, false), (300_000, false)] {
            let text = JSONLD.document("{\(Self.head),\"name\":\"\(String(repeating: "a", count: count))\"}")
            if isWithin {
                #expect(try JSONLD.read(text, options: options).count == 2)
            } else {
                #expect(try JSONLD.problem(in: Array(text.utf8), options: options).code == .limit)
            }
        }
        let types = Array(repeating: "\"x:y\"", count: 65).joined(separator: ",")
        #expect(try JSONLD.problem(in: JSONLD.document("{\"@type\":[\(types)],\"@id\":\"x\"}")).code == .limit)
        let long = String(repeating: "\"t\":{\"@id\":\"x:y\"},", count: 500_000)
        #expect(try JSONLD.problem(in: "{\"@context\":{\(long)").code == .limit)
    }
}
