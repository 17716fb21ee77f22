import CaseDisclosure
import CaseBytes
import CaseModel

/// The page of a release that works offline and without scripts: what the release is, who made it, how to cite and to
/// check it, and what it holds (RO-Crate 1.1, section 9.2).
package func previewPage(_ facts: ReleaseFacts, _ content: PageContent) -> PackageDocument {
    PackageDocument(
        path: "data/ro-crate-preview.html", bytes: Page(facts, content).document().bytes, mediaType: "text/html",
        conformsTo: ["https://html.spec.whatwg.org/multipage/"],
        title: "A page about this release, to be read in a browser without a network")
}

/// A page while it is written. Its sections are one file each.
struct Page {
    let facts: ReleaseFacts
    let content: PageContent
    let contradictions: [PageContradictionGroup]
    /// The sources that the page names, in the order of the dataset.
    let sources: [PageSource]
    /// The places of these sources, from 1, by the hashes of their ids.
    let sourceNumbers: [UInt64: Int]
    /// Sources that are named and not listed.
    let unlistedSources: Int
    /// Those who took part in something, by the ids of their parts.
    let parts: [String: PageParticipation]
    /// Ids of records that the page has an anchor for.
    let anchors: Set<String>
    /// The dataset's language where it is not the page's own.
    let language: String?

    init(_ facts: ReleaseFacts, _ content: PageContent) {
        self.facts = facts
        self.content = content
        let groups = content.contradictions.groups
        contradictions = groups
        let named = Self.namedSources(content, groups)
        let known = content.sources.filter { named.contains(keyHash($0.id)) }
        sources = Array(known.prefix(content.limits.sources))
        unlistedSources = named.count - sources.count
        sourceNumbers = Dictionary(
            sources.enumerated().map { (keyHash($0.element.id), $0.offset + 1) }, uniquingKeysWith: { a, _ in a })
        let proceedings = Set(content.proceedings.map(\.id))
        let outcomes = content.outcomes.filter { proceedings.contains($0.proceeding) }
        anchors = proceedings.union(outcomes.map(\.id))
        parts = Dictionary(
            (content.proceedingParts.parts + content.eventParts.parts + content.namedParts.values).map { ($0.id, $0) },
            uniquingKeysWith: { a, _ in a })
        language = HTML.mark(of: facts.dataset)
    }

    private static func namedSources(_ content: PageContent, _ groups: [PageContradictionGroup]) -> Set<UInt64> {
        var named = Set((content.shown ?? []).flatMap { content.attributions.sources(of: $0) })
        for statement in groups.flatMap(\.statements) {
            named.formUnion(content.contradictions.citations(of: statement).shown.map { keyHash($0.source) })
        }
        return named
    }

    func document() -> HTML {
        var html = head
        html += opening
        html += caseSection
        html += timelineSection
        html += participationSection
        html += proceedingsSection
        html += contradictionsSection
        html += withheldSection
        html += sourcesSection
        html += filesSection
        html += checksSection
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
        <title>\(title) – release \(facts.id)</title>
        <style>\(Self.style)</style>
        </head>

        """
    }

    /// Nothing is fetched and nothing is run, whatever the page holds (CSP Level 3).
    private static let policy: HTML =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    var title: String { clipped(facts.title, 400) }

    private var closing: HTML {
        """
        </main>
        <footer class="page">
        <p>Written by \(facts.tool.name) \(facts.tool.version) from the data of release \(facts.name). This page has no \
        scripts and asks nothing of any network. It is a view: what counts is in the data files.</p>
        </footer>
        </body>
        </html>

        """
    }
}
