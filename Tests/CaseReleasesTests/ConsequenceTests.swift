import CaseArchive
import CaseModel
import CaseReleases
import CaseTesting
import Testing

/// What could not be read says nothing of the rest: what may be there is not missing, and what may be listed is not
/// unexpected.
@Suite struct ConsequenceTests {
    private static func codes(_ path: String, _ options: VerificationOptions = VerificationOptions()) async throws
        -> Set<
            String
        >
    {
        Set(try await verify(path, options).findings.counts.keys.map(\.name))
    }

    /// A tar archive of a bag that breaks off somewhere.
    @Test(arguments: [Container.tar, .tarGzip]) func anArchiveThatEndsTooEarly(_ container: Container) async throws {
        let directory = try TemporaryDirectory()
        let members = TestBag().files().sorted { $0.key < $1.key }.map { ("bag/" + $0.key, $0.value) }
        for count in [1, 2, 3, 4] {
            let whole = PlainArchive.bytes(.tar, members)
            let bytes = Array(whole.prefix(1024 * count + 100))
            // Compressed bytes are cut off, and not the archive that they are of.
            let path = "bag\(count)" + (container == .tar ? ".tar" : ".tar.gz")
            try directory.write(container == .tar ? bytes : PlainArchive.gzip(bytes), to: path)
            let codes = try await Self.codes(directory(path))
            #expect(
                codes.isSubset(of: ["archive-truncated", "archive-name", "bag-declaration"])
                    && codes.contains("archive-truncated"), "\(path): \(codes)")
            #expect(!codes.contains("bag-declaration"), "\(path)")
        }
    }

    @Test func foldersThatAreTooDeep() async throws {
        let directory = try TemporaryDirectory()
        var bag = TestBag()
        bag.payload["b/d/e/f.txt"] = []
        let path = try bag.write(to: directory)
        var options = VerificationOptions()
        options.limits.depth = 2
        #expect(try await Self.codes(path, options) == ["limit-exceeded"])
    }

    @Test func aManifestThatIsTooLong() async throws {
        let directory = try TemporaryDirectory()
        var options = VerificationOptions()
        options.limits.memberCount = 20
        let path = try TestBag().write(to: directory) { files in
            files["manifest-sha512.txt"] = [UInt8](repeating: 0x0A, count: 30) + (files["manifest-sha512.txt"] ?? [])
            files["tagmanifest-sha512.txt"] = nil
        }
        #expect(try await Self.codes(path, options) == ["limit-exceeded", "no-tag-manifest"])
    }

    /// Without a package nothing is read: not even what cannot be.
    @Test func noPackage() async throws {
        let directory = try TemporaryDirectory()
        let members = [("a.txt", Array("one".utf8)), ("b.txt", Array("two".utf8))]
        var bytes = PlainArchive.bytes(.zip, members)
        let start = try #require(bytes.firstIndex(of: UInt8(ascii: "w")))
        bytes[start] ^= 1
        try directory.write(bytes, to: "x.zip")
        #expect(try await Self.codes(directory("x.zip")) == ["no-package"])
    }
}
