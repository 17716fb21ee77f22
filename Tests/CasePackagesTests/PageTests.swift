import CaseDisclosure
import CaseModel
import CasePackages
import CaseTesting
import Testing

/// The text of the page of a dataset that consists of these tables.
private func page(
    _ files: [String: String], limits: PageLimits = PageLimits(), withheld: DisclosureReport? = nil,
    changing change: (inout ReleaseFacts) -> Void = { _ in }
) throws -> String {
    let directory = try TemporaryDirectory(dataset: files)
    let document = try previewPage(
        ofDatasetAt: directory.path, limits: limits, withheld: withheld, changing: change)
    return String(decoding: document.bytes, as: UTF8.self)
}

private func isBalanced(_ page: String, _ tag: String) -> Bool {
    page.components("<\(tag)>") + page.components("<\(tag) ") == page.components("</\(tag)>")
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(_ part: String) -> Int {
        var count = 0
        var rest = utf8[...]
        while let first = part.utf8.first, let place = rest.firstIndex(of: first) {
            if rest[place...].starts(with: part.utf8) { count += 1 }
            rest = rest[rest.index(after: place)...]
        }
        return count
    }
}

private let statementHeader = """
    id,case_id,subject_id,property,value,object_id,language,rank,rank_reason,certainty,status,asserted_by_id,\
    asserted_on,valid_from,valid_to,recorded,note,access,updated

    """

struct PageTests {
    static let reference = ToolRunner.packageRoot + "/Exports/example/dataset"

    @Test func referenceCaseHasItsParts() throws {
        let document = try previewPage(ofDatasetAt: Self.reference)
        let page = String(decoding: document.bytes, as: UTF8.self)
        #expect(document.path == "data/ro-crate-preview.html")
        #expect(document.mediaType == "text/html")
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n"))
        #expect(page.components("<h1>") == 1)
        for tag in ["section", "article", "table", "tr", "td", "th", "ul", "ol", "li", "svg", "p", "dl", "div", "span"]
        {
            #expect(isBalanced(page, tag), "<\(tag)>")
        }
        for script in ["<script", "<link", "<img", "<iframe", "javascript:", " onclick", "@import", "url(http"] {
            #expect(page.components(script) == 0, "\(script)")
        }
        #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; "))
        #expect(document.bytes.count < 400_000)
    }

    @Test func quashedOutcomeIsStruckAndLeadsToWhatQuashedIt() throws {
        let page = String(decoding: try previewPage(ofDatasetAt: Self.reference).bytes, as: UTF8.self)
        #expect(
            page.contains(
                "<span class=\"badge past\">No longer in force</span> "
                    + "<s>Open conclusion on the death of Gabriel Kovari</s>"))
        #expect(
            page.contains(
                "Quashed by <a href=\"#out_0008\">The first inquest into the death of Gabriel Kovari is quashed</a>"))
        #expect(page.components("No longer in force</span>") == 2)
        #expect(page.contains("Superseded by: <a href=\"#pro_0006\">Joint inquests into all four deaths</a>"))
    }

    @Test func contradictionsStandSideBySideWithTheirSources() throws {
        let page = String(decoding: try previewPage(ofDatasetAt: Self.reference).bytes, as: UTF8.self)
        #expect(page.contains("22 pairs of statements are marked as contradicting each other."))
        #expect(page.contains("Statement A <span class=\"against\">contradicts B, C</span>"))
        #expect(page.contains("<p class=\"claim\">Independent Office of Police Conduct</p>"))
        #expect(page.contains("disputed"))
        #expect(
            page.contains(
                "Supports: <a href=\"#source-4\">source 4</a>, [News report: a judge for the inquests], paragraph 29"))
        // An event without a date of its own is drawn where the statements put it.
        #expect(page.contains("June 2014 or August 2014 (contradicting statements)"))
    }

    @Test func sameContentGivesTheSameBytesWhateverTheBatches() throws {
        let first = try previewPage(ofDatasetAt: Self.reference)
        for rowLimit in [1, 3, 10000] {
            #expect(try previewPage(ofDatasetAt: Self.reference, rowLimit: rowLimit) == first)
        }
    }

    @Test func emptyDatasetSaysWhatThereIsNot() throws {
        let page = try page([:])
        for text in [
            "The release has no record of a case.", "The release has no record of an event.",
            "The release does not record who took part in anything.", "The release has no record of a proceeding.",
            "No two statements of the release are marked as contradicting each other.", "<p>Nothing. All records",
            "Nothing on this page rests on a source that is in the release.",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<svg class=\"drawing"))
    }

    @Test func contentOfASchemaWithoutTheTablesIsEmpty() throws {
        let schema = Schema(tables: [.dataset, .places])
        let content = PageContent(schema: schema)
        #expect(schema.layouts.map { content.wants($0) } == [false, true])
        let facts = ReleaseFacts.made(of: DatasetDescription(values: ["title": "Places"]), schema: schema)
        let page = String(decoding: previewPage(facts, content).bytes, as: UTF8.self)
        #expect(page.contains("<h1>Places</h1>"))
        #expect(page.contains("The release has no record of an event."))
    }

    @Test func withheldThingsAreCountedByGround() throws {
        let report = DisclosureReport(
            audience: "public", asOf: "2026-11-21",
            records: [.init(table: "persons", column: nil, ground: "relative-privacy", count: 1234)],
            fields: [.init(table: "persons", column: "born", ground: "our-own-ground", count: 2)],
            references: [.init(table: "outcomes", column: "about_id", ground: "dependency", count: 1)])
        let page = try page([:], withheld: report)
        #expect(page.contains("<td>Privacy of relatives</td><td class=\"number\">1,234</td>"))
        #expect(page.contains("<td><code>born</code></td><td>Our own ground</td>"))
        #expect(page.contains("<td>Dependency</td>"))
        #expect(page.contains("somebody involved, who has a private life of their own."))
        #expect(page.contains("as of 21 November 2026"))
    }

    @Test func textOfAnotherLanguageIsMarked() throws {
        let directory = try TemporaryDirectory(dataset: ["cases.csv": "id,title,summary\ncas_1,Fälle,Über alles\n"])
        try directory.write(
            """
            {"base": "https://example.org/f/", "title": "Fälle", "language": "de", "publisher": "Wir", "licence": "CC0-1.0"}
            """, to: "dataset.json")
        let page = String(decoding: try previewPage(ofDatasetAt: directory.path).bytes, as: UTF8.self)
        #expect(page.contains("<html lang=\"en\">"))
        #expect(page.contains("<h1><span lang=\"de\" dir=\"auto\">Fälle</span></h1>"))
        #expect(page.contains("<h3><span lang=\"de\" dir=\"auto\">Fälle</span></h3>"))
    }
}

