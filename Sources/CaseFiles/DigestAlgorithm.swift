import CaseBytes
import Crypto

/// A digest that a manifest may name.
package struct DigestAlgorithm: Sendable, Hashable {
    /// As RFC 8493, section 2.4, writes it: lower-case letters and digits.
    package let name: String
    /// How many bytes a digest has.
    package let byteCount: Int
    /// Whether nobody is known who can make two files of one digest.
    package let isCollisionResistant: Bool
    fileprivate let number: UInt8

    package static let md5 = DigestAlgorithm(name: "md5", byteCount: 16, isCollisionResistant: false, number: 0)
    package static let sha1 = DigestAlgorithm(name: "sha1", byteCount: 20, isCollisionResistant: false, number: 1)
    package static let sha224 = DigestAlgorithm(name: "sha224", byteCount: 28, isCollisionResistant: true, number: 2)
    package static let sha256 = DigestAlgorithm(name: "sha256", byteCount: 32, isCollisionResistant: true, number: 3)
    package static let sha384 = DigestAlgorithm(name: "sha384", byteCount: 48, isCollisionResistant: true, number: 4)
    package static let sha512 = DigestAlgorithm(name: "sha512", byteCount: 64, isCollisionResistant: true, number: 5)

    /// Every algorithm that is computed, the weakest first.
    package static let all: [DigestAlgorithm] = [.md5, .sha1, .sha224, .sha256, .sha384, .sha512]

    /// nil for a name that is none of an algorithm that is computed; `SHA-512` and `sha512` are the same.
    package init?(named name: String) {
        let plain = name.lowercased().filter { $0 != "-" }
        guard let found = Self.all.first(where: { $0.name == plain }) else { return nil }
        self = found
    }

    private init(name: String, byteCount: Int, isCollisionResistant: Bool, number: UInt8) {
        self.name = name
        self.byteCount = byteCount
        self.isCollisionResistant = isCollisionResistant
        self.number = number
    }
}

/// Some of the algorithms.
package struct DigestAlgorithms: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package init(_ algorithms: some Sequence<DigestAlgorithm>) {
        rawValue = algorithms.reduce(0) { $0 | 1 << $1.number }
    }

    /// Every algorithm that is computed.
    package static let all = DigestAlgorithms(DigestAlgorithm.all)

    package func contains(_ algorithm: DigestAlgorithm) -> Bool { rawValue & 1 << algorithm.number != 0 }

    package mutating func insert(_ algorithm: DigestAlgorithm) { formUnion(DigestAlgorithms([algorithm])) }

    /// Each of them, the weakest first.
    package var each: [DigestAlgorithm] { DigestAlgorithm.all.filter(contains) }
}

/// Several digests of the same bytes, which are read once.
package struct DigestComputation: ~Copyable {
    private var md5: Insecure.MD5?
    private var sha1: Insecure.SHA1?
    private var sha224: SHA224?
    private var sha256: SHA256?
    private var sha384: SHA384?
    private var sha512: SHA512?

    package init(_ algorithms: DigestAlgorithms) {
        for algorithm in algorithms.each {
            switch algorithm {
            case .md5: md5 = Insecure.MD5()
            case .sha1: sha1 = Insecure.SHA1()
            case .sha224: sha224 = SHA224()
            case .sha256: sha256 = SHA256()
            case .sha384: sha384 = SHA384()
            default: sha512 = SHA512()
            }
        }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.update(&md5, bytes)
        Self.update(&sha1, bytes)
        if var taken = sha224.take() {
            taken.update(bufferPointer: bytes)
            sha224 = taken
        }
        Self.update(&sha256, bytes)
        Self.update(&sha384, bytes)
        Self.update(&sha512, bytes)
    }

    /// The digest of what was handed in; nil where it was not asked for.
    package borrowing func digest(_ algorithm: DigestAlgorithm) -> [UInt8]? {
        switch algorithm {
        case .md5: md5.map { Array($0.finalize()) }
        case .sha1: sha1.map { Array($0.finalize()) }
        case .sha224: sha224.map { $0.finalize() }
        case .sha256: sha256.map { Array($0.finalize()) }
        case .sha384: sha384.map { Array($0.finalize()) }
        default: sha512.map { Array($0.finalize()) }
        }
    }

    @inline(__always)
    private static func update<Hash: HashFunction>(_ hash: inout Hash?, _ bytes: UnsafeRawBufferPointer) {
        // Taken out, so that there is one of it and nothing is copied.
        guard var taken = hash.take() else { return }
        taken.update(bufferPointer: bytes)
        hash = taken
    }
}
