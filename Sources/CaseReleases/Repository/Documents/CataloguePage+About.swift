import CaseDisclosure
import CaseModel
import CasePackages

// What the data is, and the newest release.
extension CataloguePageContent {
    var aboutSection: HTML {
        var html: HTML = "<dl class=\"facts\">\n"
        html += .definition("Made by", data(dataset.creators.joined(separator: "; "), 1000))
        html += .definition("Published by", data(dataset.publisher))
        html += .definition("For", "\(catalogue.profile.title) (\(audience))")
        html += .definition("Licence", licence)
        html += .definition("Rights", fact("rights_note", 2000))
        html += .definition("Covers the time", fact("temporal_coverage"))
        html += .definition("Covers the area", fact("spatial_coverage"))
        html += .definition("Language of the data", .text(dataset.languageTag ?? ""))
        html += .definition("DOI", dataset.doi.map { .link($0.address) } ?? HTML())
        html += .definition("Contact", contact)
        html += .definition("Addresses of records begin with", .text(dataset.base))
        html += .definition("Newest release", latest.map { .text($0.id) } ?? "none yet")
        html += .definition("Next release", .text(catalogue.nextExpected.map { "due \($0)" } ?? ""))
        html += "</dl>\n"
        if let restriction = catalogue.profile.restriction { html += callout("Not for everybody", .text(restriction)) }
        if let limits = dataset.value("coverage_limits") {
            html += callout("What it does not cover", data(limits, 4000))
        }
        return .section("about", "About this data", html)
    }

    private func fact(_ column: String, _ limit: Int = 400) -> HTML {
        dataset.value(column).map { data($0, limit) } ?? HTML()
    }

    private var contact: HTML { dataset.contactPage.map { .link($0) } ?? fact("contact") }

    private var audience: String {
        let words = ConceptWords.of(catalogue.profile.audience, in: "access-level")
        return "access level “\(words?.label.lowercased() ?? catalogue.profile.audience)”"
    }

    private var licence: HTML {
        let licence = dataset.licence(for: catalogue.profile)
        let words = clipped(licence.words, 400)
        return licence.address.map { "\(words), \(.link($0))" } ?? .text(words)
    }

    private func callout(_ heading: String, _ body: HTML) -> HTML {
        "<div class=\"callout\">\n<h3>\(heading)</h3>\n<p>\(body)</p>\n</div>\n"
    }

    var latestSection: HTML {
        guard let latest else { return HTML() }
        var html: HTML = """
            <p>Release \(latest.id) has the data of \(latest.instant): \
            \(Quantity.counted(latest.rowCount, "row", "rows")) in \
            \(Quantity.counted(latest.tables.count, "table", "tables")). \(latest.changeWords)</p>
            \(.scrolling("Downloads of the newest release", downloads(latest)))
            """
        if !latest.tables.isEmpty { html += .scrolling("Tables of the newest release", tables(latest)) }
        if let graph = latest.graph {
            html += """
                <p>As a graph the data has \(count: graph.tripleCount) triples. The SHA-256 of its canonical form \
                (<span class="nowrap">RDFC-1.0</span>) is <code class="hash">\(graph.sha256)</code>.</p>

                """
        }
        return .section("latest", "The newest release", html)
    }

    private func downloads(_ release: ReleaseRecord) -> HTML {
        var html: HTML = """
            <table>
            <caption>Downloads, with their sizes and SHA-256 digests</caption>
            <thead><tr><th scope="col">File</th><th scope="col">What it is</th><th scope="col" class="number">Size</th>\
            <th scope="col">SHA-256</th></tr></thead>
            <tbody>

            """
        for download in release.downloads.prefix(200) {
            html += """
                <tr><th scope="row">\(link(download, release))</th><td>\(clipped(download.title, 400))</td>\
                <td class="number">\(Quantity.size(download.byteCount))</td>\
                <td><code class="hash">\(download.sha256)</code></td></tr>

                """
        }
        html += "</tbody>\n</table>\n"
        return html
    }

    func link(_ download: ReleaseRecord.Download, _ release: ReleaseRecord) -> HTML {
        "<a href=\"\(Catalogue.iri(release.path(of: download)))\">\(download.name)</a>"
    }

    private func tables(_ release: ReleaseRecord) -> HTML {
        var html: HTML = """
            <table>
            <caption>Tables, with the number of their rows and what changed since the release before</caption>
            <thead><tr><th scope="col">Table</th><th scope="col" class="number">Rows</th>\
            <th scope="col" class="number">Added</th><th scope="col" class="number">Changed</th>\
            <th scope="col" class="number">Removed</th></tr></thead>
            <tbody>

            """
        for table in release.tables.prefix(200) {
            html += """
                <tr><th scope="row"><code>\(table.table)</code></th><td class="number">\(count: table.rowCount)</td>\
                \(cell(table.added))\(cell(table.changed))\(cell(table.removed))</tr>

                """
        }
        html += "</tbody>\n</table>\n"
        return html
    }

    private func cell(_ count: Int?) -> HTML {
        count.map { "<td class=\"number\">\(count: $0)</td>" } ?? "<td class=\"number\">–</td>"
    }
}
