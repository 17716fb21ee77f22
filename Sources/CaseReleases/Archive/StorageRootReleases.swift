import CaseFiles
import CaseModel
import CasePackages
import Glibc

/// The releases that a repository's storage root holds, or a copy of it: a version of an object each.
struct StorageRootReleases {
    let path: String

    /// A version that holds a release.
    struct Entry {
        let note: ReleaseVersion.Note
        let object: OCFLObjectReader
        let version: Int
    }

    private static let declaration = "0=ocfl_1.1"
    private static let objectDeclaration = "0=ocfl_object_1.1"
    /// The storage root's layout has four folders one in the other.
    private static let depth = 8

    /// - Parameter path: of a repository, or of a storage root itself.
    /// - Throws: `FileProblem` where there is neither.
    init(of path: String) throws(FileProblem) {
        let root = RepositoryLayout(path).storageRoot
        guard let found = [path, root].first(where: { isPlainFile("\($0)/\(Self.declaration)") }) else {
            throw FileProblem(
                .noInput, "read", path, detail: "it is no repository that has releases, and no storage root of one")
        }
        self.path = found
    }

    /// The folders of the objects, in the order of their paths.
    func objects() throws(FileProblem) -> [String] { try Self.objects(in: path, depth: Self.depth) }

    private static func objects(in folder: String, depth: Int) throws(FileProblem) -> [String] {
        if isPlainFile("\(folder)/\(objectDeclaration)") { return [folder] }
        if depth == 0 { return [] }
        var found: [String] = []
        for name in try directoryNames(folder) where name != "extensions" && isPlainDirectory("\(folder)/\(name)") {
            found += try objects(in: "\(folder)/\(name)", depth: depth - 1)
        }
        return found
    }

    /// Links lead out of a storage root.
    private static func isPlainDirectory(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Finds a release. What is damaged elsewhere is no obstacle.
    ///
    /// - Parameter profile: whose; nil where there is one of this id only.
    /// - Throws: `RepositoryProblem` where there are several; `FileProblem` with `noInput` where there is none;
    ///   `Interrupted`.
    func entry(of release: String, profile: String?) throws -> Entry {
        var found: [Entry] = []
        var damageCount = 0
        for path in try objects() {
            do {
                let object = try OCFLObjectReader(path)
                for version in 1...max(1, object.versionCount) where version <= object.versionCount {
                    guard let note = try Self.note(of: version, in: object) else {
                        damageCount += 1
                        continue
                    }
                    if note.release == release { found.append(Entry(note: note, object: object, version: version)) }
                }
            } catch is PackageProblem {
                damageCount += 1
            }
        }
        return try choose(found, release: release, profile: profile, damageCount)
    }

    /// Which release a version holds; nil where it does not say.
    private static func note(of version: Int, in object: OCFLObjectReader) throws -> ReleaseVersion.Note? {
        guard let digest = object.state(of: version)[ReleaseVersion.note],
            let content = try? VersionContent(object, digest).bytes(limit: 1 << 16)
        else { return nil }
        return ReleaseVersion.Note(parsing: content)
    }

    private func choose(
        _ found: [Entry], release: String, profile: String?, _ damageCount: Int
    ) throws -> Entry {
        let fitting = found.filter { $0.note.profile == profile ?? $0.note.profile }
        if fitting.count == 1 { return fitting[0] }
        let profiles = visible(found.map(\.note.profile).joined(separator: ", "), limit: 200)
        guard fitting.isEmpty else {
            throw RepositoryProblem(
                "\(path) has the release \(visible(release)) of several profiles; say which with --profile: \(profiles)"
            )
        }
        var text = "it has no release \(visible(release))"
        if let profile { text += " of the profile \(visible(profile))" }
        if !found.isEmpty { text += "; it has it of \(profiles)" }
        if damageCount > 0 { text += "; \(damageCount) of its objects or versions are damaged: verify it" }
        throw FileProblem(.noInput, "restore from", path, detail: text)
    }
}
