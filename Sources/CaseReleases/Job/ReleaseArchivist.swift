import CaseArchive
import CaseDisclosure
import CaseFiles
import CaseModel
package import CasePackages

/// Puts a release into the repository's OCFL storage root, as a new version of its profile's object.
///
/// Content that the object has is not stored again, and large files that differ in little from what the version before
/// has are stored as differences: otherwise a storage root would grow by a whole release with every release.
package struct ReleaseArchivist {
    private let layout: RepositoryLayout
    private let staging: String
    /// What is staged, from the staging folder on, and where it belongs.
    package private(set) var renames: [(staged: String, final: String)] = []

    private static let rootLayout = OCFLStorageRootLayout.hashAndID

    /// - Parameter staging: a folder on the repository's file system, which need not be there yet.
    package init(_ layout: RepositoryLayout, staging: String) {
        self.layout = layout
        self.staging = staging
    }

    /// Stages the files of a release that no earlier one has.
    ///
    /// - Parameters:
    ///   - archive: the release as one file.
    ///   - members: every file of the bag.
    ///   - id: the release's.
    ///   - created: when it was made.
    /// - Throws: `PackageProblem`, `ArchiveProblem`, `FileProblem`, `Interrupted`.
    package mutating func add(
        _ archive: String, _ members: [PackagedFile], id: String, created: String, facts: ReleaseFacts
    ) throws {
        try makeStorageRoot()
        let objectID = Self.objectID(facts.dataset, profile: facts.profile.name)
        let object = try Self.object(in: layout, id: objectID)
        let (spoolFolder, inner) = (staging + "/spool", staging + "/object")
        try makeDirectories(spoolFolder)
        try makeDirectories(inner)
        var spool = ReleaseSpool(in: spoolFolder)
        let state = try spool.state(
            of: members, in: archive, bag: facts.name, after: isThere(object) ? OCFLObjectReader(object) : nil,
            note: ReleaseVersion.Note(release: id, profile: facts.profile.name, bag: facts.name))
        let update = try OCFLObjectUpdate(
            of: isThere(object) ? object : nil, id: objectID,
            note: OCFLVersionNote(
                created: created, message: "Release \(id): \(facts.name)",
                user: OCFLVersionNote.User(
                    name: "caseexport \(facts.tool.version)", address: "https://w3id.org/caseexport")),
            state: state)
        var content = try OCFLStaging(update, in: inner)
        for file in update.newFiles {
            if let spooled = spool[file.sha512] { try content.put(file.logicalPath, moving: spooled) }
        }
        for rename in try content.finish() {
            renames.append(
                ("object/\(rename.staged)", rename.final.isEmpty ? object : "\(object)/\(rename.final)"))
        }
        removeTree(spoolFolder)
    }

    /// An object for each profile, under the dataset's own address.
    private static func objectID(_ dataset: DatasetDescription, profile: String) -> String {
        var base = dataset.base
        while base.hasSuffix("#") || base.hasSuffix("/") { base.removeLast() }
        return "\(base)/releases/\(dataset.slug)-\(profile)"
    }

    private static func object(in layout: RepositoryLayout, id: String) throws(RepositoryProblem) -> String {
        guard let name = rootLayout.folder(of: id) else {
            throw RepositoryProblem("no folder of the storage root can be called by the id \(visible(id))")
        }
        return "\(layout.storageRoot)/\(name)"
    }

    /// Where a profile's object is, or will be.
    static func object(
        in layout: RepositoryLayout, of dataset: DatasetDescription, profile: String
    ) throws(RepositoryProblem) -> String {
        try object(in: layout, id: objectID(dataset, profile: profile))
    }

    /// An empty storage root says nothing yet: it is there before the first release is.
    private func makeStorageRoot() throws {
        guard !isThere(layout.storageRoot) else { return }
        let folder = staging + "/.root"
        try makeDirectories(folder)
        try Self.rootLayout.write(to: folder)
        try moveFile(folder, to: layout.storageRoot)
    }
}

extension ReleaseSpool {
    /// Spools what an object has not of a release, and decides under which paths the next version has its files.
    fileprivate mutating func state(
        of members: [PackagedFile], in archive: String, bag: String, after object: OCFLObjectReader?,
        note: ReleaseVersion.Note
    ) throws -> [OCFLFile] {
        let new = members.filter { object?.contentPath(of: $0.sha512) == nil }
        try fill(from: archive, bag: bag, Dictionary(new.map { ($0.path, $0) }) { first, _ in first })
        let differences = object.map(ReleaseDifferences.init(to:))
        var state: [OCFLFile] = []
        for member in members {
            if let content = self[member.sha512],
                let (base, patch) = try differences?.write(member, content, to: nextPath())
            {
                state.append(OCFLFile(logicalPath: ReleaseVersion.base(of: member.path), sha512: base, byteCount: 0))
                state.append(add(patch, as: ReleaseVersion.patch(of: member.path)))
            } else {
                state.append(
                    OCFLFile(
                        logicalPath: ReleaseVersion.whole(member.path), sha512: member.sha512,
                        byteCount: member.byteCount))
            }
        }
        for (path, text) in [
            (ReleaseVersion.readme, Array(ReleaseVersion.readmeText.utf8)), (ReleaseVersion.note, note.document),
        ] {
            state.append(try add(text, as: path))
        }
        return state
    }

    private mutating func add(_ content: OCFLContent, as path: String) -> OCFLFile {
        add(content)
        return OCFLFile(logicalPath: path, sha512: content.sha512, byteCount: content.byteCount)
    }

    private mutating func add(_ text: [UInt8], as path: String) throws -> OCFLFile {
        let file = nextPath()
        var part = try PartFile(creating: file, digests: .sha512)
        try part.write(contentsOf: text)
        return add(OCFLContent(at: file, try part.finish()), as: path)
    }
}
