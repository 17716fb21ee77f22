/// What has to be kept of a tree to append to it and to know its root: one node for each bit that is set in its size.
package struct MerkleFrontier: Sendable {
    /// How many leaves there were.
    package private(set) var size = 0
    /// The nodes above the longest whole runs of leaves, the longest first.
    private var nodes: [MerkleHash] = []

    package init() {}

    package mutating func append(_ leaf: MerkleHash) {
        var (node, rest) = (leaf, size)
        while rest & 1 == 1 {
            node = .node(nodes.removeLast(), node)
            rest >>= 1
        }
        nodes.append(node)
        size += 1
    }

    /// The root of the tree of all leaves so far (RFC 9162, section 2.1.2).
    package var root: MerkleHash {
        guard var node = nodes.last else { return .ofNothing }
        for left in nodes.dropLast().reversed() { node = .node(left, node) }
        return node
    }

    /// The root of the tree of a few leaves.
    static func root(of leaves: some Sequence<MerkleHash>) -> MerkleHash {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }
}
