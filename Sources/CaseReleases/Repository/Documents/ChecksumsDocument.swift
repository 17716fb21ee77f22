/// `SHA256SUMS`: the digest of every download that is there, for `sha256sum -c` in the channel's folder.
package enum ChecksumsDocument {
    package static let name = "SHA256SUMS"

    package static func bytes(_ catalogue: Catalogue) -> [UInt8] {
        var text = ""
        for release in catalogue.releases where release.prunedAt == nil {
            for download in release.downloads { text += line(download.sha256, release.path(of: download)) }
        }
        return Array(text.utf8)
    }

    /// As GNU coreutils write and read it: a name with a backslash or a line end in it is escaped, and the line begins
    /// with a backslash.
    private static func line(_ digest: String, _ path: String) -> String {
        var escaped = ""
        for scalar in path.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return (escaped.utf8.elementsEqual(path.utf8) ? "" : "\\") + "\(digest)  \(escaped)\n"
    }
}

extension ReleaseRecord {
    /// Its folder, from the channel's.
    package var folder: String { "releases/\(id)/" }

    /// The path of a file of it, from the channel's folder.
    package func path(of download: Download) -> String { folder + download.name }
}
