import CaseModel
import CasePackages

// The list of releases, and what is withheld from the newest.
extension CataloguePageContent {
    var releasesSection: HTML {
        let all = catalogue.releases
        guard !all.isEmpty else { return .section("releases", "Releases", "<p>There is no release yet.</p>\n") }
        let listed = all.suffix(CataloguePage.limit).reversed()
        var html: HTML = .scrolling("Table of releases", table(Array(listed)))
        if all.count > listed.count {
            html += """
                <p class="more">\(counted(all.count - listed.count, "older release is", "older releases are")) not \
                listed here; <a href="\(VersionsDocument.name)">\(VersionsDocument.name)</a> has all of them.</p>

                """
        }
        return .section("releases", "Releases", html)
    }

    private func table(_ releases: [ReleaseRecord]) -> HTML {
        var html: HTML = """
            <table class="releases">
            <caption>Releases, the newest first. A release never changes; its address stays.</caption>
            <thead><tr><th scope="col">Release</th><th scope="col">Data of</th><th scope="col">Archive and its SHA-256\
            </th><th scope="col" class="number">Size</th><th scope="col">What changed</th></tr></thead>
            <tbody>

            """
        for release in releases {
            html += """
                <tr id="\(CataloguePage.anchor(release))"><th scope="row">\(release.id)</th>\
                <td class="nowrap">\(release.instant)</td>\(archive(of: release))<td>\(changes(of: release))</td></tr>

                """
        }
        html += "</tbody>\n</table>\n"
        return html
    }

    private func archive(of release: ReleaseRecord) -> HTML {
        if let pruned = release.prunedAt {
            return "<td>removed on \(String(pruned.prefix(10)))</td><td></td>"
        }
        guard let archive = release.archive else { return "<td>none</td><td></td>" }
        return """
            <td>\(link(archive, release)) <code class="hash">\(archive.sha256)</code></td>\
            <td class="number">\(Quantity.size(archive.byteCount))</td>
            """
    }

    private func changes(of release: ReleaseRecord) -> String {
        var words = release.changeWords
        if let acceptance = release.acceptance {
            let reason = TextWrap.line(acceptance.reason)
            words += " Accepted although a check was against it: \(clipped(reason, 400))"
        }
        return words
    }

    var withheldSection: HTML {
        guard let latest else { return HTML() }
        guard latest.withheld.contains(where: { $0.count > 0 }) else {
            return .section(
                "withheld", "What was withheld", "<p>Nothing was left out of the newest release.</p>\n")
        }
        var table: HTML = """
            <table>
            <caption>Records and values left out of the newest release, by the ground on which they are</caption>
            <thead><tr><th scope="col">Ground</th><th scope="col">What it means</th>\
            <th scope="col" class="number">Count</th></tr></thead>
            <tbody>

            """
        for (ground, count) in latest.withheld.prefix(200) {
            let words = ConceptWords.ground(ground)
            table += """
                <tr><th scope="row">\(clipped(words?.label ?? ground, 400))</th>\
                <td>\(words?.definition ?? "A ground of the dataset’s own.")</td>\
                <td class="number">\(count: count)</td></tr>

                """
        }
        table += "</tbody>\n</table>\n"
        return .section(
            "withheld", "What was withheld",
            """
            <p>What was left out is counted here, and is nowhere in the release. Each release says in \
            <code>metadata/disclosure.json</code> in which tables it was.</p>
            \(.scrolling("Table of what was withheld", table))
            """)
    }
}

extension ReleaseRecord {
    /// The download that has all of the release in it: the bag's archive.
    package var archive: Download? {
        downloads.first { download in [".zip", ".tar.gz", ".tar"].contains { download.name.hasSuffix($0) } }
    }
}
