/// A digital object identifier: `10.5281/zenodo.1`.
package struct DOI: Sendable, Equatable {
    /// Without a scheme or a resolver.
    package let name: String

    /// Takes the bare name, and what people write before it: `doi:` or the address of a resolver.
    ///
    /// - Returns: nil for what is not a prefix of four to nine digits, a slash and printable ASCII without spaces or
    ///   quotes (DOI Handbook, section 2.2, narrowed to what every reader takes).
    package init?(_ text: String) {
        var name = text[...]
        for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"] {
            if name.lowercased().hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        }
        let bytes = Array(name.utf8)
        guard bytes.starts(with: "10.".utf8), let slash = bytes.firstIndex(of: 0x2F), slash + 1 < bytes.count else {
            return nil
        }
        let registrant = bytes[3..<slash].split(separator: 0x2E, omittingEmptySubsequences: false)
        guard let first = registrant.first, (4...9).contains(first.count),
            registrant.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        self.name = String(name)
    }

    /// What is before the slash: who registered it.
    var prefix: String { String(name[..<name.firstIndex(of: "/")!]) }

    /// What is behind the first slash.
    var suffix: String { String(name[name.firstIndex(of: "/")!...].dropFirst()) }

    /// The address at which it resolves.
    package var address: String { "https://doi.org/" + name }
}
