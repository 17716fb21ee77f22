import CaseFiles
import CasePackages

/// Puts the bag of a version together again: whole files as they are, the others from their bases and differences.
///
/// What comes out is held against the digests of the inventory and of the bag's own manifests.
struct ReleaseRestoration {
    private let object: OCFLObjectReader
    private let files: ReleaseVersion.Files
    /// What the bag's manifests say of its files.
    private let manifest: BagDigests

    /// Files of the bag that are kept as differences, in the order of their paths, with the digest that they should have.
    var differing: [(path: String, base: String, patch: String, sha512: String?)] {
        files.differing.map { ($0.key, $0.value.base, $0.value.patch, manifest[$0.key]) }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// - Throws: `PackageProblem` where the bag's manifests are damaged, or not there; `FileProblem`.
    init(_ object: OCFLObjectReader, version: Int) throws {
        self.object = object
        files = ReleaseVersion.Files(object.state(of: version))
        manifest = try BagDigests(of: files, in: object)
    }

    // MARK: All of the bag

    /// Writes the bag to a folder.
    ///
    /// - Parameter folder: is there, and empty.
    /// - Returns: how many files and bytes it has.
    /// - Throws: `PackageProblem` where something is damaged; `FileProblem`, `Interrupted`.
    func write(to folder: String) throws -> (fileCount: Int, byteCount: Int) {
        try manifest.check(files)
        var byteCount = 0
        for path in (Array(files.whole.keys) + Array(files.differing.keys)).sorted() {
            let target = try Self.target(path, in: folder)
            if let digest = files.whole[path] {
                byteCount += try VersionContent(object, digest).write(to: target)
            } else if let (base, patch) = files.differing[path] {
                byteCount += try write(path, base, patch, to: target)
            }
        }
        return (files.whole.count + files.differing.count, byteCount)
    }

    /// Where a file belongs, in a folder that is there.
    private static func target(_ path: String, in folder: String) throws -> String {
        let names = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard !names.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) }) else {
            throw PackageProblem(
                path: path, message: "a file of the bag is called \(path)", hint: "find out who wrote the storage root")
        }
        let target = "\(folder)/\(path)"
        if let (parent, _) = splitPath(target) { try makeDirectories(parent) }
        return target
    }

    // MARK: A file that is kept as a difference

    /// Puts a file together.
    ///
    /// - Parameter target: nil where it is only to be checked.
    /// - Returns: how many bytes it has.
    /// - Throws: `PackageProblem` where the difference does not lead to what the manifest says; `FileProblem`,
    ///   `Interrupted`.
    @discardableResult
    func write(_ path: String, _ base: String, _ patch: String, to target: String?) throws -> Int {
        var part = try PartFile(creating: target, digests: .sha512)
        do {
            try LinePatch.apply(FileSource(object.open(patch)), to: FileSource(object.open(base))) {
                try part.write($0)
            }
        } catch let problem as PatchProblem {
            throw try cause(path, base, patch) ?? Self.problem(path, "its difference does not fit: \(problem)")
        }
        let fixity = try part.finish()
        guard fixity.sha512 == manifest[path] else {
            throw try cause(path, base, patch)
                ?? Self.problem(path, "its difference leads to another file than the bag's manifest says")
        }
        return fixity.byteCount
    }

    /// Which of the two that a file is put together from is damaged.
    private func cause(_ path: String, _ base: String, _ patch: String) throws -> PackageProblem? {
        for digest in [base, patch] {
            do { try VersionContent(object, digest).write(to: nil) } catch let problem as PackageProblem {
                return Self.problem(path, problem.message)
            }
        }
        return nil
    }

    private static func problem(_ path: String, _ reason: String) -> PackageProblem {
        PackageProblem(
            path: path, message: "\(path) cannot be put together again: \(reason)",
            hint: "take the release, or what is damaged, from another copy")
    }
}

/// The digests that a bag's manifests give of its files.
private struct BagDigests {
    private var digests: [String: String] = [:]

    private static let manifests = ["manifest-sha512.txt", "tagmanifest-sha512.txt"]
    private static let limit = 256 << 20

    init(of files: ReleaseVersion.Files, in object: OCFLObjectReader) throws {
        for name in Self.manifests {
            guard let digest = files.whole[name] else {
                throw PackageProblem(
                    path: name, message: "the version has no \(name) of a bag", hint: "verify the storage root")
            }
            let text = try VersionContent(object, digest).bytes(limit: Self.limit)
            for line in text.split(separator: 0x0A) {
                // Our manifests have a digest, two spaces and a path, and no escapes: no name of ours needs one.
                guard line.count > 130, line.dropFirst(128).starts(with: "  ".utf8) else {
                    throw PackageProblem(
                        path: name, message: "\(name) has a line that is none of a manifest",
                        hint: "verify the storage root")
                }
                digests[String(decoding: line.dropFirst(130), as: UTF8.self)] = String(
                    decoding: line.prefix(128), as: UTF8.self)
            }
        }
    }

    subscript(path: String) -> String? { digests[path] }

    /// - Throws: `PackageProblem` where a file is missing, or is not the one that the manifests say.
    func check(_ files: ReleaseVersion.Files) throws(PackageProblem) {
        let paths = digests.keys.sorted()
        if let path = paths.first(where: { files.whole[$0] == nil && files.differing[$0] == nil }) {
            throw PackageProblem(
                path: path, message: "the version has no \(path), which the bag's manifest lists",
                hint: "take the release from another copy")
        }
        if let path = paths.first(where: { files.whole[$0] ?? digests[$0] != digests[$0] }) {
            throw PackageProblem(
                path: path, message: "\(path) is another file than the bag's manifest says",
                hint: "take the release from another copy")
        }
    }
}
