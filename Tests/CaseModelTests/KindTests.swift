import CaseModel
import Testing

extension Kind: CustomTestStringConvertible {
    public var testDescription: String { name }
}

@Suite struct KindTests {
    @Test(arguments: Kind.all) func samplesAreCanonical(_ kind: Kind) {
        #expect(!kind.samples.isEmpty)
        for sample in kind.samples { #expect(kind.verdict(of: sample) == .canonical, "\(sample)") }
    }

    @Test(arguments: Kind.all) func faultsAreNotCanonical(_ kind: Kind) {
        #expect(kind.isText == kind.faults.isEmpty)
        for fault in kind.faults { #expect(kind.verdict(of: fault) != .canonical, "\(fault)") }
    }

    @Test(arguments: Kind.all) func patternMatchesWhatIsCanonical(_ kind: Kind) throws {
        #expect((kind.pattern == nil) == kind.isText)
        guard let pattern = kind.pattern else { return }
        let regex = try Regex("^(\(pattern))$")
        for sample in kind.samples { #expect(sample.contains(regex), "\(sample)") }
        for fault in kind.faults { #expect(!fault.contains(regex), "\(fault)") }
    }

    /// What is written otherwise has a canonical form, and what is canonical is its own.
    @Test(arguments: Kind.all) func normalizing(_ kind: Kind) throws {
        for fault in kind.faults where kind.verdict(of: fault) == .notCanonical {
            let canonical = try #require(kind.canonical(fault), "\(fault)")
            #expect(kind.verdict(of: canonical) == .canonical, "\(fault) became \(canonical)")
        }
        for sample in kind.samples where !kind.isText && kind.name != Kind.path.name {
            for written in [sample, " " + sample, sample + "\r\n", "\t \(sample) "] {
                #expect(kind.canonical(written) == sample)
            }
        }
    }

    @Test func namesAreUnique() {
        #expect(Set(Kind.all.map(\.name)).count == 17)
        for kind in Kind.all { #expect(Kind.named(kind.name)?.expectation == kind.expectation) }
        #expect(Kind.named("texts") == nil)
    }

    @Test(arguments: [
        ("0", Verdict.canonical), ("-1", .canonical), ("123456789012345678", .canonical),
        ("1234567890123456789", .malformed),
        ("00", .notCanonical), ("-0", .notCanonical), ("-00", .notCanonical), ("+1", .notCanonical),
        ("01", .notCanonical),
        ("-01", .notCanonical), ("-", .malformed), ("+", .malformed), ("1 ", .malformed), (" 1", .malformed),
        ("1,000", .malformed), ("1.0", .malformed), ("1e3", .malformed), ("٣", .malformed), ("0x1F", .malformed),
        ("--1", .malformed),
    ])
    func integers(text: String, verdict: Verdict) { #expect(Kind.integer.verdict(of: text) == verdict) }

    @Test(arguments: [
        ("0", Verdict.canonical), ("0.5", .canonical), ("-0.5", .canonical), ("51.5362", .canonical),
        ("100", .canonical),
        ("123456789.123456", .canonical), ("1234567890.123456", .malformed), ("123456789012345", .canonical),
        ("1234567890123456", .malformed), ("0.0", .notCanonical), ("-0.0", .notCanonical), ("1.50", .notCanonical),
        ("1.0", .notCanonical), (".5", .notCanonical), ("-.5", .notCanonical), ("5.", .notCanonical),
        ("00.5", .notCanonical),
        ("+0.5", .notCanonical), (".", .malformed), ("-.", .malformed), ("1.2.3", .malformed), ("1e5", .malformed),
        ("NaN", .malformed),
        ("INF", .malformed), ("1,5", .malformed), ("", .malformed),
    ])
    func decimals(text: String, verdict: Verdict) {
        if !text.isEmpty { #expect(Kind.decimal.verdict(of: text) == verdict) }
    }

    @Test(arguments: [
        ("+007", "7"), ("-0", "0"), ("000", "0"), (" 12 ", "12"), ("1.50", "1.5"), ("1.000", "1"), (".50", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"), ("00.10", "0.1"), ("-0.0", "0"), ("100", "100"), ("1200.00", "1200"),
    ])
    func canonicalNumbers(text: String, canonical: String) { #expect(Kind.decimal.canonical(text) == canonical) }

    @Test(arguments: ["", " ", "-", "+", ".", "1,5", "1.2.3", "one", "1 2", "--1"])
    func noNumbers(text: String) { #expect(Kind.decimal.canonical(text) == nil) }

    @Test func flags() {
        for text in ["TRUE", "True", "t", "1", "yes", "Y", " true "] { #expect(Kind.flag.canonical(text) == "true") }
        for text in ["FALSE", "f", "0", "no", "N"] { #expect(Kind.flag.canonical(text) == "false") }
        for text in ["", "2", "maybe", "on", "truee"] { #expect(Kind.flag.canonical(text) == nil) }
        #expect(Kind.flag.verdict(of: "TRUE") == .notCanonical && Kind.flag.verdict(of: "0") == .notCanonical)
        #expect(Kind.flag.verdict(of: "yes") == .malformed && Kind.flag.verdict(of: "truth") == .malformed)
    }

    @Test(arguments: [
        ("2026-11-21 02:00:00", "2026-11-21T02:00:00Z" as String?),
        ("2026-11-21T02:00:00.000Z", "2026-11-21T02:00:00Z"),
        ("2026-11-21t02:00:00z", "2026-11-21T02:00:00Z"), ("2026-11-21T02:00:00+00:00", "2026-11-21T02:00:00Z"),
        ("2026-11-21 02:00:00.5Z", nil), ("2026-11-21T02:00:00+01:00", nil), ("2026-11-21T02:00:00", nil),
        ("2026-02-30T02:00:00Z", nil), ("2026-11-21", nil), ("", nil), ("2026-11-21T24:00:00Z", nil),
    ])
    func instants(text: String, canonical: String?) {
        // Without a zone it is not known which moment is meant.
        #expect(Kind.instant.canonical(text) == (text == "2026-11-21 02:00:00" ? nil : canonical))
    }

    @Test(arguments: [
        "2026-11-21T23:59:59Z", "0001-01-01T00:00:00Z", "2024-02-29T12:00:00Z",
    ])
    func canonicalInstants(text: String) { #expect(Kind.instant.verdict(of: text) == .canonical) }

    @Test(arguments: [
        "2026-11-21T24:00:00Z", "2026-11-21T23:60:00Z", "2026-11-21T23:59:60Z", "2025-02-29T12:00:00Z",
        "2026-11-21T02:00Z",
        "2026-11-21T02:00:00z", "2026-11-21T02:00:00.0Z", "+2026-11-21T02:00:00", "2026-11-21T0a:00:00Z",
    ])
    func malformedInstants(text: String) { #expect(Kind.instant.verdict(of: text) == .malformed) }

    @Test func identifiers() {
        let longest = "per_" + String(repeating: "a", count: 40)
        for text in ["per_1", "abc_Z", longest] { #expect(Kind.id.verdict(of: text) == .canonical) }
        for text in [
            "per_", "pe_1", "Per_1", "per_1-", "per_1 ", "per_é", "per1", longest + "a", "1er_1", "per__1", "per_1\0",
        ] {
            #expect(Kind.id.verdict(of: text) == .malformed, "\(text)")
        }
    }

    @Test func iris() {
        for text in ["a://b", "http://e.org/a~b_c-d.e/f#g:h", "urn:x:y"] {
            #expect(Kind.iri.verdict(of: text) == .canonical)
        }
        for text in [
            "a:", ":b", "1a:b", "a:b", "schema:name", "urn:", "urn:/a", "http://e.org/{id}", "http://e.org/a%20b",
            "http://e.org/?a", "http://e.org/a#b#c",
            "http://e.org/\u{202E}", "http://e.org/@a", "http://e.org/a'b",
            "a://" + String(repeating: "b", count: 1997),
        ] { #expect(Kind.iri.verdict(of: text) == .malformed, "\(text.prefix(40))") }
    }

    @Test func urls() {
        for text in ["https://e.org/é?ä=ö&x='()*[]", "mailto:a@b", "https://[::1]/"] {
            #expect(Kind.url.verdict(of: text) == .canonical, "\(text)")
        }
        for text in [
            "//e.org", "e.org/a", "https://e.org/a b", "https://e.org/\"", "https://e.org/\\", "https://e.org/\n",
            "https://e.org/\u{7F}", "x:",
        ] {
            #expect(Kind.url.verdict(of: text) == .malformed, "\(text)")
        }
    }

    @Test func languages() {
        for text in [
            "en", "en-gb", "zh-hant-tw", "de-1996", "sl-rozaj-biske", "abcdefgh", "zh-min-nan", "es-419",
            "en-a-bcd-x-e", "de-1901-1996",
        ] {
            #expect(Kind.language.verdict(of: text) == .canonical, "\(text)")
        }
        for text in ["EN", "en-GB", "zh-Hant"] { #expect(Kind.language.verdict(of: text) == .notCanonical, "\(text)") }
        for text in [
            "e", "en-", "-en", "en--gb", "en_gb", "e1", "abcdefghi", "en-abcdefghi", "en gb", "日本", "en-a",
            "en-x", "en-1", "en-us-us", "en-a-b", "abcdefg-abc", "en-latn-latn", "x-a", "i-klingon", "x1-ab",
        ] {
            #expect(Kind.language.verdict(of: text) == .malformed, "\(text)")
        }
    }

    @Test func paths() {
        let longest = String(repeating: "a/", count: 89) + "ab"
        for text in ["a", "a.b", "...a", ".hidden", "a/b-c/d_e.f", longest] {
            #expect(Kind.path.verdict(of: text) == .canonical, "\(text)")
        }
        for text in [
            ".", "..", "...", "a/../b", "/a", "a/", "a//b", "a\\b", "a:b", "é", "a b", "~a", longest + "c", "a/.",
        ] {
            #expect(Kind.path.verdict(of: text) == .malformed, "\(text)")
        }
    }
}

extension Kind {
    fileprivate var isText: Bool { name == Kind.text.name || name == Kind.languageText.name }
}
