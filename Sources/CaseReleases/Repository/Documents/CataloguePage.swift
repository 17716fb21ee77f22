import CaseDisclosure
import CaseModel
import CasePackages

/// `index.html`: the channel for people: what it is, its releases, how to cite and to check them, what is withheld.
///
/// It works without scripts and asks nothing of any network. Everything that comes from outside is escaped.
package enum CataloguePage {
    package static let name = "index.html"
    /// How many of the newest releases are listed.
    package static let limit = 100

    package static func bytes(_ catalogue: Catalogue) -> [UInt8] { CataloguePageContent(catalogue).document().bytes }

    /// What a link to a release on the page leads to.
    static func anchor(_ release: ReleaseRecord) -> String { "release-\(release.id)" }
}

/// The page while it is written. Its sections are in files of their own.
struct CataloguePageContent {
    let catalogue: Catalogue
    let latest: ReleaseRecord?
    /// The dataset's language where it is not the page's own.
    let language: String?

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        latest = catalogue.latest
        language = HTML.mark(of: catalogue.dataset)
    }

    var dataset: DatasetDescription { catalogue.dataset }
    var title: String { clipped(TextWrap.line(dataset.title), 400) }

    /// A text of the dataset.
    func data(_ text: String, _ limit: Int = 400) -> HTML { .data(clipped(text, limit), language: language) }

    func document() -> HTML {
        var html = head
        html += opening
        html += aboutSection
        html += latestSection
        html += citeSection
        html += checkSection
        html += withheldSection
        html += releasesSection
        html += programsSection
        html += closing
        return html
    }

    private var head: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>\(title) – releases</title>
        <style>\(PageStyle.common)\(Self.style)</style>
        <script type="application/ld+json">\(CatalogueMetadata.script(catalogue))</script>
        </head>

        """
    }

    /// Nothing is fetched and nothing is run, whatever the page holds (CSP Level 3). The metadata in the head are data.
    private static let policy: HTML =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    private static let style: HTML = """
        td .hash{display:block;min-width:17rem}
        .number+:not(.number){padding-left:1.2rem}
        .releases th[scope=row]{white-space:nowrap}
        .releases td:last-child{min-width:16rem}
        tr:target{background:var(--note-wash)}
        footer.page{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.84rem;\
        color:var(--soft)}
        @media (max-width:40rem){body{font-size:1rem;padding:0 1rem 3rem}.facts>div{grid-template-columns:1fr}\
        section{padding-top:1.8rem;margin-top:1.8rem}h2{font-size:1.35rem}.lede{font-size:1.06rem}}
        @media print{@page{margin:16mm}:root{--ground:#fff;--raised:#f4f4f4;--ink:#000;--soft:#444;--rule:#bbb;\
        --accent:#1f3d4d;--note:#4d3b12;--note-wash:#fff}html{font-size:9.5pt}body{max-width:none;padding:0}\
        header.page{padding-top:0}.skip,.contents{display:none}.scroll{overflow:visible}td .hash{min-width:0}\
        .releases td:last-child{min-width:0}pre{width:auto;white-space:pre-wrap}h2,h3{break-after:avoid}\
        tr,.callout{break-inside:avoid}section{margin-top:1.2rem;padding-top:1.2rem}}

        """

    private var opening: HTML {
        """
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="page">
        <p class="eyebrow">Archived case data · \(catalogue.profile.title)</p>
        <h1>\(.data(title, language: language))</h1>
        <p class="lede">\(data(dataset.words, 4000))</p>
        </header>
        \(contents)<main id="content">

        """
    }

    private var contents: HTML {
        var entries = [("about", "About this data")]
        if latest != nil {
            entries += [
                ("latest", "The newest release"), ("cite", "How to cite it"), ("check", "How to check it"),
                ("withheld", "What was withheld"),
            ]
        }
        entries += [("releases", "Releases"), ("programs", "For programs")]
        var html: HTML = "<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n"
        for (anchor, heading) in entries { html += "<li><a href=\"#\(anchor)\">\(heading)</a></li>\n" }
        html += "</ul>\n</nav>\n"
        return html
    }

    private var programsSection: HTML {
        var html: HTML = "<ul>\n"
        for (name, words) in [
            (IndexDocument.name, "the newest release, its files, and when the next one is due"),
            (VersionsDocument.name, "every release there was, with all that is known of it"),
            (ChecksumsDocument.name, "the SHA-256 digest of every download"),
            (FeedDocument.name, "a feed of the releases (Atom)"),
            (CatalogDocument.jsonLDName, "the description for catalogues of data (DCAT 3, as JSON-LD)"),
            (CatalogDocument.turtleName, "the same as Turtle"),
        ] {
            html += "<li><a href=\"\(name)\"><code>\(name)</code></a>: \(words)</li>\n"
        }
        html += "</ul>\n"
        return .section("programs", "For programs", html)
    }

    private var closing: HTML {
        """
        </main>
        <footer class="page">
        <p>Written by \(catalogue.tool.name) \(catalogue.tool.version) on \(catalogue.updatedAt). This page has no \
        scripts and asks nothing of any network.</p>
        </footer>
        </body>
        </html>

        """
    }
}