struct PageLimitTests {
    @Test func pageStaysAPageAndSaysWhatItLeavesOut() throws {
        var limits = PageLimits()
        limits.datedRecords = 5
        limits.undatedEvents = 3
        limits.agents = 4
        limits.contexts = 6
        limits.proceedings = 2
        limits.outcomes = 3
        limits.contradictions = 1
        limits.sources = 1
        limits.weighedCitations = 10
        limits.files = 2
        limits.textBytes = 20
        let document = try previewPage(ofDatasetAt: PageTests.reference, limits: limits)
        let page = String(decoding: document.bytes, as: UTF8.self)
        for text in [
            "52 events are not shown here", "proceedings are not shown here", "outcomes are not shown here",
            "21 pairs are not shown here", "parts are not shown here", "4 sources are not shown here",
            "The release has more citations than this page weighs", "files are not listed here",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains(" …"))
    }

    /// The participations that a kept outcome is about are known even where the picture leaves them out.
    @Test func outcomesKeepWhomTheyAreAbout() throws {
        var limits = PageLimits()
        limits.agents = 0
        limits.labels = 0
        let page = String(
            decoding: try previewPage(ofDatasetAt: PageTests.reference, limits: limits).bytes, as: UTF8.self)
        #expect(page.contains("about Stephen Port, defendant"))
        #expect(page.contains("145 parts are not shown here"))
    }

    @Test func longTextsAreCutBetweenCharacters() throws {
        let long = String(repeating: "ü€😀", count: 40_000)
        let page = try page(["cases.csv": "id,title,summary\ncas_1,\(long),\(long)\n"])
        #expect(page.utf8.count < 60_000)
        #expect(page.contains(" …"))
        #expect(!page.unicodeScalars.contains("\u{FFFD}"))
    }
}

