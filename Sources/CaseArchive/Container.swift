import CaseFiles

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

/// Whether a file begins as a container of this sort does.
package func isContainer(_ path: String, _ container: Container) -> Bool {
    guard let file = try? Descriptor.reading(path) else { return false }
    var head = [UInt8](repeating: 0, count: 512)
    let count = head.withUnsafeMutableBufferPointer { (try? file.read(into: $0.baseAddress!, count: 512)) ?? 0 }
    return switch container {
    case .zip: head.starts(with: [0x50, 0x4B, 0x03, 0x04])
    case .tarGzip: head.starts(with: [0x1F, 0x8B])
    case .tar: count == 512 && head[257..<262].elementsEqual("ustar".utf8)
    case .directory: false
    }
}
