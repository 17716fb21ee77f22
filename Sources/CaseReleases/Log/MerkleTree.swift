/// The nodes of a Merkle tree, from which roots and proofs follow (RFC 9162, section 2.1).
package protocol MerkleTree {
    /// How many leaves it has.
    var size: Int { get }

    /// The node above the 2^`level` leaves from `index` · 2^`level` on, all of which are there.
    func node(level: Int, index: Int) throws -> MerkleHash
}

extension MerkleTree {
    /// The root of the tree of the first leaves (section 2.1.1).
    ///
    /// - Parameter size: of the tree; its own size where it is nil.
    /// - Throws: what `node` throws.
    package func root(at size: Int? = nil) throws -> MerkleHash {
        let size = size ?? self.size
        precondition(size >= 0 && size <= self.size)
        return size == 0 ? .ofNothing : try subtree(0, size)
    }

    /// What proves that a leaf is in the tree of a size: the nodes that are its path's siblings, the leaf's first
    /// (section 2.1.3.1).
    ///
    /// - Throws: what `node` throws.
    package func inclusionProof(of index: Int, at size: Int? = nil) throws -> [MerkleHash] {
        var (start, end) = (0, size ?? self.size)
        precondition(index >= 0 && index < end && end <= self.size)
        var path: [MerkleHash] = []
        while end - start > 1 {
            let middle = start + split(end - start)
            if index < middle {
                path.append(try subtree(middle, end))
                end = middle
            } else {
                path.append(try subtree(start, middle))
                start = middle
            }
        }
        return path.reversed()
    }

    /// What proves that the tree of one size is the beginning of the tree of another (section 2.1.4.1). It is empty
    /// where both are the same, and where the first has no leaf: nothing is to be proved then.
    ///
    /// - Throws: what `node` throws.
    package func consistencyProof(from first: Int, to second: Int? = nil) throws -> [MerkleHash] {
        var (start, end) = (0, second ?? size)
        precondition(first >= 0 && first <= end && end <= size)
        guard first > 0, first < end else { return [] }
        var path: [MerkleHash] = []
        while first != end {
            let middle = start + split(end - start)
            if first <= middle {
                path.append(try subtree(middle, end))
                end = middle
            } else {
                path.append(try subtree(start, middle))
                start = middle
            }
        }
        // What is left is a subtree of the first tree: known to whoever has its root if it is all of that tree.
        if start > 0 { path.append(try subtree(start, end)) }
        return path.reversed()
    }

    /// The hash of a run of leaves that begins where one of this length can begin.
    private func subtree(_ start: Int, _ end: Int) throws -> MerkleHash {
        let count = end - start
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try node(level: level, index: start >> level)
        }
        let middle = start + split(count)
        return .node(try subtree(start, middle), try subtree(middle, end))
    }
}

/// The largest power of two that is smaller than a count of two or more.
private func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

/// A tree whose leaves are in memory.
package struct MerkleLeaves: MerkleTree, Sendable {
    /// Of each level the nodes above whole runs of leaves.
    private var levels: [[MerkleHash]] = [[]]

    package init(_ leaves: some Sequence<MerkleHash> = []) { for leaf in leaves { append(leaf) } }

    package var size: Int { levels[0].count }

    package mutating func append(_ leaf: MerkleHash) {
        var (level, node) = (0, leaf)
        while true {
            levels[level].append(node)
            let count = levels[level].count
            guard count.isMultiple(of: 2) else { return }
            node = .node(levels[level][count - 2], node)
            level += 1
            if level == levels.count { levels.append([]) }
        }
    }

    package func node(level: Int, index: Int) -> MerkleHash { levels[level][index] }
}
