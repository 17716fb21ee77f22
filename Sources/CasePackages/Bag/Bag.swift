import CaseModel

/// The rules of our bags, which are BagIt 1.0 (RFC 8493), and narrower in names: on those all implementations agree.
package enum Bag {
    /// In UTF-8 bytes, of a path in the bag.
    package static let pathLimit = 200

    /// `octets.files` (RFC 8493, section 2.2.2).
    package static func payloadOxum(_ files: [PackagedFile]) -> String {
        let payload = files.filter { isPayload($0.path) }
        return "\(payload.reduce(0) { $0 + $1.byteCount }).\(payload.count)"
    }

    static func isPayload(_ path: String) -> Bool { path.utf8.starts(with: "data/".utf8) }

    /// Refuses names that some implementation of BagIt, or some file system, would not give back.
    ///
    /// - Throws: for a bag's or a file's name that has other characters than `[A-Za-z0-9._-]`, an empty name, one that
    ///   ends in a full stop, a path that is too long, and paths that are the same but for the case of their letters.
    package static func check(name: String, paths: [String]) throws(PackageProblem) {
        guard isName(Array(name.utf8)), name.utf8.count <= pathLimit else {
            throw PackageProblem(
                path: nil, message: "the bag's name \"\(visible(name))\" is not one of our bags'",
                hint: "use letters, digits, \".\", \"_\" and \"-\" only, and \(pathLimit) of them at the most")
        }
        var seen: Set<[UInt8]> = []
        var folders: Set<[UInt8]> = []
        for path in paths {
            try check(path)
            let key = Array(path.lowercased().utf8)
            guard seen.insert(key).inserted else {
                throw PackageProblem(
                    path: path, message: "two files of the bag are called \(path), but for the case of their letters",
                    hint: "some file systems would keep one of them; rename the other")
            }
            for index in key.indices where key[index] == 0x2F { folders.insert(Array(key[..<index])) }
        }
        if let path = paths.first(where: { folders.contains(Array($0.lowercased().utf8)) }) {
            throw PackageProblem(
                path: path, message: "\(path) is both a file of the bag and a folder", hint: "rename one of them")
        }
    }

    private static func check(_ path: String) throws(PackageProblem) {
        let names = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard names.allSatisfy({ isName(Array($0)) }) else {
            throw PackageProblem(
                path: path, message: "a file of the bag is called \"\(visible(path, limit: 200))\"",
                hint: "rename it with letters, digits, \".\", \"_\" and \"-\" only, and no full stop at a name's end")
        }
        guard path.utf8.count <= pathLimit else {
            throw PackageProblem(
                path: path, message: "the path \(path) in the bag has \(path.utf8.count) bytes, not \(pathLimit)",
                hint: "shorten the names of the file or of its folders")
        }
    }

    /// Windows drops a full stop at the end of a name.
    private static func isName(_ name: [UInt8]) -> Bool {
        guard let last = name.last, last != 0x2E else { return false }
        return name.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
                || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
    }

    /// `bagit.txt` (RFC 8493, section 2.1.1).
    static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

    /// A manifest (RFC 8493, section 2.1.3), in the order of the paths' bytes; `sha512sum -c` reads it.
    static func manifest(of files: [PackagedFile]) throws(PackageProblem) -> [UInt8] {
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var text: [UInt8] = []
        text.reserveCapacity(sorted.reduce(0) { $0 + 131 + $1.path.utf8.count })
        for file in sorted {
            guard file.sha512.utf8.count == 128 else {
                throw PackageProblem(
                    path: file.path, message: "\(file.path) has no SHA-512 digest", hint: "compute it when writing")
            }
            text += file.sha512.utf8
            text += [0x20, 0x20]
            text += file.path.utf8
            text.append(0x0A)
        }
        return text
    }
}
