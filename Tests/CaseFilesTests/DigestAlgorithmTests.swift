import CaseBytes
import CaseFiles
import Testing

/// Digests are those of the standards, whatever pieces the bytes come in.
@Suite struct DigestAlgorithmTests {
    /// FIPS 180-4 and RFC 1321: of `abc`, and of a text of two blocks.
    static let vectors: [(DigestAlgorithm, String, String)] = [
        (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha224, "abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (.sha224, "", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
        (
            .sha224, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
        ),
        (.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384, "abc",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512, "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test(arguments: vectors.indices) func vector(_ index: Int) throws {
        let (algorithm, text, expected) = Self.vectors[index]
        for size in [1, 3, 64, 200] {
            var digests = DigestComputation(.all)
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                rest.prefix(size).withUnsafeBytes { digests.update($0) }
                rest = rest.dropFirst(size)
            }
            let found = digests.digest(algorithm)
            let digest = try #require(found)
            #expect(hexadecimal(digest) == expected, "in pieces of \(size)")
            #expect(digest.count == algorithm.byteCount)
        }
    }

    /// The million `a` of FIPS 180-4's examples.
    @Test func aMillionLetters() throws {
        var digests = DigestComputation(DigestAlgorithms([DigestAlgorithm.sha224]))
        let letters = [UInt8](repeating: 0x61, count: 999)
        for _ in 0..<1001 { letters.withUnsafeBytes { digests.update($0) } }
        letters.prefix(1).withUnsafeBytes { digests.update($0) }
        let found = digests.digest(.sha224)
        let digest = try #require(found)
        #expect(hexadecimal(digest) == "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67")
    }

    @Test func namesAreReadInBothSpellings() {
        #expect(DigestAlgorithm(named: "SHA-512") == .sha512)
        #expect(DigestAlgorithm(named: "sha512") == .sha512)
        #expect(DigestAlgorithm(named: "crc32") == nil)
    }

    @Test func onlyWhatIsAskedForIsComputed() {
        let digests = DigestComputation(DigestAlgorithms([DigestAlgorithm.md5, .sha512]))
        let (wanted, other) = (digests.digest(.md5), digests.digest(.sha256))
        #expect(wanted != nil)
        #expect(other == nil)
        #expect(DigestAlgorithms([DigestAlgorithm.sha1, .md5]).each == [.md5, .sha1])
    }
}
