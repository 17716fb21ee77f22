/// A version of the BagIt specification.
package struct BagVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    package static let v1_0 = BagVersion(major: 1, minor: 0)

    /// Those that there are specifications of.
    package static let known = (93...97).map { BagVersion(major: 0, minor: $0) } + [.v1_0]

    package static func < (a: BagVersion, b: BagVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    package var description: String { "\(major).\(minor)" }
}

/// What `bagit.txt` says (RFC 8493, section 2.1.1).
package struct BagDeclaration: Equatable {
    /// nil where it is not said, or not as it has to be.
    package private(set) var version: BagVersion?
    package private(set) var encoding: TagEncoding?
    /// What is wrong with it, each with its line, from 1.
    package private(set) var problems: [Problem] = []

    package struct Problem: Equatable {
        package let line: Int?
        package let message: String
    }

    /// Reads the file: two lines in this order, in UTF-8 without a byte order mark.
    package init(parsing bytes: [UInt8]) {
        guard bytes.count <= 4096 else {
            problems.append(
                Problem(line: nil, message: "it has \(bytes.count) bytes, and two short lines are expected"))
            return
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            problems.append(Problem(line: nil, message: "it is not UTF-8"))
            return
        }
        var content = bytes[...]
        if content.starts(with: [0xEF, 0xBB, 0xBF]) {
            problems.append(Problem(line: 1, message: "it begins with a byte order mark"))
            content = content.dropFirst(3)
        }
        var lines: [(label: String, value: String, isStrict: Bool)] = []
        var splitter = LineSplitter(limit: 4096)
        var found: [String] = []
        content.withUnsafeBytes { content in
            splitter.feed(content) { found.append(String(decoding: $0.bytes, as: UTF8.self)) }
            splitter.finish { found.append(String(decoding: $0.bytes, as: UTF8.self)) }
        }
        for (index, line) in found.enumerated() {
            guard let colon = line.utf8.firstIndex(of: 0x3A) else {
                problems.append(Problem(line: index + 1, message: "it is no label, colon and value"))
                continue
            }
            let (label, rest) = (line[..<colon], line[line.utf8.index(after: colon)...])
            let isStrict = rest.utf8.first == 0x20 && !" \t".utf8.contains(label.utf8.last ?? 0x20)
            lines.append((Self.trimmed(label), Self.trimmed(rest), isStrict))
        }
        read(lines)
    }

    private mutating func read(_ lines: [(label: String, value: String, isStrict: Bool)]) {
        let wanted = ["BagIt-Version", "Tag-File-Character-Encoding"]
        for (index, label) in wanted.enumerated() {
            guard index < lines.count, lines[index].label.lowercased() == label.lowercased() else {
                problems.append(Problem(line: index + 1, message: "the label \(label) is expected here"))
                continue
            }
            if index == 0 { version = Self.version(lines[0].value) } else { encoding = TagEncoding(lines[1].value) }
        }
        if lines.count > 2 {
            problems.append(Problem(line: 3, message: "nothing is expected behind the second line"))
        }
        if version == nil, problems.isEmpty {
            problems.append(Problem(line: 1, message: "the version is no number, dot and number"))
        }
        if encoding == nil, problems.isEmpty {
            problems.append(
                Problem(
                    line: 2,
                    message: "the encoding is none of \(TagEncoding.allCases.map(\.rawValue).joined(separator: ", "))"))
        }
        for (index, line) in lines.prefix(2).enumerated() where !line.isStrict && (version ?? .v1_0) >= .v1_0 {
            problems.append(
                Problem(line: index + 1, message: "one space is expected behind the colon, and none before it"))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.utf8[...]
        while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return String(Substring(rest))
    }

    private static func version(_ text: String) -> BagVersion? {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { (0x30...0x39).contains($0) } }),
            let major = Int(Substring(parts[0])), let minor = Int(Substring(parts[1]))
        else { return nil }
        return BagVersion(major: major, minor: minor)
    }
}
