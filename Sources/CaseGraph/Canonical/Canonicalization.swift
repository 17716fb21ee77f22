/// How blank nodes are given their canonical labels (W3C RDF Dataset Canonicalization, RDFC-1.0).
package struct Canonicalization: Sendable {
    /// The hash that the algorithm computes with; RDFC-1.0 has SHA-256, and lets others be chosen.
    package enum Algorithm: String, Sendable { case sha256, sha384 }

    package var algorithm = Algorithm.sha256
    /// How often Hash N-Degree Quads may call itself. Small graphs can be made so that it would do so for ever (RDFC-1.0,
    /// section 7.1, "Dataset Poisoning").
    package var callLimit = 10_000
    /// How many bytes quads with blank nodes may take in memory.
    package var byteLimit = 512 << 20

    package init() {}

    /// How deep Hash N-Degree Quads may be nested, so that it fits the stack.
    static let depthLimit = 1000
    /// How many steps there may be for each call that is allowed: related nodes looked at, labels copied.
    static let stepsPerCall = 4096
}
