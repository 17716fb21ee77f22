package import CaseFiles
import Glibc

/// Content that was written to a file of its own, before it was decided which file of a version it becomes.
package struct OCFLContent: Sendable {
    package let path: String
    /// In lower-case hexadecimal.
    package let sha512: String
    package let byteCount: Int

    /// - Parameter path: where the file of that fixity is.
    package init(at path: String, _ fixity: PartFixity) {
        self.path = path
        sha512 = fixity.sha512 ?? ""
        byteCount = fixity.byteCount
    }

    /// Writes content that was announced, hashing it on the way.
    ///
    /// - Parameters:
    ///   - file: what was announced.
    ///   - path: must not be there yet.
    ///   - body: writes all of it, in pieces.
    /// - Throws: what the body throws; `FileProblem`; `PackageProblem` where it is not what was announced.
    package init(
        of file: OCFLFile, to path: String, _ body: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        var part = try PartFile(creating: path, digests: .sha512)
        var count = 0
        try body { bytes in
            count += bytes.count
            // Announced before, so that what goes on for ever does not fill the disk.
            guard count <= file.byteCount else { throw Self.problem(file, "has more than \(file.byteCount) bytes") }
            try part.write(bytes)
        }
        self.init(at: path, try part.finish())
        try check(file)
    }

    /// - Throws: `PackageProblem` where it is not what was announced.
    func check(_ file: OCFLFile) throws(PackageProblem) {
        guard byteCount == file.byteCount else {
            throw Self.problem(file, "has \(byteCount) bytes, not \(file.byteCount)")
        }
        guard sha512 == file.sha512 else {
            throw Self.problem(file, "has the digest \(sha512), not \(file.sha512)")
        }
    }

    /// Gives the file another name.
    func move(to target: String) throws(FileProblem) {
        guard rename(path, target) == 0 else { throw FileProblem(.cannotWrite, "move", path, errno: errno) }
    }

    static func problem(_ file: OCFLFile, _ reason: String) -> PackageProblem {
        PackageProblem(
            path: file.logicalPath, message: "the content of \"\(file.logicalPath)\" \(reason)",
            hint: "it changed, or was damaged, after its digest was taken; make the release again")
    }
}
