import CaseModel
import CaseReleases
import CaseTesting
import Testing

/// RFC 9162, section 2.1, with the vectors of the public test suites and on every small tree.
@Suite struct MerkleTests {
    /// `Tests/Fixtures/merkle-vectors.json`.
    struct Vectors {
        let leaves: [[UInt8]]
        /// Of the trees of 0 to 8 leaves.
        let roots: [MerkleHash]
        private let document: JSON

        init() throws {
            document = try JSON(parsing: TestFile.read(Fixtures.path("merkle-vectors.json")))
            leaves = try #require(document["leaves"]?.items).map { try bytes(hexadecimal: $0.text ?? "") }
            let empty = try #require(document["empty"])
            roots = try ([empty] + #require(document["roots"]?.items)).map(Self.hash)
        }

        func proof(_ name: String) throws -> [MerkleHash] {
            try #require(document[name]?.items).map(Self.hash)
        }

        private static func hash(_ value: JSON) throws -> MerkleHash {
            try #require(MerkleHash(bytes(hexadecimal: value.text ?? "")))
        }
    }

    @Test func rootsAreThoseOfTheVectors() throws {
        let vectors = try Vectors()
        var frontier = MerkleFrontier()
        var leaves = MerkleLeaves()
        for (count, root) in vectors.roots.enumerated() {
            #expect(frontier.root == root && frontier.size == count, "\(count)")
            #expect(try leaves.root() == root, "\(count)")
            guard count < vectors.leaves.count else { continue }
            frontier.append(.leaf(vectors.leaves[count]))
            leaves.append(.leaf(vectors.leaves[count]))
        }
        for (count, root) in vectors.roots.enumerated() { #expect(try leaves.root(at: count) == root, "\(count)") }
    }

    @Test func proofsAreThoseOfTheVectors() throws {
        let vectors = try Vectors()
        let leaves = MerkleLeaves(vectors.leaves.map { .leaf($0) })
        #expect(try leaves.inclusionProof(of: 5, at: 8) == vectors.proof("inclusion_5_of_8"))
        #expect(try leaves.consistencyProof(from: 3, to: 7) == vectors.proof("consistency_3_7"))
        #expect(try leaves.consistencyProof(from: 6, to: 8) == vectors.proof("consistency_6_8"))
    }

    /// The definition of RFC 9162, section 2.1.1, as it stands there.
    static func root(of leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? .ofNothing }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        return .node(root(of: leaves.prefix(split)), root(of: leaves.dropFirst(split)))
    }

    static func leaves(_ count: Int) -> MerkleLeaves { MerkleLeaves(hashes(count)) }

    static func hashes(_ count: Int) -> [MerkleHash] { (0..<count).map { .leaf(Array("entry \($0)".utf8)) } }

    @Test func everyInclusionIsProvedAndNoOther() throws {
        let hashes = Self.hashes(71)
        let leaves = MerkleLeaves(hashes)
        for size in 1...70 {
            let root = Self.root(of: hashes[..<size])
            #expect(try leaves.root(at: size) == root)
            for index in 0..<size {
                let path = try leaves.inclusionProof(of: index, at: size)
                func proves(
                    _ path: [MerkleHash], _ leaf: Int = index, at place: Int = index, size: Int = size,
                    root: MerkleHash = root
                ) -> Bool {
                    MerkleProof.provesInclusion(path, of: hashes[leaf], at: place, size: size, root: root)
                }
                #expect(proves(path), "\(index) of \(size)")
                #expect(!proves(path, 70), "another leaf, \(index) of \(size)")
                #expect(!proves(path, root: hashes[70]), "another root, \(index) of \(size)")
                #expect(!proves(path + [hashes[0]]), "a longer path, \(index) of \(size)")
                #expect(
                    !proves(path, at: size) && !proves(path, at: -1), "a place that is not there, \(index) of \(size)")
                if !path.isEmpty {
                    #expect(!proves(path.dropLast()) && !proves(Array(path.dropFirst())), "a shorter path")
                    #expect(!proves(path, at: index ^ 1), "the neighbour's place, \(index) of \(size)")
                }
            }
        }
    }

    @Test func everyConsistencyIsProvedAndNoOther() throws {
        let hashes = Self.hashes(71)
        let leaves = MerkleLeaves(hashes)
        let roots = try (0...70).map { try leaves.root(at: $0) }
        for second in 0...70 {
            for first in 0...second {
                let path = try leaves.consistencyProof(from: first, to: second)
                func proves(
                    _ path: [MerkleHash], first: Int = first, _ old: MerkleHash = roots[first],
                    _ new: MerkleHash = roots[second]
                ) -> Bool {
                    MerkleProof.provesConsistency(path, from: (first, old), to: (second, new))
                }
                #expect(proves(path), "\(first) to \(second)")
                #expect(!proves(path, hashes[70]), "another old root, \(first) to \(second)")
                #expect(
                    first == 0 || !proves(path, roots[first], hashes[70]), "another new root, \(first) to \(second)")
                #expect(!proves(path + [hashes[0]]), "a longer path, \(first) to \(second)")
                #expect(!proves(path, first: second + 1), "a later tree first")
                if !path.isEmpty {
                    #expect(!proves(path.dropLast()) && !proves(Array(path.dropFirst())), "a shorter path")
                    #expect(!proves(path, first: first - 1, roots[first - 1]), "another size, \(first) to \(second)")
                }
            }
        }
    }

    /// In a sample: each bit of each byte.
    @Test(arguments: [(5, 8), (0, 70), (69, 70), (63, 65), (64, 65)]) func anAlteredBitProvesNothing(
        _ index: Int, _ size: Int
    ) throws {
        let leaves = Self.leaves(size)
        let root = try leaves.root()
        let path = try leaves.inclusionProof(of: index)
        let first = index + 1
        let old = try leaves.root(at: first)
        let consistency = try leaves.consistencyProof(from: first)
        for place in path.indices {
            for bit in 0..<256 {
                let altered = Self.altered(path, place, bit)
                let leaf = leaves.node(level: 0, index: index)
                #expect(!MerkleProof.provesInclusion(altered, of: leaf, at: index, size: size, root: root))
            }
        }
        for place in consistency.indices {
            for bit in 0..<256 {
                let altered = Self.altered(consistency, place, bit)
                #expect(!MerkleProof.provesConsistency(altered, from: (first, old), to: (size, root)))
            }
        }
    }

    private static func altered(_ path: [MerkleHash], _ place: Int, _ bit: Int) -> [MerkleHash] {
        var bytes = path[place].bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        var path = path
        path[place] = MerkleHash(bytes) ?? path[place]
        return path
    }

    /// Whatever a proof says: no endless loop, no trap.
    @Test func enormousTreesAreProvedNothingOf() throws {
        let path = Self.hashes(64)
        let root = path[0]
        for (index, size) in [(0, Int.max), (Int.max - 1, Int.max), (1 << 62, Int.max), (Int.max, Int.max)] {
            #expect(!MerkleProof.provesInclusion(path, of: root, at: index, size: size, root: root))
            #expect(!MerkleProof.provesConsistency(path, from: (index, root), to: (size, path[1])))
        }
    }
}

/// The bytes of hexadecimal digits.
func bytes(hexadecimal text: String) throws -> [UInt8] {
    let digits = try text.map { try #require($0.hexDigitValue) }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
