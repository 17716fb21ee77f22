/// What `bag-info.txt` says (RFC 8493, section 2.2.2): labels and values, in their order.
package struct BagInfoReader: Equatable {
    package struct Element: Equatable {
        package let label: String
        package var value: String
        /// From 1.
        package let line: Int
    }

    package private(set) var elements: [Element] = []
    /// Lines that are no label and value, and why.
    package private(set) var problems: [BagDeclaration.Problem] = []

    /// How many elements are kept.
    private static let limit = 100_000

    /// - Parameters:
    ///   - text: in UTF-8.
    ///   - version: since 1.0 one white space has to stand behind the colon, and none before it.
    package init(parsing text: [UInt8], version: BagVersion) {
        var splitter = LineSplitter(limit: 1 << 20)
        var lines: [(number: Int, text: String)] = []
        text.withUnsafeBytes { text in
            func take(_ line: LineSplitter.Line) {
                guard lines.count < Self.limit else { return }
                lines.append((line.number, String(decoding: line.bytes, as: UTF8.self)))
            }
            splitter.feed(text, take)
            splitter.finish(take)
        }
        if splitter.count > Self.limit {
            problems.append(.init(line: nil, message: "it has \(splitter.count) lines; \(Self.limit) are read"))
        }
        for line in lines { read(line.text, line.number, version) }
    }

    private mutating func read(_ line: String, _ number: Int, _ version: BagVersion) {
        guard let first = line.utf8.first else { return }
        if first == 0x20 || first == 0x09 {
            let rest = String(Substring(line.utf8.drop { $0 == 0x20 || $0 == 0x09 }))
            if rest.isEmpty { return }
            guard !elements.isEmpty else {
                problems.append(.init(line: number, message: "a line that goes on stands before any label"))
                return
            }
            let last = elements.count - 1
            elements[last].value += elements[last].value.isEmpty ? rest : " " + rest
            return
        }
        guard let colon = line.utf8.firstIndex(of: 0x3A), colon > line.startIndex else {
            problems.append(.init(line: number, message: "there is no label and colon"))
            return
        }
        var label = line[..<colon]
        while let last = label.utf8.last, last == 0x20 || last == 0x09 {
            // Not the last character: a blank can be part of one with what stands before it.
            label = Substring(label.utf8.dropLast())
        }
        let rest = line[line.utf8.index(after: colon)...]
        if version >= .v1_0, label.endIndex != colon || ![0x20, 0x09].contains(rest.utf8.first ?? 0x20) {
            problems.append(.init(line: number, message: "one white space is expected behind the colon, none before"))
        }
        let value = String(Substring(rest.utf8.drop { $0 == 0x20 || $0 == 0x09 }))
        elements.append(Element(label: String(label), value: value, line: number))
    }

    /// The elements of a label, whatever the case of its letters.
    package func all(_ label: String) -> [Element] {
        elements.filter { $0.label.lowercased() == label.lowercased() }
    }
}

/// The bytes and files of a payload, as `Payload-Oxum` has them.
package struct PayloadOxum: Equatable {
    package let byteCount: Int
    package let fileCount: Int

    /// nil for what is no `octets.files`.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...18).contains($0.count) && $0.allSatisfy { (0x30...0x39).contains($0) } }),
            let bytes = Int(Substring(parts[0])), let files = Int(Substring(parts[1]))
        else { return nil }
        byteCount = bytes
        fileCount = files
    }
}
