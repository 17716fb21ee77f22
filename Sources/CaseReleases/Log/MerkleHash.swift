import CaseBytes
import CaseFiles

/// A node of a Merkle tree by SHA-256 (RFC 6962 and RFC 9162, section 2.1): 32 bytes.
package struct MerkleHash: Sendable, Hashable {
    package let bytes: [UInt8]

    /// nil where there are not 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    private init(digest: [UInt8]) { bytes = digest }

    package static let byteCount = 32

    /// The root of the tree without a leaf.
    package static let ofNothing = MerkleHash(digest: sha256([]))

    /// The hash of a leaf: of a zero byte and the entry.
    package static func leaf(_ entry: [UInt8]) -> MerkleHash { MerkleHash(digest: sha256([0], entry)) }

    /// The hash of a node: of a byte of value one and its two children.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        MerkleHash(digest: sha256([1], left.bytes, right.bytes))
    }
}

extension MerkleHash {
    /// nil where the text is not 32 bytes in base64, strictly read.
    init?(base64 text: some Collection<UInt8>) {
        guard let bytes = CaseBytes.bytes(base64: text) else { return nil }
        self.init(bytes)
    }

    /// In base64, as checkpoints and proofs write it.
    package var base64: String { CaseBytes.base64(bytes) }
}
