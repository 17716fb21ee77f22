import CaseModel

/// `CITATION.cff`: how to cite the release (Citation File Format 1.2.0).
enum CitationFile {
    static func text(_ facts: ReleaseFacts) -> [UInt8] {
        var lines = [
            "cff-version: 1.2.0",
            "type: dataset",
            "message: \(quoted("If you use this dataset, please cite it as below, with the number of the release."))",
            "title: \(quoted(TextWrap.line(facts.title)))",
            "authors:",
        ]
        lines += facts.creators.map { "  - name: \(quoted($0))" }
        lines.append("version: \(quoted(facts.id))")
        lines.append("date-released: \(quoted(facts.day))")
        if let doi = facts.doi, isCitable(doi) { lines.append("doi: \(quoted(doi.name))") }
        // The format knows a fixed list of licences, and refuses a file that names another.
        if facts.licence.isKnown { lines.append("license: \(quoted(facts.licence.id))") }
        if let address = facts.licence.address, isAddress(address) { lines.append("license-url: \(quoted(address))") }
        if isAddress(facts.dataset.base) { lines.append("url: \(quoted(facts.dataset.base))") }
        lines.append("abstract: \(quoted(facts.description))")
        let keywords = facts.keywords
        if !keywords.isEmpty { lines += ["keywords:"] + keywords.map { "  - \(quoted($0))" } }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The format's schema takes fewer characters than the DOI Handbook does.
    private static func isCitable(_ doi: DOI) -> Bool {
        doi.prefix.utf8.split(separator: 0x2E).count <= 3
            && doi.suffix.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || ":/_;-.()[]\\".utf8.contains($0)
            }
    }

    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://"))
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }

    /// A double-quoted scalar (YAML 1.2.2, section 7.3.1), in the form that JSON has too: no word, number, date or sign
    /// in it means anything else than itself. What YAML does not print, or takes for the end of a line, is escaped.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x09: quoted += "\\t"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
