extension TimelineDrawing {
    /// What the marks are filled with; a drawing of its own, since those of a hidden one cannot be used.
    static let patterns: HTML = """
        <svg class="patterns" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" \
        patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="t-ground" width="5" height="5"/>\
        <line class="t-hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs></svg>

        """

    /// How to read the marks.
    static var legend: HTML {
        let entries: [(HTML, String)] = [
            ("<path class=\"t-box t-day\" d=\"M22 1L29 8L22 15L15 8Z\"/>", "a day"),
            (bar(""), "a month, a year or longer: some time in it"),
            (bar(" t-approximate"), "about then (~)"),
            (bar(" t-uncertain"), "uncertain (?)"),
            (bar(" t-unspecified"), "partly unspecified (X)"),
            (bar(" t-between"), "between two dates"),
            (
                """
                <line class="t-core" x1="4" y1="8" x2="40" y2="8"/><rect class="t-box" x="1" y="2" width="8" height="12" \
                rx="2"/><rect class="t-box" x="35" y="2" width="8" height="12" rx="2"/>
                """, "from one to the other"
            ),
            (
                """
                <line class="t-arrow" x1="6" y1="8" x2="40" y2="8"/><path class="t-head" d="M34 4L40 8L34 12"/>
                """, "before, after, open: how far is not known"
            ),
            (bar(" t-claim"), "a date that statements contradict"),
        ]
        var html: HTML = "<figcaption>\n<ul class=\"legend\">\n"
        for (mark, words) in entries {
            html += """
                <li><svg aria-hidden="true" viewBox="0 0 44 16" width="44" height="16">\(mark)</svg> \(words)</li>

                """
        }
        html += "</ul>\n</figcaption>\n"
        return html
    }

    private static func bar(_ name: String) -> HTML {
        "<rect class=\"t-box\(name)\" x=\"6\" y=\"2\" width=\"32\" height=\"12\" rx=\"2\"/>"
    }
}
