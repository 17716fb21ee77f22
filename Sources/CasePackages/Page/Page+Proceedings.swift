extension Page {
    var proceedingsSection: HTML {
        let byProceeding = Dictionary(grouping: content.outcomes, by: \.proceeding)
        var html = HTML()
        if content.proceedings.isEmpty {
            html += "<p>The release has no record of a proceeding.</p>\n"
        } else {
            html += """
                <p>An outcome that another has quashed, set aside or superseded is struck through, is labelled so, and \
                leads to the outcome that did it. Nothing is deleted.</p>

                """
        }
        var shown = 0
        for proceeding in content.proceedings {
            let outcomes = byProceeding[proceeding.id] ?? []
            shown += outcomes.count
            html += article(proceeding, outcomes)
        }
        html += leftOut(
            content.rowCounts[.proceedings, default: 0] - content.proceedings.count, "proceeding", "proceedings",
            file: "proceedings")
        html += leftOut(
            content.rowCounts[.outcomes, default: 0] - shown, "outcome", "outcomes", file: "outcomes")
        return section("proceedings", "Proceedings and their outcomes", html)
    }

    private func article(_ proceeding: PageProceeding, _ outcomes: [PageOutcome]) -> HTML {
        var html: HTML = """
            <article class="proceeding" id="\(proceeding.id)">
            <h3>\(data(proceeding.title))\(sourceMarks(proceeding.id))</h3>
            <p class="meta">\(concept("proceeding-kind", proceeding.kind))
            """
        if !proceeding.forum.isEmpty { html += " · \(data(label(proceeding.forum)))" }
        let dates = PageSpan(starts: proceeding.opened, ends: proceeding.closed)
        if !dates.isEmpty { html += " · \(dated(dates.words, dates.text))" }
        if !proceeding.reference.isEmpty { html += " · \(data(proceeding.reference))" }
        if !proceeding.status.isEmpty {
            let past = ["superseded", "discontinued"].contains(proceeding.status) ? " past" : ""
            html += """
                 <span class="badge\(past)">\(concept("proceeding-status", proceeding.status, lowercased: true))</span>
                """
        }
        html += "</p>\n"
        if !proceeding.summary.isEmpty { html += "<p>\(data(proceeding.summary))</p>\n" }
        html += relations(of: proceeding)
        if outcomes.isEmpty {
            html += "<p class=\"meta\">No outcome is recorded.</p>\n"
        } else {
            html += "<ol class=\"outcomes\">\n"
            for outcome in outcomes { html += item(outcome) }
            html += "</ol>\n"
        }
        html += "</article>\n"
        return html
    }

    private func relations(of proceeding: PageProceeding) -> HTML {
        var html = HTML()
        for relation in content.proceedingRelations {
            let words = concept("proceeding-relation", relation.kind)
            if relation.from == proceeding.id {
                html += "<li>\(words): \(reference(relation.to))</li>\n"
            } else if relation.to == proceeding.id {
                html += "<li>\(Self.inverses[relation.kind] ?? "“\(words)” from"): \(reference(relation.from))</li>\n"
            }
        }
        return html.isEmpty ? html : "<ul class=\"relations\">\n\(html)</ul>\n"
    }

    /// What relations are called from their other end.
    private static let inverses = [
        "appeal-of": "Appealed against in", "joined-with": "Joined with", "referred-from": "Passed on to",
        "reopened-from": "Taken up again in", "retrial-of": "Tried again in", "review-of": "Reviewed in",
        "supersedes": "Superseded by",
    ]

    private func item(_ outcome: PageOutcome) -> HTML {
        var html: HTML = "<li id=\"\(outcome.id)\">\n<p class=\"outcome\">"
        if outcome.isCurrent {
            html += data(outcome.title)
        } else {
            html += "<span class=\"badge past\">No longer in force</span> <s>\(data(outcome.title))</s>"
        }
        html += "\(sourceMarks(outcome.id))</p>\n<p class=\"meta\">\(concept("outcome-kind", outcome.kind))"
        if let decided = outcome.decided { html += " · \(date(decided))" }
        if !outcome.decidedBy.isEmpty { html += " · decided by \(data(label(outcome.decidedBy)))" }
        if let part = content.namedParts[outcome.about] { html += " · about \(about(part))" }
        html += "</p>\n"
        for acting in content.outcomes where acting.effectOn == outcome.id {
            html += """
                <p class="effect">\(effect(acting.effect, passive: true)) by \(reference(acting.id))\
                \(acting.decided.map { ", \(date($0))" } ?? HTML())</p>

                """
        }
        if !outcome.effectOn.isEmpty {
            html +=
                "<p class=\"effect\">\(effect(outcome.effect, passive: false)): \(reference(outcome.effectOn))</p>\n"
        }
        html += "</li>\n"
        return html
    }

    private func about(_ part: PageParticipation) -> HTML {
        let role = concept("role", part.role, lowercased: true)
        return "\(data(label(part.agent))), \(role)\(part.isAlleged ? " (alleged)" : "")"
    }

    private func effect(_ code: String, passive: Bool) -> String {
        let words: [String: String] = [
            "affirms": "Affirmed", "corrects": "Corrected", "quashes": "Quashed", "remits": "Sent back",
            "restores": "Restored", "sets-aside": "Set aside", "supersedes": "Superseded", "varies": "Varied",
        ]
        return passive
            ? words[code] ?? "Acted on (\(concept("outcome-effect", code, lowercased: true)))"
            : concept("outcome-effect", code)
    }
}
