import CaseModel

// Statements that contradict each other, side by side.
extension Page {
    var contradictionsSection: HTML {
        let pairCount = content.contradictions.pairCount
        var html = HTML()
        if contradictions.isEmpty {
            html += "<p>No two statements of the release are marked as contradicting each other.</p>\n"
        } else {
            html += """
                <p>\(counted(pairCount, "pair of statements is", "pairs of statements are")) marked as contradicting \
                each other. They stand side by side, each with who says so and what is cited for it; none is \
                deleted.</p>

                """
        }
        for (number, group) in contradictions.enumerated() { html += article(group, number + 1) }
        html += leftOut(
            pairCount - content.contradictions.shownPairCount, "pair", "pairs", file: "statement_relations")
        return section("contradictions", "Statements that contradict each other", html)
    }

    private func article(_ group: PageContradictionGroup, _ number: Int) -> HTML {
        let first = group.statements[0]
        let isOne = group.statements.allSatisfy { $0.property == first.property && $0.subject == first.subject }
        var html: HTML = """
            <article class="contradiction" id="contradiction-\(number)">
            <h3>\(data(label(first.subject)))</h3>

            """
        if isOne { html += "<p class=\"meta\">\(question(first))</p>\n" }
        html += "<ul class=\"versus\">\n"
        for place in group.statements.indices { html += card(group, place, isOne: isOne) }
        html += "</ul>\n</article>\n"
        return html
    }

    /// The column that a statement is about.
    private func column(of statement: PageStatement) -> Column? {
        var subject = statement.subject
        let index = subject.withUTF8 { content.schema.layoutIndex(ofID: $0) }
        guard let index else { return nil }
        return content.schema.layouts[index].table.columns.first {
            $0.property.map { $0.utf8.elementsEqual(statement.property.utf8) } ?? false
        }
    }

    /// What is stated, in the words of the schema.
    private func question(_ statement: PageStatement) -> HTML {
        guard let column = column(of: statement) else { return .text(statement.property) }
        let words =
            column.documentation.utf8.last == 0x2E ? String(column.documentation.dropLast()) : column.documentation
        return "\(words) <span class=\"edtf\">\(column.name)</span>"
    }

    private func card(_ group: PageContradictionGroup, _ place: Int, isOne: Bool) -> HTML {
        let statement = group.statements[place]
        let opponents = group.opponents(of: place).map(letter)
        var html: HTML = "<li>\n<p class=\"letter\">Statement \(letter(place))"
        if !opponents.isEmpty {
            html += " <span class=\"against\">contradicts \(opponents.joined(separator: ", "))</span>"
        }
        html += "</p>\n"
        if !isOne { html += "<p class=\"meta\">\(data(label(statement.subject))): \(question(statement))</p>\n" }
        html += "<p class=\"claim\">\(value(of: statement))</p>\n<dl>\n"
        html += definition("Says so", asserter(statement))
        html += definition("Standing", standing(statement))
        html += definition("Note", data(statement.note))
        html += definition("Cited", citations(of: statement))
        html += "</dl>\n</li>\n"
        return html
    }

    private func letter(_ place: Int) -> String {
        place < 26 ? String(UnicodeScalar(UInt8(0x41 + place))) : String(place + 1)
    }

    private func value(of statement: PageStatement) -> HTML {
        if !statement.object.isEmpty { return reference(statement.object) }
        guard let column = column(of: statement) else { return data(statement.value) }
        if let scheme = column.scheme { return .text(concept(scheme, statement.value)) }
        switch column.kind.name {
        case Kind.edtf.name: return PageDate(statement.value).map { date($0) } ?? HTML()
        case Kind.flag.name: return .text(["true": "yes", "false": "no"][statement.value] ?? statement.value)
        default: return data(statement.value)
        }
    }

    private func asserter(_ statement: PageStatement) -> HTML {
        var html = statement.assertedBy.isEmpty ? "the sources cited" as HTML : data(label(statement.assertedBy))
        if let on = statement.assertedOn { html += " · \(date(on))" }
        return html
    }

    private func standing(_ statement: PageStatement) -> HTML {
        var words = [concept("statement-status", statement.status, lowercased: true)]
        if statement.rank != "normal" && !statement.rank.isEmpty {
            let reason =
                statement.rankReason.isEmpty
                ? "" : ": \(concept("rank-reason", statement.rankReason, lowercased: true))"
            words.append("ranked \(concept("rank", statement.rank, lowercased: true))\(reason)")
        }
        if !statement.certainty.isEmpty {
            words.append("held to be \(concept("certainty", statement.certainty, lowercased: true))")
        }
        return .text(words.joined(separator: "; "))
    }

    private func citations(of statement: PageStatement) -> HTML {
        let (shown, more) = content.contradictions.citations(of: statement)
        guard !shown.isEmpty else { return HTML() }
        var html: HTML = "<ul class=\"citations\">\n"
        for citation in shown {
            html += "<li>\(concept("stance", citation.stance)): \(sourceName(citation.source))"
            if !citation.locator.isEmpty { html += ", \(data(citation.locator))" }
            html += "</li>\n"
        }
        if more > 0 { html += "<li>and \(counted(more, "citation", "citations")) more</li>\n" }
        html += "</ul>"
        return html
    }
}
