import CaseArchive
import CaseBytes
import CaseModel
import CasePackages
import CaseReleases

extension FuzzTarget {
    /// Whole packages, as `verify` gets them: the bytes are the members of an archive (of each the length of its path,
    /// that of its content in two bytes, and both), or, where they begin as one does, an archive.
    static let packages = FuzzTarget(concurrent: "packages", byteLimit: 8192) { bytes in
        let isArchive = [[0x50, 0x4B], [0x1F, 0x8B]].contains { bytes.starts(with: $0) }
        let file = try MemoryFile(isArchive ? bytes : tar(of: bytes))
        let path = file.path
        let quick = try await outcome(path, .quick, threads: 1)
        let one = try await outcome(path, .complete, threads: 1)
        let several = try await outcome(path, .complete, threads: 3)
        try requireEqual(one.texts, several.texts, "on several threads it has other findings")
        try require(one.isWhole || !quick.isWhole || one.hasErrors, "it is neither whole nor has an error")
        try require(quick.isWhole || !one.isWhole, "what is wrong at first sight is right when it is looked at")
        _ = try await outcome(path, .deep, threads: 2)
        // The file is there as long as this.
        _ = file.path
    }

    private struct Outcome {
        let isWhole: Bool
        let hasErrors: Bool
        let texts: [String]
    }

    private static func outcome(_ path: String, _ level: VerificationLevel, threads: Int) async throws -> Outcome {
        var options = VerificationOptions()
        options.level = level
        options.threads = threads
        let outcome = try await verify(path, options)
        let texts = outcome.findings.findings.map { "\($0.code.name) \($0.place): \($0.message)" } + outcome.kinds
        return Outcome(isWhole: outcome.isWhole, hasErrors: outcome.findings.total(.error) > 0, texts: texts)
    }

    private static func tar(of bytes: [UInt8]) -> [UInt8] {
        var archive = ByteBuffer()
        var rest = bytes[...]
        while rest.count >= 3 {
            let head = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let path = Array(rest.prefix(Int(head[0])))
            rest = rest.dropFirst(path.count)
            let content = Array(rest.prefix(Int(head[1]) << 8 | Int(head[2])))
            rest = rest.dropFirst(content.count)
            if path.isEmpty { continue }
            TarHeader.append(path: path, byteCount: content.count, instant: 0, to: &archive)
            archive.append(content)
            archive.append([UInt8](repeating: 0, count: -content.count & 511))
        }
        archive.append([UInt8](repeating: 0, count: 1024))
        return archive.array()
    }
}
