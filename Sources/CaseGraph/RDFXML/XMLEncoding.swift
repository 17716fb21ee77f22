import CLibXML2
import CaseModel

/// Which encodings XML may be in: those that libxml2 converts itself.
///
/// All others it leaves to the system, piece by piece, and a byte that belongs to no character can then be lost between
/// two pieces without a word.
enum XMLEncoding {
    private static let known = ["UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "US-ASCII", "ASCII"]

    /// - Throws: `GraphProblem` with `unsupported`
    static func check(_ context: xmlParserCtxtPtr?) throws(GraphProblem) {
        guard let input = context?.pointee.input else { return }
        // Who converts, or, where libxml2 gave that up, what the document says.
        let converter = input.pointee.buf?.pointee.encoder?.pointee.name.map { String(cString: $0) }
        guard let text = converter ?? input.pointee.encoding.map({ String(cString: $0) }),
            !known.contains(text.uppercased())
        else { return }
        throw GraphProblem(
            .unsupported, line: 1, "the encoding of the document is \(visible(text))", hint: "convert the file to UTF-8"
        )
    }

    /// Looks at text of a CDATA section: in one that comes in pieces, libxml2 lets characters through that are written
    /// with more bytes than they have to be, and are no UTF-8.
    ///
    /// - Throws: `GraphProblem` with `malformed`
    static func check(section text: UnsafeBufferPointer<UInt8>, line: Int) throws(GraphProblem) {
        guard String(validating: text, as: UTF8.self) == nil else { return }
        throw GraphProblem(.malformed, line: line, "there are bytes that are not of the document's encoding")
    }
}
