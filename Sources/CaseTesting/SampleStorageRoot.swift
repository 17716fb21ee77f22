package import CasePackages
import CaseFiles
import Foundation

/// A storage root of OCFL in a directory of its own, whose objects grow version by version.
package struct SampleStorageRoot: Sendable {
    package let scratch: TemporaryDirectory
    package let layout: OCFLStorageRootLayout

    package var path: String { scratch("root") }

    package init(_ layout: OCFLStorageRootLayout = .hashAndID) throws {
        scratch = try TemporaryDirectory()
        self.layout = layout
        try makeDirectories(path)
        try layout.write(to: path)
    }

    /// The folder of an object.
    package func folder(of id: String) throws -> String {
        guard let name = layout.folder(of: id) else { throw ToolFailure("\(id) has no folder") }
        return path + "/" + name
    }

    /// A file of a version with its digest.
    package static func file(_ path: String, _ content: [UInt8]) -> OCFLFile {
        OCFLFile(logicalPath: path, sha512: digest(of: content), byteCount: content.count)
    }

    /// The SHA-512 digest in hexadecimal.
    package static func digest(of content: [UInt8]) -> String { SampleRelease.sha512(content) }

    /// The plan of an object's next version.
    package func update(_ id: String, _ files: [String: [UInt8]], created: String? = nil) throws -> OCFLObjectUpdate {
        let folder = try folder(of: id)
        let state = files.sorted { $0.key < $1.key }.map { Self.file($0.key, $0.value) }
        return try OCFLObjectUpdate(
            of: isThere(folder) ? folder : nil, id: id,
            note: OCFLVersionNote(
                created: created ?? "2026-11-21T02:00:00Z", message: "Release of \(files.count) files",
                user: .init(name: "caseexport", address: "https://example.org/caseexport")),
            state: state)
    }

    /// Stages a version; its content comes in the order of `files`' keys backwards, as no archive has it.
    package func stage(_ update: OCFLObjectUpdate, _ files: [String: [UInt8]], in folder: String) throws -> [OCFLRename]
    {
        try makeDirectories(folder)
        var staging = try OCFLStaging(update, in: folder)
        for (path, content) in files.sorted(by: { $0.key > $1.key }) where staging.needs(path) {
            try staging.put(path) { write in
                for start in stride(from: 0, to: content.count, by: 3) {
                    try content[start..<min(start + 3, content.count)].withUnsafeBytes { try write($0) }
                }
            }
        }
        return try staging.finish()
    }

    /// Carries out the first of some renames.
    package func rename(_ renames: some Sequence<OCFLRename>, from staged: String, of id: String) throws {
        let object = try folder(of: id)
        if let (parent, _) = splitPath(object) { try makeDirectories(parent) }
        for one in renames {
            let final = one.final.isEmpty ? object : object + "/" + one.final
            guard Foundation.rename(staged + "/" + one.staged, final) == 0 else {
                throw ToolFailure("cannot rename \(one): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Adds a version to an object, or makes it.
    ///
    /// - Returns: the paths whose content was stored.
    @discardableResult
    package func add(_ id: String, _ files: [String: [UInt8]], created: String? = nil) throws -> [String] {
        let update = try update(id, files, created: created)
        let staged = scratch("staged-\(UUID().uuidString)")
        let renames = try stage(update, files, in: staged)
        try rename(renames, from: staged, of: id)
        removeTree(staged)
        return update.newFiles.map(\.logicalPath)
    }
}
