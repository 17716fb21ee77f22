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
        guard container == .directory else {
            return .file(
                try .make(path, companion: nil, kind: "an archive", replacing: replace) { file in
                    isContainer(file, container)
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
            try rewriteFile(Array("\(digest)  \(name)\n".utf8), at: sidecar.staging)
            try sidecar.publish(isDurable: true)
        }
    }
}
