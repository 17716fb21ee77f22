import CaseDisclosure
import CaseModel

// What was withheld and why: counts, never values.
extension Page {
    var withheldSection: HTML {
        let report = facts.withheld
        let audience = concept("access-level", report.audience, lowercased: true)
        guard !report.isEmpty else {
            return section(
                "withheld", "What was withheld",
                "<p>Nothing. All records of the dataset may be seen by readers of the level “\(audience)”.</p>\n")
        }
        var html: HTML = """
            <p>This release is for readers of the level “\(audience)”. What they may not see is left out, and counted \
            here by the ground on which it is withheld, as of \(dated(report.asOf)). The values themselves are \
            nowhere in the release.</p>

            """
        html += table("Records left out", report.records)
        html += table("Values left out of records that are here", report.fields)
        html += table("References emptied, because what they point to is left out", report.references)
        html += grounds
        return section("withheld", "What was withheld", html)
    }

    private func dated(_ day: String) -> String { PageDate(day)?.words ?? day }

    private func table(_ caption: String, _ counts: [DisclosureReport.Count]) -> HTML {
        guard !counts.isEmpty else { return HTML() }
        let hasColumns = counts.contains { $0.column != nil }
        var html: HTML = "<table>\n<caption>\(caption)</caption>\n<thead><tr><th scope=\"col\">Table</th>"
        if hasColumns { html += "<th scope=\"col\">Column</th>" }
        html += "<th scope=\"col\">Ground</th><th scope=\"col\" class=\"number\">Count</th></tr></thead>\n<tbody>\n"
        for count in counts {
            html += "<tr><th scope=\"row\"><code>\(count.table)</code></th>"
            if hasColumns { html += "<td><code>\(count.column ?? "")</code></td>" }
            html += "<td>\(ground(count.ground))</td><td class=\"number\">\(count: count.count)</td></tr>\n"
        }
        html += "</tbody>\n</table>\n"
        return scrolling(caption, html)
    }

    private func ground(_ code: String) -> String {
        ConceptWords.ground(code)?.label ?? concept("access-ground", code)
    }

    private var grounds: HTML {
        let report = facts.withheld
        var seen: Set<String> = []
        var html = HTML()
        for count in report.records + report.fields + report.references where seen.insert(count.ground).inserted {
            html += definition(
                .text(ground(count.ground)),
                .text(ConceptWords.ground(count.ground)?.definition ?? "A ground of the dataset’s own."))
        }
        return "<h3>What the grounds mean</h3>\n<dl class=\"facts\">\n\(html)</dl>\n"
    }
}
