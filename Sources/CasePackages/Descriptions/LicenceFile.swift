/// `LICENSE.txt`: the licence's name, and where its text is. The text itself is its publisher's, and not repeated.
enum LicenceFile {
    static func text(_ facts: ReleaseFacts) -> [UInt8] {
        let licence = facts.licence
        var lines = TextWrap.wrapped(facts.title) + [""]
        lines += TextWrap.wrapped("Published by \(facts.publisher), release \(facts.id).") + [""]
        if licence.isKnown {
            lines += TextWrap.wrapped("Licence: \(licence.words)", indent: "  ")
            lines.append("SPDX-License-Identifier: \(licence.id)")
        } else {
            lines += TextWrap.wrapped("Licence: \(licence.id)", indent: "  ")
        }
        if let address = licence.address { lines.append("Text: \(TextWrap.line(address))") }
        lines.append("")
        lines += TextWrap.wrapped(notice(licence))
        if let restriction = facts.restriction { lines += [""] + TextWrap.wrapped(restriction) }
        if let note = facts.value("rights_note") { lines += [""] + TextWrap.paragraphs(note) }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func notice(_ licence: Licence) -> String {
        if licence.address != nil {
            return "The licence applies to the files of this release, as far as nothing else is said of a file. "
                + "Its full text is at the address above, and in the archives of the web under that address."
        }
        return "The licence applies to the files of this release, as far as nothing else is said of a file. "
            + "Ask the publisher for its text."
    }
}
