import CaseFiles
import CasePackages

/// Decides which files of a release are kept as differences to the files of the version before, and writes those.
struct ReleaseDifferences {
    private let object: OCFLObjectReader
    private let before: ReleaseVersion.Files

    /// A smaller file is not worth another that it depends on.
    static let smallest = 64 << 10
    /// A difference has at most so many bytes as the file, divided by this.
    static let share = 4

    /// - Parameter object: has a version at least.
    init(to object: OCFLObjectReader) {
        self.object = object
        before = ReleaseVersion.Files(object.state(of: object.versionCount))
    }

    /// Writes the difference between what the version before has of a file and what is new of it.
    ///
    /// The base is always a whole file: where the version before has a difference, the file that that one is to.
    ///
    /// - Parameters:
    ///   - content: the new file.
    ///   - path: where the difference is written.
    /// - Returns: nil where the file is to be kept whole.
    /// - Throws: `FileProblem`, `Interrupted`.
    func write(
        _ member: PackagedFile, _ content: OCFLContent, to path: @autoclosure () -> String
    ) throws -> (base: String, patch: OCFLContent)? {
        guard Self.isCandidate(member), let base = before.base(for: member.path) else { return nil }
        // Where the object is damaged, a new release does not depend on what is left of it.
        guard let old = try? object.open(base) else { return nil }
        let path = path()
        var part = try PartFile(creating: path, digests: .sha512)
        let outcome = try LineDifference.write(
            from: old, to: .reading(content.path),
            names: (ReleaseVersion.base(of: member.path), ReleaseVersion.whole(member.path)),
            limit: member.byteCount / Self.share
        ) { try part.write($0) }
        let fixity = try part.finish()
        guard let outcome, outcome.oldSHA512 == base, outcome.byteCount > 0 else {
            try removeFile(path)
            return nil
        }
        return (base, OCFLContent(at: path, fixity))
    }

    /// Manifests and signatures, which are at the top of the bag, stay whole: what a difference leads to is checked with
    /// them.
    private static func isCandidate(_ member: PackagedFile) -> Bool {
        member.byteCount >= smallest && member.path.utf8.contains(0x2F)
            && !member.path.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 == 0x5C || $0 >= 0x7F }
    }
}
