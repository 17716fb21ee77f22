import CaseModel

/// The timeline as SVG: one line a record, its words at the left, its dates as wide as they are unsure at the right.
struct TimelineDrawing: Sendable {
    private static let width = 1000
    private static let labelWidth = 372
    private static let titleSize = 13.5
    private static let kindSize = 11.5
    private static let titleHeight = 17
    private static let kindHeight = 15

    private let rows: [TimelineRow]
    private let title: String
    private let scale: TimeScale

    init(_ rows: [TimelineRow], title: String) {
        self.rows = rows
        self.title = title
        let moments = rows.flatMap { ($0.span.dates + $0.claims).flatMap(\.moments) }
        scale = TimeScale(
            moments.flatMap { [dayNumber($0.earliest), dayNumber($0.latest) + 1] }, left: Self.labelWidth + 28,
            right: Self.width - 24)
    }

    var svg: HTML {
        var body = HTML()
        var stripes = HTML()
        var top = 34
        for (index, row) in rows.enumerated() {
            let titles = drawnLines(row.title, width: Double(Self.labelWidth - 12), size: Self.titleSize, limit: 2)
            let kinds = drawnLines(
                "\(row.kind) · \(row.words)", width: Double(Self.labelWidth - 12), size: Self.kindSize, limit: 2)
            let height = titles.count * Self.titleHeight + kinds.count * Self.kindHeight + 12
            if index % 2 == 1 {
                stripes +=
                    "<rect class=\"t-stripe\" x=\"0\" y=\"\(top)\" width=\"\(Self.width)\" height=\"\(height)\"/>\n"
            }
            body += words(titles, kinds, top: top)
            body += marks(row, y: top + height / 2)
            top += height
        }
        var html: HTML = """
            <svg class="drawing timeline" viewBox="0 0 \(Self.width) \(top + 34)" role="img" \
            aria-labelledby="timeline-title timeline-description">
            <title id="timeline-title">\(title)</title>
            <desc id="timeline-description">\(description)</desc>
            <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect class="t-ground" width="5" height="5"/>\
            <line class="t-hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>

            """
        html += stripes
        html += axis(bottom: top)
        html += body
        html += "</svg>\n"
        return html
    }

    private var description: String {
        let days = rows.map(\.order)
        let (first, last) = (civilDate(days.min() ?? 0), civilDate(days.max() ?? 0))
        return "\(counted(rows.count, "line", "lines")) from \(first.year) to \(last.year), one for each event, "
            + "proceeding or outcome with a date. The table that follows the drawing says the same."
    }

    private func axis(bottom: Int) -> HTML {
        var html = HTML()
        for tick in scale.ticks {
            html += """
                <line class="t-tick" x1="\(tick.x)" y1="26" x2="\(tick.x)" y2="\(bottom + 6)"/>\
                <text class="t-year" x="\(tick.x)" y="18">\(tick.label)</text>\
                <text class="t-year" x="\(tick.x)" y="\(bottom + 22)">\(tick.label)</text>

                """
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
        case "before", "ends": return arrow(from: left - 3, by: -44, y)
        case "after", "begins": return arrow(from: right + 3, by: 44, y)
        case "observed": return arrow(from: left - 3, by: -26, y) + arrow(from: right + 3, by: 26, y)
        default: return span.starts == nil ? arrow(from: left - 3, by: -44, y) : HTML()
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
            html += arrow(from: scale.x(dayNumber(first.latest) + 1) + 3, by: 70, y)
        } else if let last = date.last {
            html += moment(last, y: y, isClaim: isClaim)
            html += arrow(from: scale.x(dayNumber(last.earliest)) - 3, by: -70, y)
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
