// Who took part in what, as two drawings and two tables.
extension Page {
    var participationSection: HTML {
        let sorts = [
            ("proceedings", "In proceedings", content.proceedingParts), ("events", "In events", content.eventParts),
        ]
        var html = HTML()
        for (name, heading, parts) in sorts where !parts.parts.isEmpty { html += part(name, heading, parts) }
        let leftOut = sorts.reduce(0) { $0 + $1.2.leftOut }
        if html.isEmpty && leftOut == 0 { html += "<p>The release does not record who took part in anything.</p>\n" }
        html += self.leftOut(leftOut, "part", "parts", file: "participations")
        return section("participation", "Who took part in what", html)
    }

    private func part(_ name: String, _ heading: String, _ parts: PageParts) -> HTML {
        let drawing = ParticipationDrawing(parts.parts, name: name, title: "\(heading): who took part") { label($0) }
        let html: HTML = """
            <h3>\(heading)</h3>
            <figure>
            \(scrolling("\(heading): who took part, as a drawing", drawing.svg))\(drawing.legend)</figure>
            <details>
            <summary>\(heading): who took part, as a table</summary>
            \(scrolling("\(heading): who took part, as a table", table(heading, drawing)))</details>

            """
        return html
    }

    private func table(_ heading: String, _ drawing: ParticipationDrawing) -> HTML {
        var html: HTML = """
            <table>
            <caption>\(heading): who took part, and as what</caption>
            <thead><tr><th scope="col">In what</th><th scope="col">Who, and as what</th></tr></thead>
            <tbody>

            """
        for context in drawing.contexts {
            html += "<tr><th scope=\"row\">\(reference(context))</th><td><ul>\n"
            for part in drawing.parts(in: context) { html += item(part) }
            html += "</ul></td></tr>\n"
        }
        html += "</tbody>\n</table>\n"
        return html
    }

    private func item(_ part: PageParticipation) -> HTML {
        var html: HTML = "<li>\(data(label(part.agent))): \(concept("role", part.role, lowercased: true))"
        if !part.onBehalfOf.isEmpty { html += ", for \(data(label(part.onBehalfOf)))" }
        if !part.count.isEmpty { html += ", \(part.count) of them" }
        if part.isAlleged { html += " <span class=\"badge\">alleged</span>" }
        html += "\(sourceMarks(part.id))</li>\n"
        return html
    }
}
