import CaseFiles

/// What the file beside an inventory says (OCFL 1.1, section 3.6): `DIGEST inventory.json`.
package struct OCFLSidecar {
    /// As it is written.
    package let digest: ArraySlice<UInt8>

    /// nil where it does not follow the format.
    package init?(parsing bytes: [UInt8]) {
        var line = bytes[...]
        // The format says nothing of what may stand behind it; other readers pass over white space.
        while let last = line.last, [0x0A, 0x0D, 0x20, 0x09].contains(last) { line = line.dropLast() }
        digest = line.prefix { $0 != 0x20 && $0 != 0x09 }
        let rest = line.dropFirst(digest.count)
        let name = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard !digest.isEmpty, name.count < rest.count, name.elementsEqual("inventory.json".utf8) else { return nil }
    }

    /// The algorithm that a sidecar's name says; nil for other names.
    static func algorithm(_ name: ArraySlice<UInt8>) -> String? {
        let prefix = "inventory.json."
        guard name.starts(with: prefix.utf8), name.count > prefix.utf8.count else { return nil }
        return String(escaping: name.dropFirst(prefix.utf8.count))
    }
}
