import CaseTesting
import Testing

/// The offline page in a browser that others wrote, and before their accessibility checker.
@Suite(.serialized)
struct PageTests {
    @Test func browserFindsNothingWrongWithThePageOfTheReferenceCase() throws {
        let directory = try TemporaryDirectory()
        let page = try writePreviewPage(ofDatasetAt: ExampleDataset.original, to: directory)
        try PythonRunner.expectSuccess("check_page.py", page)
    }

    @Test func browserFindsNothingWrongWithThePageOfARandomDataset() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("seed \(seed)")
        let directory = try TemporaryDirectory()
        try RandomDataset(seed: seed).write(to: directory)
        try PythonRunner.expectSuccess(
            "check_page.py", try writePreviewPage(ofDatasetAt: directory.path, to: directory))
    }

    /// What must not be on a page, each put into the one of the reference case.
    static let damages: [(expected: String, part: String, replacement: String)] = [
        ("html: an element script", "</main>", "<script>console.log(1)</script></main>"),
        ("html: an attribute onclick", "<main ", "<main onclick=\"alert(1)\" "),
        ("html: a link to 'javascript:", "href=\"#about\"", "href=\"javascript:alert(1)\""),
        ("which is not on the page", "href=\"#about\"", "href=\"#nowhere\""),
        ("twice", "id=\"cite\"", "id=\"about\""),
        ("html: the content security policy", "default-src", "font-src"),
        ("network: http://127.0.0.1:9/", "default-src 'none'; style-src 'unsafe-inline'", "img-src *"),
        ("console: ", "</main>", "<img src=\"http://127.0.0.1:9/x.png\" alt=\"\"></main>"),
        ("layout: phone", "<main ", "<div style=\"width:700px\">wide</div><main "),
        ("accessibility: desktop, dark", "--soft:#aab0b6", "--soft:#2a2e32"),
        ("accessibility: phone, light", "<html lang=\"en\">", "<html>"),
        ("accessibility: ", "role=\"img\"", "role=\"nonsense\""),
    ]

    @Test(arguments: damages.indices) func browserFindsWhatIsPlanted(_ index: Int) throws {
        let (expected, part, replacement) = Self.damages[index]
        let directory = try TemporaryDirectory()
        _ = try writePreviewPage(ofDatasetAt: ExampleDataset.original, to: directory)
        var page = String(decoding: try directory.read("page.html"), as: UTF8.self)
        let range = try #require(page.firstRange(of: part))
        page.replaceSubrange(range, with: replacement)
        if expected.hasPrefix("network") {
            page.replaceSubrange(
                try #require(page.firstRange(of: "</main>")),
                with: "<img src=\"http://127.0.0.1:9/x.png\" alt=\"\"></main>")
        }
        try PythonRunner.expectFailure(
            "check_page.py", try directory.write(page, to: "damaged.html"), finding: expected)
    }
}
