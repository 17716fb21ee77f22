import CaseArchive
package import CaseDisclosure
import CaseFiles
package import CasePackages
package import CaseReleases
import CaseStore
import Foundation

/// A repository's releases and their storage root, without what a run does besides.
package struct SampleRepository: Sendable {
    package let scratch: TemporaryDirectory
    package var path: String { scratch("repository") }
    /// The releases' ids, and their archives.
    package private(set) var releases: [(id: String, archive: String)] = []

    package init() throws {
        scratch = try TemporaryDirectory()
        try makeDirectories(path + "/public/releases")
    }

    /// The same in a directory of its own, to be damaged.
    package func copied() throws -> SampleRepository {
        var copy = try SampleRepository()
        try copyTree(path, to: copy.path)
        copy.releases = releases.map { ($0.id, copy.path + $0.archive.dropFirst(path.count)) }
        return copy
    }

    package var layout: RepositoryLayout { RepositoryLayout(path) }

    /// Bundles a dataset, and puts the bundle into the storage root.
    package mutating func add(_ dataset: RandomDataset, _ profile: Profile, id: String? = nil) async throws {
        let number = releases.count + 1
        let id = id ?? "202611\(number < 10 ? "0" : "")\(number)T020000Z-a1b2"
        let source = try TemporaryDirectory()
        try dataset.write(to: source)
        let archive = "\(path)/public/releases/\(number).zip"
        let result = try await bundle(DirectoryStore(path: source.path), profile, to: archive)
        guard let facts = result.facts else { throw ToolFailure("the dataset of \(id) is not fit") }
        try publish(archive, result.members, id: id, facts: facts)
    }

    /// Puts a bundle that is there into the storage root.
    package mutating func publish(
        _ archive: String, _ members: [PackagedFile], id: String, facts: ReleaseFacts
    ) throws {
        let staging = scratch("staging-\(id)")
        var archivist = ReleaseArchivist(layout, staging: staging)
        try archivist.add(archive, members, id: id, created: "2026-11-21T02:00:00Z", facts: facts)
        for rename in archivist.renames {
            if let (parent, _) = splitPath(rename.final) { try makeDirectories(parent) }
            guard Foundation.rename("\(staging)/\(rename.staged)", rename.final) == 0 else {
                throw ToolFailure("cannot rename \(rename): \(String(cString: strerror(errno)))")
            }
        }
        removeTree(staging)
        releases.append((id, archive))
    }

    /// The only object's folder.
    package func object() throws -> String {
        guard let found = Self.files(in: layout.storageRoot).first(where: { $0.path.hasSuffix("/0=ocfl_object_1.1") })
        else { throw ToolFailure("there is no object") }
        return "\(layout.storageRoot)/\(found.path.dropLast("/0=ocfl_object_1.1".count))"
    }

    /// How many bytes the repository has.
    package var byteCount: Int { Self.files(in: path).reduce(0) { $0 + $1.byteCount } }

    /// The files below a folder.
    package static func files(in folder: String) -> [(path: String, byteCount: Int)] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).compactMap { path in
            guard let values = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)"),
                values[.type] as? FileAttributeType == .typeRegular
            else { return nil }
            return (path, (values[.size] as? Int) ?? 0)
        }
    }

    /// What the archive of a release has in its folder.
    package static func files(ofArchive path: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        try ArchiveReader(path).forEachMember { member, content in
            guard member.kind == .file, let slash = member.path.firstIndex(of: 0x2F) else { return }
            files[String(decoding: member.path[(slash + 1)...], as: UTF8.self)] = try content.bytes(limit: 1 << 30)
        }
        return files
    }
}
