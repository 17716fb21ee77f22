package import CaseArchive
import CaseBytes
package import CaseModel

/// What is wrong with the names and kinds of a tree's members, whatever package it holds.
package enum MemberNames {
    /// A member's path as the tree has it: without `./` before it and a slash behind it. nil for the tree's own folder.
    package static func plain(_ path: [UInt8]) -> [UInt8]? {
        var rest = path[...]
        while rest.starts(with: [0x2E, 0x2F]) { rest = rest.dropFirst(2) }
        while rest.last == 0x2F, rest.count > 1 { rest = rest.dropLast() }
        return rest.isEmpty || rest.elementsEqual([0x2E]) ? nil : Array(rest)
    }

    /// Reports what is wrong with a member, as the tree's container has it.
    package static func report(
        _ path: [UInt8], _ kind: ArchiveMember.Kind, target: [UInt8]?, to findings: inout FindingList
    ) {
        let place = Place(member: path)
        if let reason = PathDanger.reason(path) {
            findings.append(Finding(.dangerousPath, at: place, "the path \(reason)"))
        } else if hasEmptyName(path) {
            findings.append(Finding(.dangerousPath, at: place, "the path has an empty name or \".\" in it"))
        }
        if path.contains(where: { $0 >= 0x80 }), String(validating: path, as: UTF8.self) == nil {
            findings.append(Finding(.pathEncoding, at: place, "the path is not UTF-8"))
        }
        switch kind {
        case .file, .directory: break
        case .symbolicLink, .hardLink:
            let shown = target.map { " to \"\(visible(String(escaping: $0), limit: 200))\"" } ?? ""
            findings.append(
                Finding(
                    .linkInPackage, at: place, "it is a \(kind == .hardLink ? "hard" : "symbolic") link\(shown)"))
        case .other: findings.append(Finding(.specialFile, at: place, "it is no file, folder or link"))
        }
        forEachName(path) { name in
            if !name.isEmpty { report(name: name, at: place, to: &findings) }
        }
    }

    private static func hasEmptyName(_ path: [UInt8]) -> Bool {
        var isEmpty = false
        forEachName(path) { name in
            if name.isEmpty || name.count == 1 && name.first == 0x2E { isEmpty = true }
        }
        return isEmpty
    }

    /// Hands out what is between the slashes, and makes no array of it.
    private static func forEachName(_ path: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        for index in path.indices where path[index] == 0x2F {
            body(path[start..<index])
            start = index + 1
        }
        body(path[start...])
    }

    private static func report(name: ArraySlice<UInt8>, at place: Place, to findings: inout FindingList) {
        if let reason = unportable(name) {
            findings.append(
                Finding(.unportableName, at: place, "\"\(visible(String(escaping: name), limit: 80))\" \(reason)"))
        }
        let isLeftBehind =
            systemNames.contains { $0.count == name.count && name.elementsEqual($0) }
            || name.count > 2 && name.first == 0x2E && name[name.startIndex + 1] == 0x5F
        if isLeftBehind {
            findings.append(
                Finding(
                    .systemFile, at: place,
                    "\"\(visible(String(escaping: name), limit: 80))\" is a file that a system leaves behind"))
        }
    }

    private static let systemNames = [
        ".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", "Desktop.ini", "__MACOSX", ".Spotlight-V100", ".Trashes",
        ".fseventsd", "$RECYCLE.BIN", "System Volume Information",
    ].map { Array($0.utf8) }

    /// What Windows has in no name.
    private static let refused = Array("<>:\"|?*\\".utf8)
    /// What the names of devices begin with.
    private static let deviceLetters = Array("CPANL".utf8)

    /// Why some file system does not take a name (RFC 8493, section 6.1); nil where all do.
    private static func unportable(_ name: ArraySlice<UInt8>) -> String? {
        if name.count > 255 { return "has \(name.count) bytes; most file systems take 255" }
        for byte in name {
            if byte < 0x20 || byte == 0x7F { return "has a control character" }
            if refused.contains(byte) {
                return "has \(Character(Unicode.Scalar(byte))), which Windows does not take"
            }
        }
        if let last = name.last, last == 0x2E || last == 0x20 {
            return "ends in a \(last == 0x2E ? "full stop" : "space"), which Windows drops"
        }
        let stem = name.prefix { $0 != 0x2E }
        guard (3...4).contains(stem.count), stem.allSatisfy({ $0 < 0x80 }), deviceLetters.contains(stem.first! & 0xDF)
        else { return nil }
        let upper = String(escaping: stem).uppercased()
        let isDevice =
            ["CON", "PRN", "AUX", "NUL"].contains(upper)
            || stem.count == 4 && (upper.hasPrefix("COM") || upper.hasPrefix("LPT"))
                && (0x31...0x39).contains(stem.last ?? 0)
        return isDevice ? "is the name of a device on Windows" : nil
    }
}
