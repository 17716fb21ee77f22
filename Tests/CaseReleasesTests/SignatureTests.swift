import CaseFiles
import CaseModel
import CasePackages
import CaseReleases
import CaseTesting
import Testing

/// Signatures of manifests, made with `ssh-keygen` and real keys.
@Suite struct SignatureTests {
    private static let types = ["ed25519", "ecdsa", "rsa"]

    /// A little bag, and keys beside it.
    private struct SignedBag {
        let scratch: TemporaryDirectory
        let tool: ToolRunner
        let manifests = ["manifest-sha256.txt", "tagmanifest-sha256.txt"]

        var path: String { scratch("bag") }
        var signers: String { scratch("signers") }

        init() throws {
            scratch = try TemporaryDirectory()
            tool = ToolRunner(in: scratch.path)
            try scratch.write("payload\n", to: "bag/data/a.txt")
            try scratch.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", to: "bag/bagit.txt")
            try run("sh", "-c", "cd bag && sha256sum data/a.txt >manifest-sha256.txt")
            try run("sh", "-c", "cd bag && sha256sum bagit.txt manifest-sha256.txt >tagmanifest-sha256.txt")
        }

        func run(_ program: String...) throws {
            let run = try tool.run(program: program)
            try #require(run.exitCode == 0, "\(program): \(run.text)")
        }

        func makeKey(_ name: String, type: String = "ed25519") throws {
            try run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "", "-f", name)
        }

        func sign(_ key: String, namespace: String = "caseexport") throws {
            for manifest in manifests {
                try? TestFile.remove("\(path)/\(manifest).sig")
                try run("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", namespace, "bag/\(manifest)")
            }
        }

        /// Allows a key to sign.
        func allow(_ key: String, _ options: String = "namespaces=\"caseexport\"", name: String = "a@example.org")
            throws
        {
            let line = "\(name) \(options) \(String(decoding: try scratch.read(key + ".pub"), as: UTF8.self))"
            try scratch.write(line, to: "signers")
        }

        func fingerprint(_ key: String) throws -> String {
            let line = try tool.run(program: ["ssh-keygen", "-l", "-f", key + ".pub"]).standardOutput
            return String(line.split(separator: " ")[1])
        }

        func verify(signers: String? = nil, level: VerificationLevel = .complete) async throws -> VerificationOutcome {
            var options = VerificationOptions()
            options.signers = signers
            options.level = level
            return try await CaseReleases.verify(path, options)
        }

        /// The codes and places of what is wrong, with what was found instead.
        func findings(signers: String? = nil) async throws -> [[String]] {
            try await verify(signers: signers).findings.findings.map {
                [$0.code.name, $0.place.file ?? "", $0.found ?? ""]
            }
        }

