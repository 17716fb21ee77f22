/// What a package is put into.
package enum Container: String, Sendable, CaseIterable {
    case directory, zip, tar
    case tarGzip = "tar.gz"

    /// By the name of the output: what ends in `.zip`, `.tar`, `.tar.gz` or `.tgz`, in any case; else a directory.
    package init(forOutput path: String) {
        let name = path.lowercased()
        self =
            if name.hasSuffix(".zip") { .zip } else if name.hasSuffix(".tar") {
                .tar
            } else if name.hasSuffix(".tar.gz")
                || name.hasSuffix(".tgz")
            { .tarGzip } else { .directory }
    }
}
