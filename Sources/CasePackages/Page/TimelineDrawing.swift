import CaseModel

/// The timeline as SVG: one line a record, its words, and its dates as wide as they are unsure.
struct TimelineDrawing: Sendable {
    /// Where a line's words stand.
    enum Layout: String, Sendable {
        /// At the left of its dates: for wide screens and for paper.
        case wide
        /// Above its dates: for phones.
        case narrow
    }

    private static let titleSize = 13.5
    private static let kindSize = 11.5
    private static let titleHeight = 17
    private static let kindHeight = 15
    /// After so many lines the years stand again: the drawing may be taller than a screen.
    private static let rowsPerAxis = 16

    private let rows: [TimelineRow]
    private let title: String
    private let layout: Layout
    private let width: Int
    private let labelWidth: Int
    private let scale: TimeScale

    init(_ rows: [TimelineRow], title: String, layout: Layout) {
        self.rows = rows
        self.title = title
        self.layout = layout
        width = layout == .wide ? 1000 : 360
        labelWidth = layout == .wide ? 360 : 348
        let moments = rows.flatMap { ($0.span.dates + $0.claims).flatMap(\.moments) }
        scale = TimeScale(
            moments.flatMap { [dayNumber($0.earliest), dayNumber($0.latest) + 1] }, left: layout == .wide ? 400 : 22,
            right: width - 22)
    }

    var svg: HTML {
        var (stripes, body) = (HTML(), HTML())
        var top = 34
        var years = [18]
        for (index, row) in rows.enumerated() {
            if index > 0, index % Self.rowsPerAxis == 0, index + 5 < rows.count {
                years.append(top + 18)
                top += 28
            }
            let titles = drawnLines(row.title, width: Double(labelWidth), size: Self.titleSize, limit: 2)
            let kinds = drawnLines(
                "\(row.kind) · \(row.words)", width: Double(labelWidth), size: Self.kindSize, limit: 2)
            let words = titles.count * Self.titleHeight + kinds.count * Self.kindHeight + 12
            let height = layout == .wide ? words : words + 24
            if index % 2 == 1 {
                stripes += "<rect class=\"t-stripe\" x=\"0\" y=\"\(top)\" width=\"\(width)\" height=\"\(height)\"/>\n"
            }
            body += self.words(titles, kinds, top: top)
            body += marks(row, y: layout == .wide ? top + height / 2 : top + words + 8)
            top += height
        }
        let name = "timeline-\(layout.rawValue)"
        return """
            <svg class="drawing \(name)" viewBox="0 0 \(width) \(top + 34)" role="img" \
            aria-labelledby="\(name)-title \(name)-description">
            <title id="\(name)-title">\(title)</title>
            <desc id="\(name)-description">\(description)</desc>
            \(stripes)\(axis(years + [top + 22], bottom: top))\(body)</svg>

            """
    }

    private var description: String {
        let days = rows.map(\.order)
        let (first, last) = (civilDate(days.min() ?? 0), civilDate(days.max() ?? 0))
        return "\(counted(rows.count, "line", "lines")) from \(first.year) to \(last.year), one for each event, "
            + "proceeding or outcome with a date. The table that follows the drawing says the same."
    }

    /// How long an arrow is: a length that says nothing.
    private var reach: Int { (scale.right - scale.left) / 13 }

    private func axis(_ labels: [Int], bottom: Int) -> HTML {
        var html = HTML()
        for tick in scale.ticks(limit: layout == .wide ? 9 : 5) {
            html += "<line class=\"t-tick\" x1=\"\(tick.x)\" y1=\"26\" x2=\"\(tick.x)\" y2=\"\(bottom + 6)\"/>\n"
            for y in labels {
                html += "<text class=\"t-year\" x=\"\(tick.x)\" y=\"\(y)\">\(tick.label)</text>\n"
            }
        }
        return html
    }

    private func words(_ titles: [String], _ kinds: [String], top: Int) -> HTML {
        var html = HTML()
        var y = top + 19
        for line in titles {
            html += "<text class=\"t-title\" x=\"6\" y=\"\(y)\">\(line)</text>"
            y += Self.titleHeight
        }
        y -= 1
        for line in kinds {
            html += "<text class=\"t-kind\" x=\"6\" y=\"\(y)\">\(line)</text>"
            y += Self.kindHeight
        }
        html += "\n"
        return html
    }

