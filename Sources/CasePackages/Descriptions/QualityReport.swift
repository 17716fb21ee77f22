import CaseDisclosure
import CaseModel

/// `quality.json`: every check that was made before the release, and what the release holds.
///
/// An object of `release`, `dataset` (`iri`, `title`), `instant`, `profile` (`name`, `audience`), `tool` (`name`,
/// `version`), `passed` (whether all checks did), `checks` (each `code`, `title`, `threshold`, `result`, `passed`),
/// `tables` (each `name`, `rows`), `rows` (of all tables) and, where a format carries the graph, `graph` (`triples`,
/// `canonicalization`, `sha256`).
enum QualityReport {
    static func document(_ facts: ReleaseFacts) -> JSON {
        .object([
            "release": .string(facts.name),
            "dataset": .object(["iri": .string(facts.dataset.base), "title": .string(facts.title)]),
            "instant": .string(facts.instant),
            "profile": .object([
                "name": .string(facts.profile.name), "audience": .string(facts.profile.audience),
            ]),
            "tool": .object(["name": .string(facts.tool.name), "version": .string(facts.tool.version)]),
            "passed": .boolean(facts.checks.allSatisfy(\.hasPassed)),
            "checks": .array(facts.checks.map(check)),
            "tables": .array(
                facts.tables.map { .object(["name": .string($0.name), "rows": .integer($0.rowCount)]) }),
            "rows": .integer(facts.rowCount),
            "graph": facts.graph.map { graph in
                .object([
                    "triples": .integer(graph.tripleCount), "canonicalization": .string("RDFC-1.0"),
                    "sha256": .string(graph.sha256),
                ])
            },
        ])
    }

    private static func check(_ check: QualityCheck) -> JSON {
        .object([
            "code": .string(check.code), "title": .string(check.title), "threshold": .string(check.threshold),
            "result": .string(check.result), "passed": .boolean(check.hasPassed),
        ])
    }
}
