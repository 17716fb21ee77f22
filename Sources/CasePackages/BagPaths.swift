import CaseFiles

/// The paths of the files that belong to a bag in a directory: those that its manifests list, the manifests, and what
/// no manifest lists.
package func bagPaths(of directory: String) -> Set<String> {
    var paths: Set<String> = [
        "bagit.txt", "tagmanifest-sha512.txt", "tagmanifest-sha512.txt.sig", "manifest-sha512.txt.sig",
    ]
    for manifest in ["manifest-sha512.txt", "tagmanifest-sha512.txt"] {
        guard let bytes = try? readFile(directory + "/" + manifest) else { continue }
        for line in bytes.split(separator: 0x0A) {
            guard let space = line.firstIndex(of: 0x20) else { continue }
            paths.insert(String(decoding: line[space...].drop { $0 == 0x20 }, as: UTF8.self))
        }
    }
    return paths
}
