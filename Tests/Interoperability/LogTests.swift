import CaseReleases
import CaseTesting
import Testing

/// Logs that we write, read by a program that was written from the specifications alone, and by the Go project's own.
@Suite struct LogTests {
    /// A log on disk, and proofs of some of its entries.
    struct WrittenLog {
        let directory: TemporaryDirectory
        let signer: SignerKey
        private(set) var proofs: [String] = []

        var folder: String { directory("log") }

        /// - Parameter sizes: of the log after each addition.
        init(_ sizes: [Int]) throws {
            directory = try TemporaryDirectory()
            signer = try SignerKey.generate(name: "example.org/cases/public")
            let files = LogFolder(directory("log"))
            var log = ReleaseLog(beginning: files, verifierKey: signer.verifierKey)
            for size in sizes {
                let addition = try log.appending((log.size..<size).map(Self.entry))
                for file in addition.files { try directory.write(file.bytes, to: "log/" + file.path) }
                let checkpoint = try Checkpoint(origin: signer.name, size: addition.size, root: addition.root)
                let note = try checkpoint.signed(by: signer)
                try directory.write(note.bytes, to: "log/checkpoint")
                for index in Set([0, size / 2, size - 1]).sorted() {
                    let path = try addition.inclusionProof(of: index)
                    let proof = LogProof(index: index, hashes: path, checkpoint: note, extra: index == 0 ? [1] : nil)
                    proofs += [
                        try directory.write(proof.bytes, to: "\(size)-\(index).tlog-proof"),
                        try directory.write(Self.entry(index), to: "\(size)-\(index).json"),
                    ]
                }
                log = try ReleaseLog(opening: files, verifierKey: signer.verifierKey)
            }
        }

        static func entry(_ index: Int) -> [UInt8] {
            let digest = String(repeating: "0a", count: 64)
            return LogEntry(
                dataset: "cases", profile: "public", release: "release-\(index)", manifestSHA512: digest,
                previous: index > 0 ? "release-\(index - 1)" : nil
            ).bytes
        }

        /// Expects that both programs find nothing, or what begins so.
        ///
        /// - Parameter proofs: the files of proofs and entries, each behind the other; all where it is nil.
        func check(_ proofs: [String]? = nil, python: String? = nil, go: String? = nil) throws {
            let arguments = [folder, signer.verifierKey.text] + (proofs ?? self.proofs)
            try withExtendedLifetime(directory) {
                if let python {
                    try PythonRunner.expectFailure("check_log.py", arguments, finding: python)
                } else {
                    try PythonRunner.expectSuccess("check_log.py", arguments)
                }
                let run = try GoChecker.shared.get().run(arguments)
                #expect(run.exitCode == (go == nil ? 0 : 1), "\(run.text)")
                if let go { #expect(run.standardOutput.hasPrefix("FOUND \(go)"), "\(run.text)") }
            }
        }
    }

    /// What reads logs with the code of the Go checksum database, compiled once.
    struct GoChecker {
        private let directory: TemporaryDirectory

        static let shared = Result { try GoChecker() }

        private init() throws {
            directory = try TemporaryDirectory()
            var runner = ToolRunner(in: PythonRunner.folder + "/log")
            // The library is where Debian puts it; nothing is fetched.
            runner.environment = [
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOPROXY": "off", "GOFLAGS": "",
                "GOCACHE": directory("cache"),
            ]
            let run = try runner.run(program: ["go", "build", "-o", directory("check"), "main.go"])
            try #require(run.exitCode == 0, "\(run.text); run Scripts/setup")
        }

        func run(_ arguments: [String]) throws -> ToolRun {
            try ToolRunner(in: directory.path).run(program: [directory("check")] + arguments)
        }
    }

    @Test(arguments: [[1], [1, 2, 3], [255, 256, 257], [700], [65_536, 66_000]]) func aLogIsReadByOthers(
        _ sizes: [Int]
    ) throws {
        try WrittenLog(sizes).check()
    }

    /// A check that finds nothing wrong in anything would find nothing wrong here either.
    @Test(arguments: [
        ("tile/entries/000", "the entries have another root", "entry 0 has another hash"),
        ("tile/entries/001.p/44", "the entries have another root", "entry 256 has another hash"),
        ("tile/0/000", "tile 0 of level 0 differs", "entry 0 has another hash"),
        ("tile/1/000.p/1", "tile 0 of level 1 differs", "downloaded inconsistent tile"),
        ("checkpoint", "the checkpoint is not signed", "the checkpoint is not signed: invalid signature"),
    ]) func damageIsSeen(_ path: String, _ python: String, _ go: String) throws {
        let log = try WrittenLog([300])
        var bytes = try log.directory.read("log/" + path)
        bytes[9] ^= 1
        try log.directory.write(bytes, to: "log/" + path)
        try log.check(python: python, go: go)
    }

    @Test func aProofOfAnotherEntryIsSeen() throws {
        let log = try WrittenLog([300])
        let finding = "the proof of entry 0 proves nothing"
        try log.check([log.proofs[0], log.proofs[3]], python: finding, go: finding)
    }
}
