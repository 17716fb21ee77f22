import CasePackages

extension FuzzTarget {
    /// Manifests and fetch.txt: the lines of a file, and what each says. The first byte says which digest.
    static let manifests = FuzzTarget("manifests") { bytes in
        let digestCount = [16, 20, 32, 64][Int((bytes.first ?? 0) % 4)]
        let lines = try checkLines(Array(bytes.dropFirst()))
        for line in lines {
            try line.withUnsafeBufferPointer { line in
                if let parsed = try? ManifestLine(parsing: line, digestCount: digestCount) {
                    try checkManifest(parsed, digestCount: digestCount)
                }
                if let parsed = try? FetchLine(parsing: line) { try checkFetch(parsed) }
            }
        }
    }

    /// Splits into lines, in pieces and whole, and by another rule.
    private static func checkLines(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let limit = 200
        let whole = split(bytes, sizes: [max(1, bytes.count)], limit: limit)
        for sizes in pieceSizes {
            try require(split(bytes, sizes: sizes, limit: limit) == whole, "in pieces of \(sizes) it has other lines")
        }
        var expected: [[UInt8]] = [[]]
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
            if byte == 0x0A || byte == 0x0D { expected.append([]) } else { expected[expected.count - 1].append(byte) }
        }
        if expected.last == [] { expected.removeLast() }
        try requireEqual(whole, expected.map { Array($0.prefix(limit)) + ($0.count > limit ? [0x0A] : []) }, "lines")
        return whole
    }

    /// A line that is too long ends with a line feed here.
    private static func split(_ bytes: [UInt8], sizes: [Int], limit: Int) -> [[UInt8]] {
        var splitter = LineSplitter(limit: limit)
        var lines: [[UInt8]] = []
        func take(_ line: LineSplitter.Line) { lines.append(Array(line.bytes) + (line.isTooLong ? [0x0A] : [])) }
        var rest = bytes[...]
        var turn = 0
        while !rest.isEmpty {
            rest.prefix(sizes[turn % sizes.count]).withUnsafeBytes { splitter.feed($0, take) }
            rest = rest.dropFirst(sizes[turn % sizes.count])
            turn += 1
        }
        splitter.finish(take)
        return lines
    }

    private static func checkManifest(_ line: ManifestLine, digestCount: Int) throws {
        try require(line.digest.count == digestCount && !line.path.isEmpty, "a digest or a path is not whole")
        let digits = line.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let written = Array((digits + (line.isOfMD5Sum ? " *" : "  ")).utf8) + line.path
        let again = try? written.withUnsafeBufferPointer { try ManifestLine(parsing: $0, digestCount: digestCount) }
        try require(again == line, "a line that was written is read otherwise")
        for version in BagVersion.known { try checkPath(line.path, version) }
    }

    private static func checkPath(_ path: [UInt8], _ version: BagVersion) throws {
        let encoded = path.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x0A: Array("%0A".utf8)
            case 0x0D: Array("%0d".utf8)
            case 0x25 where version >= .v1_0: Array("%25".utf8)
            default: [byte]
            }
        }
        let decoded = BagPath.decoded(encoded, version)
        if version >= .v1_0 { try require(decoded == path, "a path that was encoded is decoded otherwise") }
        try require(BagPath.decoded(path, version).count <= path.count, "decoding makes a path longer")
        guard PathDanger.reason(path) == nil else { return }
        var depth = 0
        for name in path.split(separator: 0x2F) where name != [0x2E] {
            depth += name == [0x2E, 0x2E] ? -1 : 1
            try require(depth >= 0, "a path that is taken for harmless leads upwards")
        }
        try require(path.first != 0x2F && !path.contains(0), "a path that is taken for harmless is not")
    }

    private static func checkFetch(_ line: FetchLine) throws {
        try require(!line.path.isEmpty && line.scheme != nil, "a line of fetch.txt is not whole")
        _ = (line.host, line.isPrivate)
        let length = line.byteCount.map(String.init) ?? "-"
        let written = Array("\(line.address) \(length) ".utf8) + line.path
        let again = try? written.withUnsafeBufferPointer { try FetchLine(parsing: $0) }
        try require(again == line, "a line of fetch.txt that was written is read otherwise")
    }

    /// bag-info.txt and bagit.txt, in each encoding: what was read is written, and read again.
    static let bagInfo = FuzzTarget("bag-info") { bytes in
        let declaration = BagDeclaration(parsing: bytes)
        if declaration.problems.isEmpty {
            try require(
                declaration.version != nil && declaration.encoding != nil, "nothing is wrong, and it says nothing")
        }
        for encoding in TagEncoding.allCases {
            guard let text = encoding.text(bytes) else { continue }
            try require(String(validating: text, as: UTF8.self) != nil, "\(encoding.rawValue) does not give UTF-8")
            for version in [BagVersion(major: 0, minor: 97), .v1_0] { try checkInfo(text, version) }
        }
    }

    private static func checkInfo(_ text: [UInt8], _ version: BagVersion) throws {
        let read = BagInfoReader(parsing: text, version: version)
        let written = read.elements.flatMap { Array("\($0.label): \($0.value)\n".utf8) }
        let again = BagInfoReader(parsing: written, version: version)
        try require(again.problems.isEmpty, "elements that were written are refused: \(again.problems)")
        try require(again.elements.count == read.elements.count, "elements that were written are not all read")
        for (one, other) in Swift.zip(read.elements, again.elements) {
            try require(
                one.label.utf8.elementsEqual(other.label.utf8) && one.value.utf8.elementsEqual(other.value.utf8),
                "an element that was written is read otherwise: \(one), \(other)")
            try require(read.all(one.label).contains(one), "an element is not found by its label")
            _ = PayloadOxum(one.value)
        }
    }
}
