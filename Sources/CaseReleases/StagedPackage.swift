import CaseArchive
import CaseFiles
import CasePackages

/// A package that is written under another name and gets its own when it is complete: a file, or a directory.
enum StagedPackage: ~Copyable {
    case file(StagedFile)
    case directory(StagedDirectory)

    static func make(
        _ path: String, container: Container, replacing replace: Bool
    ) throws(FileProblem) -> StagedPackage {
        if let name = splitPath(path)?.name {
            // `.NAME.sha256.partial-PID` has to be a name too.
            guard name.utf8.count <= 220 else {
                throw FileProblem(
                    .cannotWrite, "write to", path,
                    detail: "its name has \(name.utf8.count) bytes; give one of 220 at most")
            }
            guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C }) else {
                throw FileProblem(
                    .cannotWrite, "write to", path,
                    detail: "its name has a control character or a backslash, which no list of checksums can hold")
            }
        }
        guard container == .directory else {
            return .file(
                try .make(path, companion: nil, kind: "an archive", replacing: replace) { file in
                    (try? ArchiveReader.container(at: file)) == container
                })
        }
        let listed = bagPaths(of: path)
        let folders = Set(listed.map { String($0.prefix { $0 != "/" }) })
        return .directory(
            try .make(path, replacing: replace, owned: folders.union(["bagit.txt"]), isOwned: listed.contains))
    }

    var staging: String {
        switch self {
        case .file(let file): file.staging
        case .directory(let directory): directory.staging
        }
    }

    /// Gives the package its name, when all of it is on disk.
    ///
    /// - Parameter digest: the container's SHA-256, for the sidecar `NAME.sha256`, which `sha256sum -c` reads.
    consuming func publish(digest: String?) throws(FileProblem) {
        switch consume self {
        case .directory(let directory): try directory.publish(isDurable: true)
        case .file(let file):
            let path = file.path
            // A sidecar of another file would say that this one is damaged.
            try removeFile(path + ".sha256")
            try file.publish(isDurable: true)
            guard let digest, let name = splitPath(path)?.name else { return }
            let sidecar = try StagedFile.make(
                path + ".sha256", companion: nil, kind: "a sidecar", replacing: true, isOurs: { _ in true })
            try fillFile(Array("\(digest)  \(name)\n".utf8), at: sidecar.staging)
            try sidecar.publish(isDurable: true)
        }
    }
}
