package import CaseBytes

/// Reads N-Quads (W3C RDF 1.1 N-Quads) as a stream, in one pass, and of RDF 1.2 triple terms and base directions.
///
/// What is canonical already is handed on as it stands in the file; only terms with other escapes are written anew.
package enum NQuadsReader: GraphReader {
    package static func read(_ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink) throws {
        try readLines(of: source, syntax: .quads, options: options, into: sink)
    }
}

/// Reads N-Triples (W3C RDF 1.1 N-Triples): N-Quads without names of graphs.
package enum NTriplesReader: GraphReader {
    package static func read(_ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink) throws {
        try readLines(of: source, syntax: .triples, options: options, into: sink)
    }
}

/// Hands whole lines to the parser, as many as are there.
private func readLines(
    of source: any ByteSource, syntax: NQuadsParser.Syntax, options: GraphReaderOptions, into sink: any QuadSink
) throws {
    var parser = NQuadsParser(syntax, options: options)
    var buffer = ByteBuffer(capacity: 4 * options.windowSize)
    let lineLimit = options.termLimit.multipliedReportingOverflow(by: 2)
    while true {
        buffer.reserve(1 << 12)
        let room = UnsafeMutableBufferPointer(start: buffer.base + buffer.count, count: buffer.capacity - buffer.count)
        let length = try source.read(into: room)
        if length == 0 { break }
        let old = buffer.count
        buffer.advance(by: length)
        let complete = endOfLines(buffer.bytes, from: old)
        if complete > 0 {
            try parser.parse(buffer.base, count: complete, into: sink)
            buffer.removeFirst(complete)
        } else if !lineLimit.overflow, buffer.count > lineLimit.partialValue + 1 << 12 {
            throw GraphProblem(
                .limit, line: parser.line, "the line has more than \(lineLimit.partialValue) bytes",
                hint: "no term of a dataset is that long; is it N-Quads at all?")
        }
    }
    guard buffer.count > 0 else { return }
    // The last line need not end; the parser's scans do.
    buffer.append(0x0A)
    try parser.parse(buffer.base, count: buffer.count, into: sink)
}

/// How many bytes whole lines have, of which none ended before `from`. A carriage return ends a line too, where what
/// follows it is known.
private func endOfLines(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var index = bytes.count
    while index > from {
        if bytes[index - 1] == 0x0A { return index }
        index -= 1
    }
    index = bytes.count - 1
    while index >= max(from, 1) {
        if bytes[index - 1] == 0x0D { return index }
        index -= 1
    }
    return 0
}
