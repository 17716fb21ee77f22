import CaseModel
import Testing

@Suite struct ShippedConceptsTests {
    private var codes: [String: Set<String>] {
        ShippedConcepts.rows.reduce(into: [:]) { $0[$1.text(0), default: []].insert($1.text(1)) }
    }

    @Test func areInCanonicalOrderAndUnique() {
        let keys = ShippedConcepts.rows.map { Array("\($0.text(0))/\($0.text(1))>".utf8) }
        #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(keys).count == keys.count)
        #expect(ShippedConcepts.keys.map { $0 + [0x3E] } == keys)
    }

    @Test func areWholeRows() {
        for row in ShippedConcepts.rows {
            #expect(row.ends.count == Table.concepts.columns.count)
            let (scheme, code) = (row.text(0), row.text(1))
            for text in [scheme, code] { #expect(Kind.code.verdict(of: text) == .canonical) }
            #expect(!row.text(2).isEmpty && !row.text(3).isEmpty, "\(scheme)/\(code)")
            #expect(row.text(2) == trimmed(row.text(2)) && row.text(3).hasSuffix("."))
            if !row.text(4).isEmpty { #expect(codes[scheme]!.contains(row.text(4)) && row.text(4) != code) }
        }
    }

    @Test func everySchemeOfAColumnIsThere() {
        let schemes = Set(Schema.standard.tables.flatMap(\.columns).compactMap(\.scheme).filter { !$0.hasPrefix("*") })
        #expect(schemes == Set(codes.keys))
    }

    /// The enumerations that the documentation of the model spells out.
    @Test(arguments: [
        ("organization-relation", "replaced-by renamed-to merged-into split-into supervises"),
        ("extent", "all partial"),
        ("relationship-kind", "parent-of step-parent-of sibling-of partner-of represents employed-by member-of"),
        ("date-boundary", "exact begins ends observed before after"),
        (
            "proceeding-kind",
            "criminal-trial inquest judicial-review complaint-investigation misconduct-proceeding civil-claim public-inquiry death-report review"
        ),
        ("proceeding-status", "planned open stayed concluded discontinued reopened superseded"),
        ("proceeding-relation", "appeal-of review-of retrial-of reopened-from supersedes joined-with referred-from"),
        (
            "outcome-kind",
            "conviction acquittal sentence open-conclusion narrative-conclusion unlawful-killing quashing order appointment finding recommendation settlement apology dismissal no-action referral"
        ),
        ("outcome-effect", "affirms quashes sets-aside varies remits supersedes corrects restores"),
        ("rank", "preferred normal deprecated"), ("certainty", "confirmed probable possible doubtful"),
        ("statement-status", "accepted disputed retracted superseded erroneous unreviewed"),
        ("stance", "supports contradicts mentions retracts"),
        ("statement-relation", "contradicts corroborates supersedes corrects derived-from retracts"),
        ("file-role", "original redacted text transcript translation thumbnail"),
        ("access-level", "public registered researcher internal sealed"),
        (
            "access-ground",
            "court-order anonymity-order minor victim-privacy relative-privacy witness-safety sub-judice operational-sensitivity source-protection data-protection copyright consent-withdrawn"
        ),
        ("on-expiry", "release review"),
        ("revision-action", "create correct merge split retract restrict release erase"),
    ])
    func holdsTheModelsCodes(scheme: String, listed: String) {
        for code in listed.split(separator: " ") {
            #expect(codes[scheme]?.contains(String(code)) == true, "\(scheme)/\(code)")
        }
    }

    /// Codes that the check itself asks for.
    @Test func codesOfTheCheck() {
        #expect(codes["outcome-effect"]!.isSuperset(of: ["quashes", "sets-aside", "supersedes", "restores"]))
        #expect(codes["access-level"] == ["public", "registered", "researcher", "internal", "sealed"])
    }
}
