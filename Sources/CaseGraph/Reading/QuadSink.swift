/// A term as canonical N-Quads writes it (RDFC-1.0, appendix A, "A Canonical form of N-Quads"): `<iri>`, `_:label`, or a
/// literal with its quotes, escapes, language tag and datatype, `xsd:string` left out. Valid during the call only.
package typealias TermBytes = UnsafeBufferPointer<UInt8>

/// What a reader hands its quads to.
package protocol QuadSink: AnyObject {
    /// Takes one quad.
    ///
    /// - Parameter graph: the graph's name; empty for the default graph.
    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws
}
