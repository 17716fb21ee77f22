import CaseBytes
import CaseFiles
import CaseModel

/// The file `NAME.sha256` beside an archive, as `sha256sum` writes it.
struct Sidecar: Sendable {
    /// The archive's SHA-256; nil where the sidecar cannot be used.
    let found: String?
    let finding: Finding?

    /// nil where there is none.
    ///
    /// - Throws: `FileProblem` where the archive cannot be read, `Interrupted`.
    init?(of archive: String) throws {
        let path = archive + ".sha256"
        guard let name = splitPath(archive)?.name, isPlainFile(path) else { return nil }
        let place = Place(file: name + ".sha256")
        guard let bytes = try? readFile(path, limit: 1 << 16), let expected = Self.digest(in: bytes, of: name) else {
            found = nil
            finding = Finding(.sidecarSyntax, at: place, "it has no line with a SHA-256 digest and the name \(name)")
            return
        }
        let digest = hexadecimal(try Self.sha256(of: archive))
        found = digest
        finding =
            digest == expected
            ? nil
            : Finding(
                .sidecarMismatch, at: Place(), "its SHA-256 digest is another than \(name).sha256 says",
                expected: expected, found: digest)
    }

    private static func digest(in bytes: [UInt8], of name: String) -> String? {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let text = String(decoding: line, as: UTF8.self)
            guard line.count > 66, Array(text.utf8).elementsEqual(line) else { continue }
            let digest = text.utf8.prefix(64)
            let isDigest = digest.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
            }
            let rest = text.utf8.dropFirst(64)
            guard isDigest, rest.first == 0x20, rest.dropFirst(2).elementsEqual(name.utf8) else { continue }
            return String(Substring(digest)).lowercased()
        }
        return nil
    }

    private static func sha256(of path: String) throws -> [UInt8] {
        let file = try Descriptor.reading(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var digests = DigestComputation(DigestAlgorithms([DigestAlgorithm.sha256]))
        while true {
            try Interruption.check()
            let count = try file.read(
                into: buffer.baseAddress!.assumingMemoryBound(to: UInt8.self), count: buffer.count)
            if count == 0 { break }
            digests.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return digests.digest(.sha256) ?? []
    }
}