    private func marks(_ row: TimelineRow, y: Int) -> HTML {
        var html = HTML()
        if let starts = row.span.starts, let ends = row.span.ends, let from = starts.moments.last,
            let to = ends.moments.first, from.latest < to.earliest
        {
            html += line("t-core", scale.x(dayNumber(from.latest)), scale.x(dayNumber(to.earliest)), y)
        }
        for claim in row.claims { html += date(claim, y: y, isClaim: true) }
        for date in row.span.dates { html += self.date(date, y: y, isClaim: false) }
        if row.span.dates.count == 1, let date = row.span.dates.first, !date.moments.isEmpty {
            html += bounds(date, row.span, y: y)
        }
        html += "\n"
        return html
    }

    /// What the boundary says beyond the date: an arrow to where the event may lie or last.
    private func bounds(_ date: PageDate, _ span: PageSpan, y: Int) -> HTML {
        let left = scale.x(date.moments.map { dayNumber($0.earliest) }.min() ?? 0)
        let right = scale.x((date.moments.map { dayNumber($0.latest) }.max() ?? 0) + 1)
        switch span.boundary {
        case "before", "ends": return arrow(from: left - 3, by: -reach, y)
        case "after", "begins": return arrow(from: right + 3, by: reach, y)
        case "observed": return arrow(from: left - 3, by: -reach / 2, y) + arrow(from: right + 3, by: reach / 2, y)
        default: return span.starts == nil ? arrow(from: left - 3, by: -reach, y) : HTML()
        }
    }

    private func date(_ date: PageDate, y: Int, isClaim: Bool) -> HTML {
        guard date.isInterval else { return date.first.map { moment($0, y: y, isClaim: isClaim) } ?? HTML() }
        var html = HTML()
        if let first = date.first, let last = date.last {
            let (from, to) = (scale.x(dayNumber(first.earliest)), scale.x(dayNumber(last.latest) + 1))
            return box(from, to, y, class: boxClass(date.moments, isClaim) + " t-between")
        }
        if let first = date.first {
            html += moment(first, y: y, isClaim: isClaim)
            html += arrow(from: scale.x(dayNumber(first.latest) + 1) + 3, by: reach, y)
        } else if let last = date.last {
            html += moment(last, y: y, isClaim: isClaim)
            html += arrow(from: scale.x(dayNumber(last.earliest)) - 3, by: -reach, y)
        }
        return html
    }

    private func moment(_ moment: PageMoment, y: Int, isClaim: Bool) -> HTML {
        let (from, to) = (scale.x(dayNumber(moment.earliest)), scale.x(dayNumber(moment.latest) + 1))
        if !scale.contains(dayNumber(moment.latest)) && to == scale.left { return arrow(from: to, by: -12, y) }
        if !scale.contains(dayNumber(moment.earliest)) && from == scale.right { return arrow(from: from, by: 12, y) }
        guard moment.isDay || to - from < 5 else { return box(from, to, y, class: boxClass([moment], isClaim)) }
        let x = (from + to) / 2
        return """
            <path class="\(boxClass([moment], isClaim)) t-day" d="M\(x) \(y - 7)L\(x + 7) \(y)L\(x) \(y + 7)\
            L\(x - 7) \(y)Z"/>
            """
    }

    private func boxClass(_ moments: [PageMoment], _ isClaim: Bool) -> String {
        var name = isClaim ? "t-box t-claim" : "t-box"
        if moments.contains(where: \.isApproximate) { name += " t-approximate" }
        if moments.contains(where: \.isUncertain) { name += " t-uncertain" }
        if moments.contains(where: \.isUnspecified) { name += " t-unspecified" }
        return name
    }

    private func box(_ from: Int, _ to: Int, _ y: Int, class name: String) -> HTML {
        "<rect class=\"\(name)\" x=\"\(from)\" y=\"\(y - 6)\" width=\"\(max(to - from, 5))\" height=\"12\" rx=\"2\"/>"
    }

    private func line(_ name: String, _ from: Int, _ to: Int, _ y: Int) -> HTML {
        "<line class=\"\(name)\" x1=\"\(from)\" y1=\"\(y)\" x2=\"\(to)\" y2=\"\(y)\"/>"
    }

    /// An arrow that stays on the drawing.
    private func arrow(from: Int, by length: Int, _ y: Int) -> HTML {
        let tip = min(max(from + length, scale.left - 16), scale.right + 16)
        let back = length > 0 ? -6 : 6
        return line("t-arrow", from, tip, y)
            + "<path class=\"t-head\" d=\"M\(tip + back) \(y - 4)L\(tip) \(y)L\(tip + back) \(y + 4)\"/>"
    }
}
