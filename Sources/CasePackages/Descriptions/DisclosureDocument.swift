import CaseDisclosure
import CaseModel

/// `disclosure.json`: what was left out of the release, as counts, and what the grounds mean.
///
/// An object of `release`, `audience` (`code`, `label`, `definition`), `asOf` (the day whose rules were applied),
/// `totals` (`records`, `fields`, `references`), `records`, `fields` and `references` (each an array of `table`,
/// `column` but for records, `ground`, `count`), and `grounds` (each `code`, `label`, `definition`) of all that occur.
enum DisclosureDocument {
    static func document(_ facts: ReleaseFacts) -> JSON {
        let report = facts.withheld
        let totals = facts.withheldCounts
        return .object([
            "release": .string(facts.name),
            "audience": words(report.audience, ConceptWords.of(report.audience, in: "access-level")),
            "asOf": .string(report.asOf),
            "totals": .object([
                "records": .integer(totals.records), "fields": .integer(totals.fields),
                "references": .integer(totals.references),
            ]),
            "records": .array(report.records.map(count)),
            "fields": .array(report.fields.map(count)),
            "references": .array(report.references.map(count)),
            "grounds": .array(grounds(report).map { words($0, ConceptWords.ground($0)) }),
        ])
    }

    private static func count(_ count: DisclosureReport.Count) -> JSON {
        .object([
            "table": .string(count.table), "column": .text(count.column), "ground": .string(count.ground),
            "count": .integer(count.count),
        ])
    }

    private static func words(_ code: String, _ words: (label: String, definition: String)?) -> JSON {
        .object(["code": .string(code), "label": .text(words?.label), "definition": .text(words?.definition)])
    }

    /// The codes that occur, sorted.
    static func grounds(_ report: DisclosureReport) -> [String] {
        Set((report.records + report.fields + report.references).map(\.ground)).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }
}
