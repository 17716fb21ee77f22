package import CaseBytes

/// Reads the Turtle that this project writes, as a stream (RDF 1.1 Turtle, W3C Recommendation of 25 February 2014).
///
/// That is `@prefix` directives, and statements of absolute IRIs, prefixed names without escapes, `a`, literals in double
/// quotes, numbers and flags, with `;` and `,` between them. Everything else that Turtle has (`@base`, `PREFIX`, blank
/// nodes, collections, long and single-quoted strings, escapes in names) is refused by name and line.
package enum TurtleReader: GraphReader {
    package static func read(_ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink) throws {
        var parser = TurtleParser(source, options: options)
        try parser.parse(into: sink)
    }
}
