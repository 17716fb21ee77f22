package import CaseModel

/// Verifies one kind of package.
package protocol PackageVerifier {
    /// Says which digests it needs of which files, when it is known what is in the tree. It may read small files.
    mutating func plan(_ tree: PackageTree, _ plan: inout DigestPlan) throws

    /// Reports everything that is wrong, when the digests are computed.
    ///
    /// - Parameter level: with `quick` no digest was computed.
    mutating func report(_ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList) throws
}

/// How deeply a package is verified.
package enum VerificationLevel: Int, Sendable, Comparable {
    /// Structure, completeness and sizes; no file is hashed.
    case quick
    /// And every digest of every file.
    case complete
    /// And what the files say: formats, graphs, counts.
    case deep

    package static func < (a: VerificationLevel, b: VerificationLevel) -> Bool { a.rawValue < b.rawValue }
}

extension Place {
    /// The place of a member of a package, or of a line in it; its path may hold anything. An empty path is the place
    /// of the package as a whole.
    package init(member path: some Sequence<UInt8>, line: Int? = nil) {
        let name = String(escaping: path)
        self.init(file: name.isEmpty ? nil : name, line: line)
    }
}

extension Finding {
    /// Something is larger than a limit. Where its words name no flag, nothing raises it.
    package static func exceeded(_ place: Place, _ message: String) -> Finding {
        let hint =
            message.contains("--limit") ? nil : "nothing raises this limit; if you trust it, look at it by other means"
        return Finding(.limitExceeded, at: place, message, hint: hint)
    }
}

extension String {
    /// A path as text: itself where it is UTF-8; else with `\xNN` for each byte that is not.
    package init(escaping path: some Sequence<UInt8>) {
        let bytes = Array(path)
        if let text = String(validating: bytes, as: UTF8.self) {
            self = text
            return
        }
        var text = ""
        for byte in bytes {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16)
            }
        }
        self = text
    }
}