        /// A finding at each of the manifests.
        func each(_ code: String, _ suffix: String = "", found: String = "") -> [[String]] {
            manifests.map { [code, $0 + suffix, found] }
        }
    }

    @Test(arguments: types) func right(type: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key", type: type)
        try bag.sign("key")
        try bag.allow("key")
        #expect(try await bag.findings() == [])
        for level in [VerificationLevel.quick, .complete] {
            let outcome = try await bag.verify(signers: bag.signers, level: level)
            #expect(outcome.findings.isEmpty, "\(outcome.findings.findings)")
            let fingerprint = try bag.fingerprint("key")
            #expect(
                outcome.signatures.sorted { $0.path < $1.path }
                    == bag.manifests.map { .init(path: $0, fingerprint: fingerprint, signer: "a@example.org") })
        }
    }

    @Test(arguments: types) func ofOtherBytes(type: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key", type: type)
        try bag.sign("key")
        try bag.allow("key")
        // The digests are right again; only the signatures show that somebody was there.
        try bag.scratch.write("altered\n", to: "bag/data/a.txt")
        try bag.run("sh", "-c", "cd bag && sha256sum data/a.txt >manifest-sha256.txt")
        try bag.run("sh", "-c", "cd bag && sha256sum bagit.txt manifest-sha256.txt >tagmanifest-sha256.txt")
        let fingerprint = try bag.fingerprint("key")
        #expect(
            Set(try await bag.findings()) == Set(bag.each("signature-invalid", ".sig", found: fingerprint)))
        #expect(
            Set(try await bag.findings(signers: bag.signers))
                == Set(bag.each("signature-invalid", ".sig", found: fingerprint)))
    }

    @Test func unsigned() async throws {
        let bag = try SignedBag()
        try bag.makeKey("key")
        try bag.allow("key")
        #expect(try await bag.findings() == [])
        #expect(Set(try await bag.findings(signers: bag.signers)) == Set(bag.each("unsigned")))
        // One of two manifests is enough for nothing.
        try bag.sign("key")
        try TestFile.remove(bag.path + "/tagmanifest-sha256.txt.sig")
        #expect(try await bag.findings(signers: bag.signers) == [["unsigned", "tagmanifest-sha256.txt", ""]])
    }

    @Test(arguments: types) func byAStranger(type: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key", type: type)
        try bag.makeKey("other", type: type)
        try bag.sign("other")
        try bag.allow("key")
        #expect(try await bag.findings() == [])
        let stranger = bag.each("signed-by-stranger", ".sig", found: try bag.fingerprint("other"))
        #expect(Set(try await bag.findings(signers: bag.signers)) == Set(stranger))
    }

    @Test(arguments: [
        "namespaces=\"other\"", "namespaces=\"caseexport\",valid-before=\"20200101\"", "valid-after=\"29990101\"",
    ]) func notAllowedForThis(options: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key")
        try bag.sign("key")
        try bag.allow("key", options)
        let stranger = bag.each("signed-by-stranger", ".sig", found: try bag.fingerprint("key"))
        #expect(Set(try await bag.findings(signers: bag.signers)) == Set(stranger))
    }

    @Test(arguments: ["a@example.org,b@example.org", "*@example.org", "!x@example.org,*@example.org"])
    func signersOfSeveralNames(name: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key")
        try bag.sign("key")
        try bag.allow("key", name: name)
        let outcome = try await bag.verify(signers: bag.signers)
        #expect(outcome.findings.isEmpty, "\(outcome.findings.findings)")
        #expect(outcome.signatures.count == 2)
    }

    @Test func forSomethingElse() async throws {
        let bag = try SignedBag()
        try bag.makeKey("key")
        try bag.sign("key", namespace: "file")
        try bag.allow("key", "")
        #expect(Set(try await bag.findings()) == Set(bag.each("signature-invalid", ".sig", found: "file")))
        #expect(
            Set(try await bag.findings(signers: bag.signers))
                == Set(bag.each("signature-invalid", ".sig", found: "file")))
    }

    @Test func noFileOfSigners() async throws {
        let bag = try SignedBag()
        try bag.makeKey("key")
        try bag.sign("key")
        await #expect(throws: FileProblem.self) { try await bag.verify(signers: bag.scratch("nobody")) }
        // In one that allows nobody, everybody is a stranger.
        try bag.scratch.write("# nobody\n\u{0}\n\n", to: "signers")
        #expect(
            try await bag.findings(signers: bag.signers).map(\.[0]) == Array(repeating: "signed-by-stranger", count: 2))
    }

    /// Every byte of a signature counts. Where `ssh-keygen` has to be asked, some bytes speak for all.
    @Test(arguments: types) func everyByteCounts(type: String) async throws {
        let bag = try SignedBag()
        try bag.makeKey("key", type: type)
        try bag.sign("key")
        let name = "bag/manifest-sha256.txt.sig"
        let signature = try bag.scratch.read(name)
        for index in stride(from: 0, to: signature.count, by: type == "ed25519" ? 1 : 41) {
            for bit in [0, 1, 5, 7] as [UInt8] {
                var changed = signature
                changed[index] ^= 1 << bit
                try bag.scratch.write(changed, to: name)
                let codes = try await bag.findings().map { $0[0] }
                #expect(codes == ["signature-invalid"], "byte \(index), bit \(bit): \(codes)")
            }
        }
        for count in 0..<signature.count - 1 where type == "ed25519" {
            try bag.scratch.write(Array(signature[..<count]), to: name)
            #expect(try await bag.findings().map { $0[0] } == ["signature-invalid"], "\(count) bytes")
        }
    }

    /// A signature in the name only, and one that is a link or far too large.
    @Test func noSignature() async throws {
        let bag = try SignedBag()
        let name = "bag/manifest-sha256.txt.sig"
        try bag.scratch.write("no signature\n", to: name)
        #expect(try await bag.findings() == [["signature-invalid", "manifest-sha256.txt.sig", ""]])
        try bag.scratch.write([UInt8](repeating: 0x41, count: 1 << 20), to: name)
        #expect(try await bag.findings() == [["signature-invalid", "manifest-sha256.txt.sig", ""]])
    }

    /// Without `ssh-keygen`, Ed25519 is checked all the same; others are said not to be, and signers cannot be asked for.
    @Test(arguments: [("ed25519", false), ("ecdsa", true)])
    func withoutKeygen(type: String, isLeftOut: Bool) throws {
        let bag = try SignedBag()
        try bag.makeKey("key", type: type)
        try bag.sign("key")
        try bag.allow("key")
        var tool = bag.tool
        tool.wrapper = ["env", "PATH=/nowhere"]
        let run = try tool.run("verify", "bag", "--json")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.standardOutput.contains("not-verified") == isLeftOut, "\(run.text)")
        let asked = try tool.run("verify", "bag", "--signers", "signers")
        #expect(asked.exitCode == 2, "\(asked.text)")
        #expect(asked.standardError.contains("ssh-keygen"), "\(asked.text)")
    }
}
