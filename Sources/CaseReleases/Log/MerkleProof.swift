/// Whether proofs prove what they are given for (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
package enum MerkleProof {
    /// Whether a path shows that a leaf is at a place in the tree with a size and a root.
    package static func provesInclusion(
        _ path: [MerkleHash], of leaf: MerkleHash, at index: Int, size: Int, root: MerkleHash
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (first, last, hash) = (index, size - 1, leaf)
        for sibling in path {
            guard last > 0 else { return false }
            if first & 1 == 1 || first == last {
                hash = .node(sibling, hash)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether a path shows that one tree is the beginning of another. Of the tree without a leaf every other is a
    /// continuation, and of a tree itself: no path is needed then, and none may be given.
    package static func provesConsistency(
        _ path: [MerkleHash], from first: (size: Int, root: MerkleHash), to second: (size: Int, root: MerkleHash)
    ) -> Bool {
        guard first.size >= 0, first.size <= second.size else { return false }
        if first.size == second.size { return path.isEmpty && first.root == second.root }
        if first.size == 0 { return path.isEmpty && first.root == .ofNothing }
        guard !path.isEmpty else { return false }
        // The first tree's root is itself a node of the second where its size is a power of two.
        let isNode = first.size & (first.size - 1) == 0
        var rest = isNode ? path[...] : path.dropFirst()
        var (node, last) = (first.size - 1, second.size - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var old = isNode ? first.root : path[0]
        var new = old
        while let sibling = rest.popFirst() {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == first.root && new == second.root
    }
}
