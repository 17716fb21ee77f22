import CaseDisclosure
import CaseModel
import CasePackages

// How to cite a release, and how to check it with what everybody has.
extension CataloguePageContent {
    var citeSection: HTML {
        guard let latest else { return HTML() }
        var html: HTML = """
            <p>Name the release: another one may say something else. This is the newest:</p>
            <p class="citation">\(data(citation(latest), 2000))</p>
            <p>The number of another release is the instant of its data, as the list of releases has it, without hyphens \
            and colons. A release keeps its address: this one’s is \(address(latest.folder)).</p>

            """
        html += """
            <p>Every release has the same citation in it, as <code>CITATION.cff</code> for programs.</p>

            """
        return .section("cite", "How to cite it", html)
    }

    private func citation(_ release: ReleaseRecord) -> String {
        Citation.text(
            dataset, profile: catalogue.profile.name, release: release.citedID,
            year: String(release.instant.prefix(4)))
    }

    /// An address of the channel, as far as it is known.
    private func address(_ path: String) -> HTML {
        catalogue.baseURL == nil ? "<code>\(path)</code>, from this page’s folder" : .link(catalogue.address(path))
    }

    var checkSection: HTML {
        guard let latest else { return HTML() }
        var html = HTML()
        if let archive = latest.archive {
            html += """
                <p>Run any of these where you put <code>\(archive.name)</code>\(sidecar(of: archive, latest)).</p>
                \(.scrolling("Commands that check a release", commands(archive, latest)))
                """
        }
        html += """
            <p>With a copy of everything that is here, <code>sha256sum --check --ignore-missing \
            \(ChecksumsDocument.name)</code> checks all downloads at once. Inside each release \
            <code>README.txt</code> says how to check its files one by one.</p>
            \(log)
            """
        return .section("check", "How to check it", html)
    }

    private func hasSidecar(_ archive: ReleaseRecord.Download, _ release: ReleaseRecord) -> Bool {
        release.downloads.contains { $0.name.utf8.elementsEqual("\(archive.name).sha256".utf8) }
    }

    private func sidecar(of archive: ReleaseRecord.Download, _ release: ReleaseRecord) -> HTML {
        hasSidecar(archive, release) ? " and <code>\(archive.name).sha256</code>" : HTML()
    }

    private func commands(_ archive: ReleaseRecord.Download, _ release: ReleaseRecord) -> HTML {
        let unpacking: (test: String, unpack: String) =
            archive.name.hasSuffix(".zip")
            ? ("unzip -tq \(archive.name)", "unzip -q \(archive.name)")
            : ("tar -tf \(archive.name) | tail -n 1", "tar -xf \(archive.name)")
        var html: HTML = """
            <pre><code><span class="remark"># it is the file that was published; on a Mac: shasum -a 256</span>

            """
        if hasSidecar(archive, release) {
            html += "sha256sum --check \(archive.name).sha256\n"
        } else {
            html += "echo \"\(archive.sha256)  \(archive.name)\" | sha256sum --check\n"
        }
        html += """
            <span class="remark"># it can be unpacked</span>
            \(unpacking.test)
            <span class="remark"># every file in it, with Python, after: pip install bagit</span>
            \(unpacking.unpack)
            bagit.py --validate \(release.name)
            <span class="remark"># all of that, and that all formats say the same</span>
            \(catalogue.tool.name) verify --deep \(archive.name)
            </code></pre>

            """
        return html
    }

    private var log: HTML {
        guard let log = catalogue.log else { return HTML() }
        return """
            <h3>That nothing was altered afterwards</h3>
            <p>Every release is in an append-only log. Whoever keeps a checkpoint of it can show later that no release \
            before it was changed or taken away, and that nothing was put between. The checkpoint of today is \
            <a href="log/checkpoint">log/checkpoint</a>, and the file that ends in <code>.tlog-proof</code> beside \
            an archive shows that the archive is in the log.</p>
            <dl class="facts">
            \(.definition("Log", .text(log.origin)))\
            \(.definition("Entries", .text(Quantity.grouped(log.size))))\
            \(.definition("Root", "<code class=\"hash\">\(log.root)</code>"))\
            \(.definition("Key", "<code class=\"hash\">\(log.verifierKey)</code>"))\
            </dl>
            <p>Compare the key with what the publisher says it is in another place.</p>

            """
    }
}
