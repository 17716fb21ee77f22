import CaseDisclosure
import CaseModel

/// The sections on what was left out, and on how to check the release.
extension Readme {
    static func withheld(_ facts: ReleaseFacts) -> [String] {
        let report = facts.withheld
        let audience = ConceptWords.of(report.audience, in: "access-level")
        let readers = audience.map { "\($0.label): \($0.definition)" } ?? report.audience
        if report.isEmpty {
            return TextWrap.wrapped(
                "Nothing: no record and no value was left out of this release. Its readers are: \(readers)")
        }
        let counts = facts.withheldCounts
        var lines = TextWrap.wrapped(
            "Its readers are: \(readers) By the rules in force on \(report.asOf), "
                + "\(Quantity.counted(counts.records, "record was", "records were")) left out, "
                + "\(Quantity.counted(counts.fields, "value was", "values were")) left empty or replaced, and "
                + "\(Quantity.counted(counts.references, "reference", "references")) to what was left out "
                + "\(counts.references == 1 ? "was" : "were") left empty. The grounds:")
        lines.append("")
        for code in DisclosureDocument.grounds(report) {
            let words = ConceptWords.ground(code)
            lines += TextWrap.wrapped(
                "\(words?.label ?? code): \(sums(of: code, in: report)). \(words?.definition ?? "")", first: "  ",
                indent: "      ")
        }
        return lines + [""]
            + TextWrap.wrapped("metadata/disclosure.json counts them by table and column.")
    }

    /// `5 records, 1 value`: what was left out on one ground.
    private static func sums(of ground: String, in report: DisclosureReport) -> String {
        let all = [
            (report.records, "record", "records"), (report.fields, "value", "values"),
            (report.references, "reference", "references"),
        ]
        return all.compactMap { counts, one, many in
            let sum = counts.reduce(0) { $0 + ($1.ground == ground ? $1.count : 0) }
            return sum == 0 ? nil : Quantity.counted(sum, one, many)
        }.joined(separator: ", ")
    }

    static func checking(_ facts: ReleaseFacts) -> [String] {
        var lines = TextWrap.wrapped(
            "manifest-sha512.txt, beside the folder that this file is in, lists the SHA-512 digest of every file. "
                + "In the folder with the manifest, these say whether a file is missing or was altered:")
        lines += ["", "  sha512sum -c manifest-sha512.txt", "  sha512sum -c tagmanifest-sha512.txt", ""]
        lines += TextWrap.wrapped(
            "(Where there is no sha512sum, shasum -a 512 does the same.) So does every program that validates bags "
                + "(bagit.py --validate FOLDER, for one). Whoever alters a file can alter the lists too: compare the "
                + "digest of tagmanifest-sha512.txt with what the publisher says it is, or check the publisher's signature of "
                + "it, where there is one. If the release came as one file, a file beside it that ends in .sha256 has "
                + "its digest, for sha256sum -c.")
        if let graph = facts.graph { lines += [""] + self.graph(graph, of: facts) }
        return lines
    }

    private static func graph(_ graph: ReleaseFacts.Graph, of facts: ReleaseFacts) -> [String] {
        var lines = TextWrap.wrapped(
            "The formats that carry the graph carry one and the same, "
                + "\(Quantity.counted(graph.tripleCount, "triple", "triples")). The SHA-256 digest of its canonical "
                + "form (RDFC-1.0: here, its N-Quads, sorted) is")
        lines += ["", "  " + graph.sha256, ""]
        let file = facts.files.first { $0.mediaType.utf8.starts(with: "application/n-quads".utf8) }
        if let file {
            lines += TextWrap.wrapped("\(file.path) is that form, so that this gives the digest:")
            lines += ["", "  sha256sum \(file.path)", ""]
        }
        return lines
            + TextWrap.wrapped(
                "For the other formats, read the file with a program of your choice, write it as N-Quads in the "
                    + "canonical form, sort the lines by code point, and take the digest; or use "
                    + "\(facts.tool.name) graph FILE --hash.")
    }
}