struct PageEscapingTests {
    static let hostile = [
        "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "]]><svg onload=x>",
        "</title></style></svg><img src=x onerror=alert(1)>", "<!-- --><!--", "&lt;b&gt; &amp; &#60;",
        "javascript:alert(1)",
        "a\u{202E}gnp.exe", "\u{85}\u{7F}",
    ]

    /// Everything between `<` and `>` that stands in the page where its own markup does not.
    private func forbidden(_ page: String) -> [String] {
        ["<script", "<img", "<svg onload", "<!--", "onerror=alert(1)>", "\" onmouseover", "' autofocus", "<b>"]
            .filter { page.contains($0) }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    @Test(arguments: hostile) func textOfEveryTableIsEscaped(_ text: String) throws {
        let cell = quoted(text)
        let page = try page([
            "cases.csv": "id,title,summary,kind,status\ncas_1,\(cell),\(cell),\(cell),\(cell)\n",
            "persons.csv": "id,name\nper_1,\(cell)\n", "organizations.csv": "id,name\norg_1,\(cell)\n",
            "places.csv": "id,name\nplc_1,\(cell)\n",
            "events.csv": """
            id,case_id,kind,title,description,starts,ends,boundary,place_id
            evt_1,cas_1,\(cell),\(cell),\(cell),2014,,\(cell),plc_1
            evt_2,cas_1,\(cell),\(cell),\(cell),\(cell),\(cell),,\(cell)

            """,
            "participations.csv": """
            id,context_id,agent_id,role,on_behalf_of_id,alleged,count
            par_1,evt_1,per_1,\(cell),org_1,true,\(cell)
            par_2,pro_1,\(cell),\(cell),\(cell),,

            """,
            "proceedings.csv": """
            id,case_id,kind,title,forum_id,reference,opened,closed,status,summary
            pro_1,cas_1,\(cell),\(cell),org_1,\(cell),2014,\(cell),\(cell),\(cell)

            """,
            "outcomes.csv": """
            id,proceeding_id,kind,title,decided,decided_by_id,about_id,effect,effect_on_id
            out_1,pro_1,\(cell),\(cell),2014,per_1,par_1,,
            out_2,pro_1,\(cell),\(cell),\(cell),\(cell),\(cell),\(cell),out_1

            """,
            "sources.csv": """
            id,kind,title,publisher_id,author,published,url
            src_1,\(cell),\(cell),org_1,\(cell),\(cell),\(cell)

            """,
            "statements.csv": statementHeader + """
                stm_1,cas_1,per_1,\(cell),\(cell),,,normal,\(cell),\(cell),\(cell),per_1,\(cell),,,,\(cell),,
                stm_2,cas_1,per_1,\(cell),\(cell),,,\(cell),\(cell),\(cell),\(cell),org_1,\(cell),,,,\(cell),,

                """,
            "citations.csv": """
            id,statement_id,source_id,capture_id,stance,locator
            cit_1,stm_1,src_1,,supports,\(cell)
            cit_2,stm_2,src_1,,\(cell),\(cell)

            """,
            "statement_relations.csv": "id,from_id,to_id,kind\nstr_1,stm_1,stm_2,contradicts\n",
        ]) { facts in
            facts.files[0].title = text
            facts.files[0].path = "data/" + text
            facts.files[0].mediaType = text
            facts.checks[0].title = text
            facts.checks[0].result = text
            facts.profile.title = text
            facts.profile.licenceURL = text
            facts.tool.name = text
            facts.name = text
            facts.withheld.records = [.init(table: text, column: text, ground: text, count: 1)]
        }
        #expect(forbidden(page) == [])
        #expect(!page.contains("href=\"javascript"))
        #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x85 })
    }

    @Test(arguments: hostile) func descriptionOfTheDatasetIsEscaped(_ text: String) {
        var values: [String: String] = [:]
        for column in Table.dataset.columns { values[column.name] = text }
        let facts = ReleaseFacts.made(of: DatasetDescription(values: values))
        let page = String(decoding: previewPage(facts, PageContent(schema: .standard)).bytes, as: UTF8.self)
        #expect(forbidden(page) == [])
        #expect(!page.contains("href=\"javascript"))
    }

    @Test(arguments: [
        ("https://example.org/a?b=c&d", true), ("http://example.org/", true), ("javascript:alert(1)", false),
        ("data:text/html,x", false), ("//example.org/", false), ("https://", false), ("https://a b", false),
        ("HTTPS://example.org/", false), ("https://example.org\\@evil", false), ("ftp://example.org/", false),
    ])
    func onlyAddressesOfTheWebBecomeLinks(_ address: String, _ isLink: Bool) throws {
        let page = try page([
            "cases.csv": "id,title,summary\ncas_1,A,B\n",
            "statements.csv": statementHeader
                + "stm_1,cas_1,cas_1,http://purl.org/dc/terms/title,A,,,normal,,,accepted,,,,,,,,\n",
            "citations.csv": "id,statement_id,source_id,stance\ncit_1,stm_1,src_1,supports\n",
            "sources.csv": "id,kind,title,url\nsrc_1,book,T,\(quoted(address))\n",
        ])
        #expect(
            page.contains("rel=\"nofollow noreferrer\">\(address.split(separator: "&").joined(separator: "&amp;"))</a>")
                == isLink)
    }
}
