package import CaseBytes

/// Reads the JSON-LD that this project writes, as a stream (JSON-LD 1.1, W3C Recommendation of 16 July 2020).
///
/// That is an object of `@context` and `@graph`; a context that stands in the file, with a term a class and inside it a
/// term a property; and node objects of strings, with the keys in the order that streams need: `@type`, `@id`, the rest
/// (Streaming JSON-LD, W3C Working Group Note). A value may be an array of strings. Everything else that JSON-LD has
/// is refused by name, never guessed, and so is what JSON-LD drops in silence: keys that are no terms, IRIs that are
/// none.
package enum JSONLDReader: GraphReader {
    package static func read(_ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink) throws {
        var parser = JSONLDParser(source, options: options, sink: sink)
        try parser.document()
    }
}
