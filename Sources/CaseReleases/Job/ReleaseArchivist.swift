import CaseArchive
import CaseDisclosure
import CaseFiles
import CaseModel
import CasePackages

/// Puts a release into the repository's OCFL storage root, as a new version of its profile's object.
struct ReleaseArchivist {
    private let layout: RepositoryLayout
    private let staging: String
    /// What is staged, from the staging folder on, and where it belongs.
    private(set) var renames: [(staged: String, final: String)] = []

    private static let rootLayout = OCFLStorageRootLayout.hashAndID

    init(_ layout: RepositoryLayout, staging: String) {
        self.layout = layout
        self.staging = staging
    }

    /// Stages the files of a release that no earlier one has.
    ///
    /// - Throws: `PackageProblem`, `ArchiveProblem`, `FileProblem`.
    mutating func add(_ made: MadeRelease, id: String, created: String, facts: ReleaseFacts) throws {
        try makeStorageRoot()
        let objectID = Self.objectID(facts)
        guard let name = Self.rootLayout.folder(of: objectID) else {
            throw RepositoryProblem("no folder of the storage root can be called by the id \(visible(objectID))")
        }
        let object = "\(layout.storageRoot)/\(name)"
        let update = try OCFLObjectUpdate(
            of: isThere(object) ? object : nil, id: objectID,
            note: OCFLVersionNote(
                created: created, message: "Release \(id): \(facts.name)",
                user: OCFLVersionNote.User(
                    name: "caseexport \(facts.tool.version)", address: "https://w3id.org/caseexport")),
            state: made.result.members.map {
                OCFLFile(logicalPath: $0.path, sha512: $0.sha512, byteCount: $0.byteCount)
            })
        let inner = staging + "/object"
        try makeDirectories(inner)
        var content = try OCFLStaging(update, in: inner)
        let folder = Array((facts.name + "/").utf8)
        try ArchiveReader(made.path).forEachMember { member, bytes in
            guard member.kind == .file, member.path.starts(with: folder) else { return }
            let path = String(decoding: member.path.dropFirst(folder.count), as: UTF8.self)
            guard content.needs(path) else { return }
            try content.put(path) { write in try bytes.forEachPiece(write) }
        }
        for rename in try content.finish() {
            renames.append(
                ("object/\(rename.staged)", rename.final.isEmpty ? object : "\(object)/\(rename.final)"))
        }
    }

    /// An object for each profile, under the dataset's own address.
    private static func objectID(_ facts: ReleaseFacts) -> String {
        var base = facts.dataset.base
        while base.hasSuffix("#") || base.hasSuffix("/") { base.removeLast() }
        return "\(base)/releases/\(facts.dataset.slug)-\(facts.profile.name)"
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
