/// Who took part in what as SVG: a line for each event or proceeding, a column for each person or body.
///
/// Columns stand in the order of where on the page those parts lie on average, so that those who appear together
/// stand together.
struct ParticipationDrawing {
    private static let columnWidth = 21
    private static let rowHeight = 22
    private static let textSize = 12.5
    private static let nameLength = 230.0

    /// In the order of the dataset.
    let contexts: [String]
    private let agents: [String]
    private let partsByContext: [String: [PageParticipation]]
    private let name: String
    private let title: String
    private let label: (String) -> String
    /// Room for what the lines are called: as much as they need and a wide screen has.
    private let labelWidth: Int
    /// Room for the slanted names: at 60° they rise 87 of 100 pixels, and lean out at the right.
    private let headHeight: Int

    init(_ parts: [PageParticipation], name: String, title: String, label: @escaping (String) -> String) {
        self.name = name
        self.title = title
        self.label = label
        partsByContext = Dictionary(grouping: parts, by: \.context)
        var seen: Set<String> = []
        let contexts = parts.map(\.context).filter { seen.insert($0).inserted }
        self.contexts = contexts
        let places = Dictionary(uniqueKeysWithValues: contexts.enumerated().map { ($0.element, $0.offset) })
        var sums: [String: (sum: Int, count: Int)] = [:]
        for part in parts {
            sums[part.agent, default: (0, 0)].sum += places[part.context] ?? 0
            sums[part.agent, default: (0, 0)].count += 1
        }
        let longest = contexts.map { Int(drawnWidth(label($0), size: Self.textSize)) + 20 }.max() ?? 0
        seen = []
        let agents = parts.map(\.agent).filter { seen.insert($0).inserted }
        self.agents = agents.enumerated().sorted { a, b in
            let (left, right) = (sums[a.element]!, sums[b.element]!)
            let (first, second) = (left.sum * right.count, right.sum * left.count)
            return (first, a.offset) < (second, b.offset)
        }.map(\.element)
        let tallest = agents.map { min(drawnWidth(label($0), size: Self.textSize), Self.nameLength) }.max() ?? 0
        headHeight = Int(tallest * 0.87) + 24
        labelWidth = min(longest, max(330, 960 - agents.count * Self.columnWidth), 480)
    }

    func parts(in context: String) -> [PageParticipation] { partsByContext[context] ?? [] }

    private var height: Int { headHeight + contexts.count * Self.rowHeight + 10 }
    private var width: Int { agents.count * Self.columnWidth + 120 }

    private func x(_ column: Int) -> Int { column * Self.columnWidth + Self.columnWidth / 2 }

    /// Two drawings, so that the words of the lines stay where they are while the marks scroll.
    var svg: HTML { "<div class=\"matrix\">\n\(words)\(marks)</div>\n" }

    private var words: HTML {
        var html: HTML = """
            <svg class="drawing labels" viewBox="0 0 \(labelWidth) \(height)" preserveAspectRatio="xMinYMin slice" \
            style="--wide:\(labelWidth);--high:\(height)" aria-hidden="true">
            \(stripes(width: labelWidth))
            """
        for (row, context) in contexts.enumerated() {
            let y = headHeight + row * Self.rowHeight + Self.rowHeight / 2
            let words = drawnPrefix(label(context), width: Double(labelWidth - 14), size: Self.textSize)
            html += "<text class=\"p-context\" x=\"6\" y=\"\(y + 4)\">\(words)</text>\n"
        }
        html += "</svg>\n"
        return html
    }

    private var marks: HTML {
        var html: HTML = """
            <svg class="drawing" viewBox="0 0 \(width) \(height)" style="--wide:\(width);--high:\(height)" role="img" \
            aria-labelledby="parts-\(name)-title parts-\(name)-description">
            <title id="parts-\(name)-title">\(title)</title>
            <desc id="parts-\(name)-description">\(description)</desc>
            \(stripes(width: agents.count * Self.columnWidth))\(columnHeads)
            """
        let columns = Dictionary(uniqueKeysWithValues: agents.enumerated().map { ($0.element, $0.offset) })
        for (row, context) in contexts.enumerated() {
            let y = headHeight + row * Self.rowHeight + Self.rowHeight / 2
            var drawn: [String: Int] = [:]
            for part in parts(in: context) {
                // A second role in the same place stands half a mark aside; the table has all of them.
                let others = drawn[part.agent, default: 0]
                guard others < 2, let column = columns[part.agent] else { continue }
                drawn[part.agent] = others + 1
                html += RoleFamily(role: part.role).mark(x: x(column) + others * 7, y: y, isAlleged: part.isAlleged)
            }
            html += "\n"
        }
        html += "</svg>\n"
        return html
    }

    private var description: String {
        "A line for each of \(grouped(contexts.count)) \(name), a column for each of "
            + "\(counted(agents.count, "person or body", "persons and bodies")); a mark where one took part, its shape "
            + "after the role. The table that follows the drawing says the same, with the roles in words."
    }

    private func stripes(width: Int) -> HTML {
        var html = HTML()
        for row in stride(from: 1, to: contexts.count, by: 2) {
            html += """
                <rect class="t-stripe" x="0" y="\(headHeight + row * Self.rowHeight)" width="\(width)" \
                height="\(Self.rowHeight)"/>

                """
        }
        return html
    }

    private var columnHeads: HTML {
        var html = HTML()
        for (column, agent) in agents.enumerated() {
            let words = drawnPrefix(label(agent), width: Self.nameLength, size: Self.textSize)
            html += """
                <line class="p-guide" x1="\(x(column))" y1="\(headHeight - 6)" x2="\(x(column))" y2="\(height - 8)"/>\
                <text class="p-agent" transform="translate(\(x(column) + 2) \(headHeight - 10)) rotate(-60)">\(words)\
                </text>

                """
        }
        return html
    }

    /// How to read the marks that are there.
    var legend: HTML {
        let parts = partsByContext.values.flatMap { $0 }
        let families = Set(parts.map { RoleFamily(role: $0.role) })
        var html: HTML = "<figcaption>\n<ul class=\"legend\">\n"
        for family in RoleFamily.allCases where families.contains(family) {
            html += entry(family.mark(x: 8, y: 8, isAlleged: false), family.words)
        }
        if parts.contains(where: \.isAlleged) {
            html += entry(RoleFamily.harmed.mark(x: 8, y: 8, isAlleged: true), "hollow, whatever the shape: alleged")
        }
        html += "</ul>\n</figcaption>\n"
        return html
    }

    private func entry(_ mark: HTML, _ words: String) -> HTML {
        "<li><svg aria-hidden=\"true\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\">\(mark)</svg> \(words)</li>\n"
    }
}
