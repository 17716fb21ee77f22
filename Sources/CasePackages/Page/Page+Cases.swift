extension Page {
    var caseSection: HTML {
        guard !content.cases.isEmpty else {
            return section("cases", "What it is about", "<p>The release has no record of a case.</p>\n")
        }
        var html = HTML()
        for item in content.cases {
            html += "<article class=\"case\">\n<h3>\(data(item.title))\(sourceMarks(item.id))</h3>\n"
            let words = [
                item.kind.isEmpty ? "" : concept("case-kind", item.kind),
                item.status.isEmpty ? "" : concept("case-status", item.status, lowercased: true),
            ].filter { !$0.isEmpty }
            if !words.isEmpty { html += "<p class=\"meta\">\(words.joined(separator: " · "))</p>\n" }
            if !item.summary.isEmpty { html += "<p>\(data(item.summary))</p>\n" }
            html += "</article>\n"
        }
        html += leftOut(content.rowCounts[.cases, default: 0] - content.cases.count, "case", "cases", file: "cases")
        return section("cases", "What it is about", html)
    }
}
