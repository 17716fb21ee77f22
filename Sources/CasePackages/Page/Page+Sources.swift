import CaseBytes

// The sources that the page names, numbered.
extension Page {
    var sourcesSection: HTML {
        var html = HTML()
        if sources.isEmpty {
            html += "<p>Nothing on this page rests on a source that is in the release.</p>\n"
        } else {
            html += "<ol class=\"sources\">\n"
            for (index, source) in sources.enumerated() {
                html += "<li id=\"source-\(index + 1)\">\(entry(source))</li>\n"
            }
            html += "</ol>\n"
        }
        html += leftOut(
            content.rowCounts[.sources, default: 0] - sources.count, "source", "sources", file: "sources")
        if content.attributions.leftOut > 0 {
            html += """
                <p class="more">The release has more citations than this page weighs: records may rest on more sources \
                than the numbers beside them say. The tables statements and citations have all of them.</p>

                """
        }
        return section("sources", "Sources", html)
    }

    /// A source's number and title, where it is listed.
    func sourceName(_ id: String) -> HTML {
        guard let number = sourceNumbers[keyHash(id)] else { return "source \(id)" }
        let source = sources[number - 1]
        return "<a href=\"#source-\(number)\">source \(number)</a>, \(data(source.title))"
    }

    private func entry(_ source: PageSource) -> HTML {
        var html: HTML = "<cite>\(data(source.title))</cite>"
        if !source.author.isEmpty { html += ", \(data(source.author))" }
        if !source.publisher.isEmpty { html += ", \(data(label(source.publisher)))" }
        if let published = source.published { html += ", \(date(published))" }
        html += " <span class=\"meta\">· \(concept("source-kind", source.kind))"
        if !source.reliability.isEmpty { html += ", \(concept("reliability", source.reliability, lowercased: true))" }
        html += "</span>"
        if !source.url.isEmpty { html += "<br>\(link(source.url))" }
        return html
    }
}
