import CaseModel

// The tables with their counts, the files, and the checks that were made.
extension Page {
    var filesSection: HTML {
        section(
            "files", "Tables and files",
            scrolling("Tables of the release", tables) + scrolling("Files of the release", files) + leftOutFiles)
    }

    private var tables: HTML {
        var html: HTML = """
            <table>
            <caption>Tables of the release, with the number of their rows</caption>
            <thead><tr><th scope="col">Table</th><th scope="col">What a row is</th><th scope="col" class="number">Rows\
            </th></tr></thead>
            <tbody>

            """
        var total = 0
        for table in facts.tables {
            total += table.rowCount
            let words = facts.schema.table(named: table.name)?.documentation ?? ""
            html += """
                <tr><th scope="row"><code>\(table.name)</code></th><td>\(clipped(words, 400))</td>\
                <td class="number">\(count: table.rowCount)</td></tr>

                """
        }
        html += """
            </tbody>
            <tfoot><tr><th scope="row" colspan="2">All tables</th><td class="number">\(count: total)</td></tr></tfoot>
            </table>

            """
        return html
    }

    private var files: HTML {
        var html: HTML = """
            <table class="files">
            <caption>Files that were written before this page; the bag’s manifest has every file with its SHA-512\
            </caption>
            <thead><tr><th scope="col">File</th><th scope="col">What it is</th><th scope="col">Media type</th>\
            <th scope="col" class="number">Bytes</th></tr></thead>
            <tbody>

            """
        for file in facts.files.prefix(content.limits.files) {
            html += """
                <tr><th scope="row">\(link(toFile: file.path))</th><td>\(data(clipped(file.title, 400)))</td>\
                <td>\(file.mediaType)</td><td class="number">\(count: file.byteCount)</td></tr>

                """
        }
        html += "</tbody>\n</table>\n"
        return html
    }

    private var leftOutFiles: HTML {
        let count = facts.files.count - content.limits.files
        guard count > 0 else { return HTML() }
        return """
            <p class="more">\(counted(count, "file is", "files are")) not listed here; manifest-sha512.txt and \
            ro-crate-metadata.json have all of them.</p>

            """
    }

    /// A file of the payload, by its path from this page; text where the path is not one that a bag has.
    private func link(toFile path: String) -> HTML {
        let shown = HTML.text(path)
        guard path.utf8.starts(with: "data/".utf8), path.utf8.count <= 200, !path.contains("//"),
            !path.utf8.split(separator: 0x2F).contains(where: { $0.first == 0x2E }),
            path.utf8.allSatisfy({ isPlain($0) })
        else { return shown }
        return "<a href=\"\(String(path.dropFirst(5)))\">\(shown)</a>"
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
    }

    var checksSection: HTML {
        guard !facts.checks.isEmpty else {
            return section("checks", "Checks made", "<p>No checks are recorded.</p>\n")
        }
        let failed = facts.checks.filter { !$0.hasPassed }.count
        let words =
            failed == 0
            ? "All of them passed." : "\(counted(failed, "of them was", "of them were")) not passed."
        var html: HTML = """
            <p>\(counted(facts.checks.count, "check was", "checks were")) made before the release. \(words)</p>
            <details>
            <summary>The checks and their results</summary>

            """
        var table: HTML = """
            <table>
            <caption>Checks made before the release</caption>
            <thead><tr><th scope="col">Check</th><th scope="col">What was checked</th><th scope="col">Threshold</th>\
            <th scope="col">Found</th><th scope="col">Passed</th></tr></thead>
            <tbody>

            """
        for check in facts.checks.prefix(300) {
            table += """
                <tr><th scope="row"><code>\(check.code)</code></th><td>\(clipped(check.title, 400))</td>\
                <td>\(check.threshold)</td><td>\(check.result)</td><td>\(check.hasPassed ? "yes" : "no")</td></tr>

                """
        }
        table += "</tbody>\n</table>\n"
        html += "\(scrolling("Checks made before the release", table))</details>\n"
        return section("checks", "Checks made", html)
    }
}
