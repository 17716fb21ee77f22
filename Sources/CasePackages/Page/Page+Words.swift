import CaseBytes
import CaseModel

// How a page words and links what records hold.
extension Page {
    /// A text of the dataset, marked with its language where that is not the page's.
    func data(_ text: String) -> HTML { .data(text, language: language) }

    /// What a record is called; its id where that is not known.
    func label(_ id: String) -> String {
        if let label = content.labels[id] { return label }
        guard let part = parts[id] else { return id }
        return "\(label(part.agent)), \(concept("role", part.role, lowercased: true)): \(label(part.context))"
    }

    /// The record's label, and a link to it where it is on the page.
    func reference(_ id: String) -> HTML {
        anchors.contains(id) ? "<a href=\"#\(id)\">\(data(label(id)))</a>" : data(label(id))
    }

    /// A code in words: as the dataset has them, else as the tool ships them, else the code with spaces.
    func concept(_ scheme: String, _ code: String, lowercased: Bool = false) -> String {
        let key = "\(scheme)/\(code)"
        guard let label = content.conceptLabels[key] ?? Self.shippedLabels[key] else {
            let words = String(decoding: code.utf8.map { $0 == 0x2D || $0 == 0x5F ? 0x20 : $0 }, as: UTF8.self)
            return lowercased ? words : words.prefix(1).uppercased() + words.dropFirst()
        }
        guard lowercased, label == Self.shippedLabels[key] else { return label }
        return label.prefix(1).lowercased() + label.dropFirst()
    }

    private static let shippedLabels = Dictionary(
        uniqueKeysWithValues: ShippedConcepts.rows.map { ("\($0.text(0))/\($0.text(1))", $0.text(2)) })

    /// A date in words, and as it stands in the dataset.
    func date(_ date: PageDate) -> HTML { dated(date.words, date.text) }

    func dated(_ words: String, _ text: String) -> HTML {
        words == text ? .text(text) : "\(words) <span class=\"edtf\">\(text)</span>"
    }

    /// Numbers that lead to the sources of statements about a record.
    func sourceMarks(_ id: String) -> HTML {
        let numbers = content.attributions.sources(of: id).compactMap { sourceNumbers[$0] }.sorted()
        guard !numbers.isEmpty else { return HTML() }
        var html: HTML = " <span class=\"refs\">["
        for (index, number) in numbers.enumerated() {
            if index > 0 { html += ", " }
            html += sourceMark(number)
        }
        html += "]</span>"
        return html
    }

    func sourceMark(_ number: Int) -> HTML {
        "<a href=\"#source-\(number)\" aria-label=\"source \(number)\">\(number)</a>"
    }

    /// An address as a link where it is one of the web, else as text.
    func link(_ address: String) -> HTML { .link(address) }

    func section(_ name: String, _ heading: String, _ body: HTML) -> HTML { .section(name, heading, body) }

    func scrolling(_ label: String, _ body: HTML) -> HTML { .scrolling(label, body) }

    /// Says how much of something is not on the page, and where it is; nothing where all of it is.
    func leftOut(_ count: Int, _ one: String, _ many: String, file: String) -> HTML {
        guard count > 0 else { return HTML() }
        let verb = count == 1 ? "is" : "are"
        return """
            <p class="more">\(counted(count, one, many)) \(verb) not shown here, to keep the page readable; the table \
            \(file) has all of them.</p>

            """
    }

    func definition(_ term: HTML, _ value: HTML) -> HTML { .definition(term, value) }
}
