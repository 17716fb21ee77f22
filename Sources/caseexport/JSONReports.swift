import CaseExport

extension FindingList {
    var json: JSON { .array(json(of: nil)) }

    /// - Parameter package: the path of the package that they are of; nil where there is none.
    func json(of package: String?) -> [JSON] {
        findings.map { finding in
            .object([
                "package": package.map { .string($0) },
                "code": .string(finding.code.name), "severity": .string(finding.severity.rawValue),
                "place": finding.place.json, "message": .string(finding.message), "hint": .string(finding.hint),
                "expected": finding.expected.map { .string($0) }, "found": finding.found.map { .string($0) },
            ])
        }
    }

    /// How many there are of each code, listed or not.
    var countsJSON: JSON {
        .object(
            FindingCode.everywhere.compactMap { code in
                counts[code].map { JSON.Member(key: code.name, value: .integer($0)) }
            }
        )
    }
}

extension Place {
    var json: JSON {
        .object([
            "table": table.map { .string($0) }, "record": record.map { .string($0) },
            "column": column.map { .string($0) }, "row": row.map { .integer($0) }, "file": file.map { .string($0) },
            "line": line.map { .integer($0) },
        ])
    }
}

extension CheckReport {
    func json(result: String) -> JSON {
        .object([
            "result": .string(result), "findings": findings.json, "counts": findings.countsJSON,
            "tables": .object(rowCounts.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "restricted": .integer(restrictedCount),
        ])
    }
}

extension ExportReport {
    var json: JSON {
        .object([
            "result": .string(check.isFit ? "exported" : "unfit"), "output": check.isFit ? .string(path) : nil,
            "findings": check.findings.json, "counts": check.findings.countsJSON,
            "tables": .object(check.rowCounts.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "restricted": .integer(check.restrictedCount),
            "files": .array(
                files.map { file in
                    .object([
                        "path": .string(file.path), "bytes": .integer(file.byteCount),
                        "rows": file.rowCount.map { .integer($0) }, "triples": file.tripleCount.map { .integer($0) },
                        "sha512": file.sha512.map { .string($0) }, "sha256": file.sha256.map { .string($0) },
                    ])
                }),
            "graph": graph.map {
                .object(["triples": .integer($0.tripleCount), "sha256": .string($0.sha256)])
            },
        ])
    }
}

extension ImportReport {
    var json: JSON {
        .object([
            "result": .string(check.isFit ? "imported" : "unfit"), "output": check.isFit ? .string(path) : nil,
            "findings": check.findings.json, "counts": check.findings.countsJSON,
            "tables": .object(rowCounts.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "normalized": .object(normalized.map { JSON.Member(key: $0.kind, value: .integer($0.count)) }),
        ])
    }
}

extension RestoredRelease {
    var json: JSON {
        .object([
            "result": .string("restored"), "output": .string(path), "release": .string(release),
            "profile": .string(profile), "name": .string(bag), "files": .integer(fileCount),
            "bytes": .integer(byteCount),
        ])
    }
}

extension DatasetError {
    var json: JSON {
        .object([
            "result": .string("failed"), "findings": .array([]),
            "error": .object(["exit": .integer(Int(Exit.code(for: self))), "message": .string(message)]),
        ])
    }
}

extension BundleReport {
    var json: JSON {
        .object([
            "result": .string(isPublished ? "bundled" : "unfit"), "output": isPublished ? .string(path) : nil,
            "findings": check.findings.json, "counts": check.findings.countsJSON, "name": name.map { .string($0) },
            "instant": instant.map { .string($0) },
            "tables": .object(rowCounts.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "files": .array(
                files.map { file in
                    .object([
                        "path": .string(file.path), "bytes": .integer(file.byteCount),
                        "rows": file.rowCount.map { .integer($0) }, "sha512": .string(file.sha512),
                    ])
                }),
            "withheld": .array(
                withheld.map { withheld in
                    .object([
                        "table": .string(withheld.table), "column": withheld.column.map { .string($0) },
                        "ground": .string(withheld.ground), "count": .integer(withheld.count),
                    ])
                }),
            "graph": graph.map { .object(["triples": .integer($0.tripleCount), "sha256": .string($0.sha256)]) },
            "container": container.map {
                .object(["bytes": .integer($0.byteCount), "sha256": .string($0.sha256)])
            },
        ])
    }
}

extension Inspection {
    var json: JSON {
        .object([
            "result": .string("inspected"), "kind": .string(kind),
            "facts": .object(facts.map { JSON.Member(key: $0.name, value: .string($0.value)) }),
            "info": info.isEmpty
                ? nil
                : .array(info.map { .object(["label": .string($0.name), "value": .string($0.value)]) }),
            "tables": .object(tables.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "restricted": .strings(restricted), "signed": isSigned.map { .boolean($0) }, "findings": .array([]),
        ])
    }
}

extension [PackageVerification] {
    /// One object for all: findings of all packages, each with the package that it is of.
    func json(failure: DatasetError?) -> JSON {
        let result = failure != nil ? "failed" : allSatisfy(\.isWhole) ? "whole" : "findings"
        return .object([
            "result": .string(result),
            "error": failure.map {
                .object(["exit": .integer(Int(Exit.code(for: $0))), "message": .string($0.message)])
            },
            "findings": .array(flatMap { $0.findings.json(of: $0.path) }), "packages": .array(map(\.json)),
        ])
    }
}

extension PackageVerification {
    var json: JSON {
        .object([
            "path": .string(path), "result": .string(isWhole ? "whole" : "findings"),
            "level": .string(level.rawValue), "container": container.map { .string($0) }, "kinds": .strings(kinds),
            "folder": folder.isEmpty ? nil : .string(folder), "files": .integer(fileCount),
            "bytes": .integer(byteCount), "algorithms": .strings(algorithms),
            "sha256": archiveSHA256.map { .string($0) }, "counts": findings.countsJSON,
            "content": content.map(\.json),
        ])
    }
}

extension PackageVerification.ReleaseContent {
    var json: JSON {
        .object([
            "rows": rowCount.map { .integer($0) },
            "graph": graphSHA256.map {
                .object(["triples": tripleCount.map { .integer($0) }, "sha256": .string($0)])
            },
            "formats": .array(
                formats.map { format in
                    .object([
                        "format": .string(format.name), "bytes": .integer(format.byteCount),
                        "rows": format.rowCount.map { .integer($0) },
                    ])
                }),
            "notes": .strings(notes),
        ])
    }
}

extension FindingCode {
    /// Every code of what verifying finds.
    static var json: JSON {
        .object([
            "result": .string("codes"),
            "codes": .array(
                verification.map { code in
                    .object([
                        "code": .string(code.name), "severity": .string(code.severity.rawValue),
                        "summary": .string(code.summary), "hint": .string(code.hint),
                    ])
                }),
        ])
    }
}
