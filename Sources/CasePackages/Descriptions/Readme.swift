import CaseDisclosure
import CaseModel

/// `README.txt`: what the release is, for somebody in forty years who has only this file. Plain text in UTF-8, lines
/// of at most 78 characters that end in LF.
enum Readme {
    /// - Parameter hasPage: whether there is a page that works offline.
    static func text(_ facts: ReleaseFacts, hasPage: Bool) -> [UInt8] {
        let sections =
            [
                ("What this is", about(facts)), ("What is in it", contents(facts, hasPage: hasPage)),
                ("The tables", tables(facts)),
                ("How to read it", reading(facts)), ("What was left out", withheld(facts)),
                ("What it does not cover", limits(facts)), ("How to check it", checking(facts)),
                ("How to cite it", citing(facts)), ("Licence", licence(facts)),
            ] as [(title: String, lines: [String])]
        let title = TextWrap.wrapped(facts.title)
        var lines = title + [String(repeating: "=", count: min(78, title[0].unicodeScalars.count))]
        for section in sections where !section.lines.isEmpty {
            lines += ["", section.title, String(repeating: "-", count: section.title.utf8.count), ""] + section.lines
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func about(_ facts: ReleaseFacts) -> [String] {
        var lines = TextWrap.paragraphs(facts.description) + [""]
        for (label, value) in [
            ("Publisher", facts.publisher), ("Made by", facts.creators.joined(separator: "; ")),
            ("Contact", facts.value("contact")), ("Release", facts.name), ("As of", "\(facts.instant) (UTC)"),
            ("For", facts.profile.title), ("Language", facts.value("language")),
            ("Time covered", facts.value("temporal_coverage")), ("Area covered", facts.value("spatial_coverage")),
            ("Dataset", facts.dataset.base), ("Before it", facts.previous.map { "release \($0)" }),
            ("Written by", "\(facts.tool.name) \(facts.tool.version)"),
        ] {
            guard let value, !TextWrap.words(value).isEmpty else { continue }
            lines += field(label, value)
        }
        return lines
    }

    /// A label, and a value in a column of its own.
    private static func field(_ label: String, _ value: String, width: Int = 14) -> [String] {
        let space = String(repeating: " ", count: max(1, width - label.utf8.count - 1))
        return TextWrap.wrapped(value, first: label + ":" + space, indent: String(repeating: " ", count: width))
    }

    private static func contents(_ facts: ReleaseFacts, hasPage: Bool) -> [String] {
        var lines = TextWrap.wrapped(
            "This folder is the payload of a bag: a folder with a list of what belongs in it (BagIt, RFC 8493). "
                + "The paths below begin in the folder that this file is in.")
        lines.append("")
        let folders = Set(
            facts.files.compactMap { file -> String? in
                let names = file.path.split(separator: "/")
                return names.count > 2 ? String(names[1]) : nil
            })
        for folder in PayloadFolder.known where folders.contains(folder.name) {
            lines += item(folder.name + "/", folder.title)
        }
        let others = folders.filter { name in !PayloadFolder.known.contains { $0.name == name } }
        for name in others.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            lines += item(name + "/", PayloadFolder.named(name).title)
        }
        lines += item("LICENSE.txt", "the licence")
        lines += item("CITATION.cff", "how to cite it, for programs (Citation File Format)")
        lines += item("ro-crate-metadata.json", "every file described, for programs (RO-Crate 1.1)")
        if hasPage {
            lines += item("ro-crate-preview.html", "the same and an overview, for people: open it in a browser")
        }
        lines.append("")
        lines += TextWrap.wrapped(
            "Beside the folder are the checksums, and in metadata/ where the release comes from (prov.jsonld, "
                + "premis.xml), what was left out (disclosure.json) and what was checked (quality.json).")
        return lines
    }

    private static func item(_ name: String, _ text: String) -> [String] {
        if name.utf8.count > 22 { return ["  " + name] + TextWrap.wrapped(text, first: "      ", indent: "      ") }
        let space = String(repeating: " ", count: 24 - name.utf8.count)
        return TextWrap.wrapped(text, first: "  " + name + space, indent: String(repeating: " ", count: 26))
    }

    private static func tables(_ facts: ReleaseFacts) -> [String] {
        if facts.tables.isEmpty { return [] }
        var lines = TextWrap.wrapped(
            "\(Quantity.counted(facts.rowCount, "row", "rows")) in "
                + "\(Quantity.counted(facts.tables.count, "table", "tables")):")
        lines.append("")
        for table in facts.tables {
            let text = facts.schema.table(named: table.name)?.documentation ?? ""
            lines += TextWrap.wrapped(
                "\(table.name) (\(Quantity.counted(table.rowCount, "row", "rows"))): \(text)", first: "  ",
                indent: "      ")
        }
        return lines
    }

    private static func reading(_ facts: ReleaseFacts) -> [String] {
        let tables = Set(facts.tables.map(\.name))
        var paragraphs = ["All formats say the same; read whichever you have a program for. All text is UTF-8."]
        if facts.files.contains(where: { $0.path.utf8.starts(with: "data/excel/".utf8) }) {
            paragraphs[0] += " Only excel/ is a view: it changes what a spreadsheet would take for something else."
        }
        paragraphs.append(
            "A record's id stands wherever another record refers to it; columns whose names end in _id "
                + "hold such references. The record's address is the id behind \(facts.dataset.base)."
                + (tables.contains("concepts") ? " The table concepts says what codes mean." : ""))
        if tables.contains("statements") {
            paragraphs.append(
                "The table statements holds what somebody says, citations holds where, and statement_relations "
                    + "which of them contradict each other. Where two sources differ, both are there.")
        }
        paragraphs.append(
            "Dates are EDTF (ISO 8601-2): 2014-06-19 is a day, 2014-06 a month, 2014 a year; 201X is some year of "
                + "the 2010s; 2014~ is about 2014, 2014? is perhaps 2014; 2014-06/2015-09 is from one to the other, "
                + "and .. stands for an open end. The columns ending in _earliest and _latest hold the first and "
                + "the last day that such a date can mean.")
        if facts.files.contains(where: { $0.path.utf8.starts(with: "data/schema/dictionary.md".utf8) }) {
            paragraphs.append("schema/dictionary.md explains every column.")
        }
        return separated(paragraphs)
    }

    private static func separated(_ paragraphs: [String]) -> [String] {
        Array(paragraphs.map { TextWrap.wrapped($0) }.joined(separator: [""]))
    }

    private static func limits(_ facts: ReleaseFacts) -> [String] {
        facts.value("coverage_limits").map { TextWrap.paragraphs($0) } ?? []
    }

    private static func citing(_ facts: ReleaseFacts) -> [String] {
        TextWrap.wrapped(Citation.text(facts), first: "  ", indent: "  ")
            + [""]
            + TextWrap.wrapped(
                "Name the release: another one may say something else. CITATION.cff has the same for programs.")
    }

    private static func licence(_ facts: ReleaseFacts) -> [String] {
        var lines = TextWrap.wrapped(facts.licence.words + ". LICENSE.txt says where its text is.")
        if let note = facts.value("rights_note") { lines += [""] + TextWrap.paragraphs(note) }
        return lines
    }
}
