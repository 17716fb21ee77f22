import CaseDisclosure
import CaseModel

// What the release is, who made it, how to cite and to check it.
extension Page {
    var opening: HTML {
        """
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="page">
        <p class="eyebrow">Archived case data · release \(facts.id)</p>
        <h1>\(data(title))</h1>
        \(paragraph("lede", facts.dataset["description"]))</header>
        \(contents)<main id="content">
        \(aboutSection)\(citeSection)
        """
    }

    private func paragraph(_ name: String, _ text: String?) -> HTML {
        text.map { "<p class=\"\(name)\">\(data(clipped($0, 4000)))</p>\n" } ?? HTML()
    }

    private var contents: HTML {
        let entries = [
            ("about", "About this release"), ("cite", "How to cite and check it"), ("cases", "What it is about"),
            ("timeline", "Timeline"), ("participation", "Who took part in what"),
            ("proceedings", "Proceedings and outcomes"), ("contradictions", "Statements that contradict each other"),
            ("withheld", "What was withheld"), ("sources", "Sources"), ("files", "Tables and files"),
            ("checks", "Checks made"),
        ]
        var html: HTML = "<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n"
        for (anchor, heading) in entries { html += "<li><a href=\"#\(anchor)\">\(heading)</a></li>\n" }
        html += "</ul>\n</nav>\n"
        return html
    }

    private var aboutSection: HTML {
        let dataset = facts.dataset
        var html: HTML = "<dl class=\"facts\">\n"
        html += definition("Made by", data(makers))
        html += definition("Published by", data(dataset["publisher"] ?? ""))
        html += definition("State of the data", .text(instantWords))
        html += definition("For", "\(facts.profile.title) (\(audienceWords))")
        html += definition("Licence", licence)
        html += definition("Rights", data(clipped(dataset["rights_note"] ?? "", 2000)))
        html += definition("Covers the time", coverage)
        html += definition("Covers the area", data(dataset["spatial_coverage"] ?? ""))
        html += definition("Language of the data", .text(dataset.language == "und" ? "" : dataset.language))
        html += definition("DOI", facts.doi.map { link($0.address) } ?? HTML())
        html += definition("Contact", data(dataset["contact"] ?? ""))
        html += definition("Addresses of records begin with", .text(dataset.base))
        html += definition("Release before this one", .text(facts.previous ?? ""))
        html += "</dl>\n"
        if let limits = dataset["coverage_limits"] {
            html += """
                <div class="callout">
                <h3>What it does not cover</h3>
                <p>\(data(clipped(limits, 4000)))</p>
                </div>

                """
        }
        html += """
            <p>The data records who is said to have done what, and who says so. A number in brackets leads to the \
            sources on which statements about a record rest. Parts that are alleged and not established are marked so.</p>

            """
        return section("about", "About this release", html)
    }

    private var makers: String { clipped(facts.creators.joined(separator: "; "), 1000) }

    /// `21 November 2026, 00:00:00 UTC`.
    private var instantWords: String {
        let parts = facts.instant.utf8.split(separator: 0x54).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2, let day = PageMoment(parts[0]) else { return facts.instant }
        return "\(day.plainWords), \(parts[1].utf8.last == 0x5A ? "\(parts[1].dropLast()) UTC" : parts[1])"
    }

    private var audienceWords: String {
        "access level “\(concept("access-level", facts.profile.audience, lowercased: true))”"
    }

    private var coverage: HTML {
        facts.dataset["temporal_coverage"].flatMap(PageDate.init)
            .map { dated($0.rangeWords, $0.text) } ?? HTML()
    }

    private var licence: HTML {
        let words = clipped(facts.licence.words, 400)
        guard let address = facts.licence.address else { return .text(words) }
        return "\(words), \(link(address))"
    }

    private var citeSection: HTML {
        let who = facts.creators.contains(facts.publisher) ? "" : "\(clipped(facts.publisher, 400)). "
        var html: HTML = """
            <h3>To cite it</h3>
            <p class="citation">\(data("\(makers)\(makers.utf8.last == 0x2E ? "" : ".") \(title) [data set]. \(who)"))\
            Release \(facts.id), \(facts.day), profile “\(facts.profile.name)”. \
            \(link(facts.doi?.address ?? facts.dataset.base))</p>
            <h3>To check that it is whole</h3>
            <p>Run any of these in the folder that holds <code>bagit.txt</code>.</p>
            \(scrolling("Commands that check the release", commands))
            """
        if let graph = facts.graph {
            html += """
                <p>As a graph the data has \(count: graph.tripleCount) triples. The SHA-256 of its canonical form \
                (<span class="nowrap">RDFC-1.0</span>) is <code class="hash">\(graph.sha256)</code>.</p>

                """
        }
        return section("cite", "How to cite and check it", html)
    }

    private var commands: HTML {
        var lines: HTML = """
            <pre><code><span class="remark"># on any Linux</span>
            sha512sum --check --quiet manifest-sha512.txt tagmanifest-sha512.txt
            <span class="remark"># on any Mac</span>
            shasum -a 512 --check manifest-sha512.txt
            <span class="remark"># with Python, after: pip install bagit</span>
            bagit.py --validate .
            """
        if facts.graph != nil, let file = facts.files.first(where: { $0.path.hasSuffix(".nq") }) {
            lines += """

                <span class="remark"># the data as a graph: gives the hash below</span>
                sha256sum \(file.path)
                """
        }
        lines += "</code></pre>\n"
        return lines
    }
}
