package import CaseModel

// What every page of a release is put together from.
extension HTML {
    /// A text of the dataset: marked with its language where that is not the page's, and kept apart from what stands
    /// around it where it runs from right to left.
    ///
    /// - Parameter language: nil where it is the page's.
    package static func data(_ text: String, language: String?) -> HTML {
        if let language { return "<span lang=\"\(language)\" dir=\"auto\">\(text)</span>" }
        return text.unicodeScalars.contains(where: runsFromRight) ? "<bdi>\(text)</bdi>" : .text(text)
    }

    /// The language to mark texts of a dataset with; nil where that is the page's own, English, or is not known.
    package static func mark(of dataset: DatasetDescription) -> String? {
        dataset.languageTag.flatMap { $0.utf8.prefix(2).elementsEqual("en".utf8) ? nil : $0 }
    }

    private static func runsFromRight(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    /// An address as a link where it is one of the web, else as text.
    package static func link(_ address: String) -> HTML {
        guard isWebAddress(address) else { return .text(address) }
        return "<a href=\"\(address)\" rel=\"nofollow noreferrer\">\(address)</a>"
    }

    /// `http:` or `https:`, a host, and nothing that a browser would read otherwise than a reader.
    private static func isWebAddress(_ address: String) -> Bool {
        let isWeb = ["http://", "https://"].contains { prefix in
            address.utf8.count > prefix.utf8.count && address.utf8.starts(with: prefix.utf8)
        }
        return isWeb && address.utf8.count <= 2000 && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }
    }

    /// A section with its heading; its name is the anchor.
    package static func section(_ name: String, _ heading: String, _ body: HTML) -> HTML {
        """
        <section id="\(name)" aria-labelledby="\(name)-heading">
        <h2 id="\(name)-heading">\(heading)</h2>
        \(body)</section>

        """
    }

    /// What may be wider than the screen, in a frame that scrolls and takes the focus.
    package static func scrolling(_ label: String, _ body: HTML) -> HTML {
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\">\n\(body)</div>\n"
    }

    /// A line of a list of facts; nothing where there is no value.
    package static func definition(_ term: HTML, _ value: HTML) -> HTML {
        value.isEmpty ? HTML() : "<div><dt>\(term)</dt><dd>\(value)</dd></div>\n"
    }
}
