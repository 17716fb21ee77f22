import CaseArchive

/// The path of a file of a bag, as a manifest or fetch.txt writes it.
package enum BagPath {
    /// What percent signs and two digits stand for: CR, LF and, since BagIt 1.0, the percent sign itself (RFC 8493,
    /// section 2.1.3). Nothing else is decoded.
    package static func decoded(_ path: [UInt8], _ version: BagVersion) -> [UInt8] {
        guard path.contains(0x25) else { return path }
        var plain: [UInt8] = []
        plain.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            if path[index] == 0x25, index + 2 < path.count,
                let byte = meaning(path[index + 1], path[index + 2], version)
            {
                plain.append(byte)
                index += 3
            } else {
                plain.append(path[index])
                index += 1
            }
        }
        return plain
    }

    private static func meaning(_ first: UInt8, _ second: UInt8, _ version: BagVersion) -> UInt8? {
        switch (first, second | 0x20) {
        case (0x30, 0x61): 0x0A
        case (0x30, 0x64): 0x0D
        case (0x32, 0x35): version >= .v1_0 ? 0x25 : nil
        default: nil
        }
    }

    /// Without `./` before it; older tools write that.
    package static func withoutDot(_ path: [UInt8]) -> [UInt8] {
        var rest = path[...]
        while rest.starts(with: [0x2E, 0x2F]) { rest = rest.dropFirst(2) }
        return Array(rest)
    }
}

/// What is wrong with paths that leads out of a folder, on this system or on another (RFC 8493, section 5.1).
package enum PathDanger {
    /// Why a path is not to be followed, as the end of a sentence; nil where it is a plain path below a folder.
    package static func reason(_ path: some Collection<UInt8>) -> String? {
        guard let first = path.first else { return "is empty" }
        if path.contains(0) { return "holds a NUL" }
        if first == 0x2F { return "is absolute" }
        if first == 0x7E { return "begins with a tilde, which shells take for somebody's home" }
        if first == 0x5C { return "begins with a backslash, which is absolute on Windows" }
        let start = Array(path.prefix(2))
        if start.count == 2, start[1] == 0x3A, (0x61...0x7A).contains(start[0] | 0x20) {
            return "begins with the letter of a drive"
        }
        if first == 0x25, path.dropFirst().contains(0x25), path.contains(0x5C) {
            return "begins with a variable of Windows"
        }
        guard hasDots(path) else { return nil }
        for name in path.split(separator: 0x2F, omittingEmptySubsequences: false) {
            if name.elementsEqual("..".utf8) { return "leads upwards" }
            for part in name.split(separator: 0x5C) where part.elementsEqual("..".utf8) {
                return "leads upwards where a backslash separates names"
            }
        }
        return nil
    }

    /// Whether there are two full stops behind one another: most paths have none.
    private static func hasDots(_ path: some Collection<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in path {
            if byte == 0x2E, before == 0x2E { return true }
            before = byte
        }
        return false
    }
}
