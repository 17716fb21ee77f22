import CaseModel

/// A line of the timeline: an event, a proceeding or an outcome.
struct TimelineRow: Sendable {
    let id: String
    let title: String
    /// What sort of record it is.
    let kind: String
    let span: PageSpan
    /// Dates that statements contradicting each other give it.
    let claims: [PageDate]
    let place: String
    let description: String

    /// The first day that any of it can mean; what has only an end stands by its end.
    var order: Int {
        let days = (span.dates + claims).flatMap(\.moments).map { dayNumber($0.earliest) }
        return days.min() ?? .max
    }

    var words: String {
        guard span.isEmpty else { return span.words + (claims.isEmpty ? "" : "; other dates contradicted") }
        return claimWords
    }

    /// `June 2014 or August 2014, contradicted`.
    var claimWords: String { claims.map(\.words).joined(separator: " or ") + " (contradicting statements)" }
}

extension PageDate {
    fileprivate var order: Int { moments.map { dayNumber($0.earliest) }.min() ?? .max }
}

// When things happened, as a drawing and as a table.
extension Page {
    var timelineSection: HTML {
        let rows = timelineRows
        let drawn = rows.filter { $0.order != .max }
        var html = HTML()
        if rows.isEmpty {
            return section("timeline", "Timeline", "<p>The release has no record of an event.</p>\n")
        }
        let undated = rows.count - drawn.count
        if drawn.isEmpty {
            html += "<p>No event of the release has a date that can be drawn.</p>\n"
        } else {
            html += "<p>Events, proceedings and outcomes with a date, each drawn as wide as its date is unsure."
            if undated > 0 {
                html +=
                    " \(counted(undated, "event has", "events have")) no date and \(undated == 1 ? "is" : "are") only in the table."
            }
            html += "</p>\n<figure>\n"
            html += TimelineDrawing.patterns
            html += TimelineDrawing(drawn, title: "Timeline of \(title)", layout: .wide).svg
            html += TimelineDrawing(drawn, title: "Timeline of \(title)", layout: .narrow).svg
            html += "\(TimelineDrawing.legend)</figure>\n"
        }
        html += """
            <details>
            <summary>The timeline as a table, with what has no date</summary>
            \(scrolling("Timeline, as a table", table(rows)))</details>

            """
        let events = content.datedEvents.count + content.undatedEvents.count
        html += leftOut(content.rowCounts[.events, default: 0] - events, "event", "events", file: "events")
        return section("timeline", "Timeline", html)
    }

    private var timelineRows: [TimelineRow] {
        let claims = claimedDates
        var rows = (content.datedEvents + content.undatedEvents).map { event in
            TimelineRow(
                id: event.id, title: event.title, kind: concept("event-kind", event.kind), span: event.span,
                claims: claims[event.id] ?? [], place: event.place, description: event.description)
        }
        rows += content.proceedings.filter { $0.opened != nil || $0.closed != nil }.map { proceeding in
            TimelineRow(
                id: proceeding.id, title: proceeding.title,
                kind: "Proceeding: \(concept("proceeding-kind", proceeding.kind, lowercased: true))",
                span: PageSpan(starts: proceeding.opened, ends: proceeding.closed), claims: [], place: "",
                description: "")
        }
        rows += content.outcomes.filter { $0.decided != nil }.prefix(content.limits.datedRecords).map { outcome in
            TimelineRow(
                id: outcome.id, title: outcome.title,
                kind: "Outcome: \(concept("outcome-kind", outcome.kind, lowercased: true))"
                    + (outcome.isCurrent ? "" : ", no longer in force"),
                span: PageSpan(starts: outcome.decided), claims: [], place: "", description: "")
        }
        // Stable: what begins on the same day stays in the order of the dataset.
        return rows.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
            .map(\.element)
    }

    /// The dates that statements contradicting each other give events, by the event's id.
    private var claimedDates: [String: [PageDate]] {
        guard let table = facts.schema.table(named: "events") else { return [:] }
        let properties = ["starts", "ends"].compactMap { table.column(named: $0)?.property }
        var dates: [String: [PageDate]] = [:]
        for statement in contradictions.flatMap(\.statements) {
            guard properties.contains(statement.property), let date = PageDate(statement.value), date.hasBounds else {
                continue
            }
            dates[statement.subject, default: []].append(date)
        }
        return dates.mapValues { dates in dates.sorted { ($0.order, $0.text) < ($1.order, $1.text) } }
    }

    private func table(_ rows: [TimelineRow]) -> HTML {
        var html: HTML = """
            <table class="timeline">
            <caption>Events, proceedings and outcomes in the order of their dates; those without one come last\
            </caption>
            <thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col">Dates as recorded</th>\
            <th scope="col">Where</th></tr></thead>
            <tbody>

            """
        for row in rows {
            html += """
                <tr><th scope="row">\(anchors.contains(row.id) ? reference(row.id) : data(row.title))\
                \(sourceMarks(row.id))<span class="meta">\(row.kind)</span>
                """
            if !row.description.isEmpty { html += "<span class=\"description\">\(data(row.description))</span>" }
            let cells = row.span.isEmpty ? row.claims.map(\.text).joined(separator: ", ") : row.span.text
            html += """
                </th><td>\(row.order == .max && row.span.isEmpty ? "no date" : row.words)</td>\
                <td><span class="edtf">\(cells)</span></td><td>\(row.place.isEmpty ? HTML() : data(label(row.place)))\
                </td></tr>

                """
        }
        html += "</tbody>\n</table>\n"
        return html
    }
}
