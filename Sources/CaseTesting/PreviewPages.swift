package import CaseDisclosure
package import CaseModel
package import CasePackages
import CaseReleases
package import CaseStore

/// The offline page of a dataset, as a release without restrictions would have it.
package func previewPage(
    ofDatasetAt path: String, limits: PageLimits = PageLimits(), rowLimit: Int = RowBatch.rowLimit,
    withheld: DisclosureReport? = nil, changing change: (inout ReleaseFacts) -> Void = { _ in }
) throws -> PackageDocument {
    let snapshot = try datasetStore(at: path).snapshot()
    var facts = try snapshot.releaseFacts(withheld: withheld)
    change(&facts)
    return previewPage(facts, try snapshot.pageContent(limits: limits, rowLimit: rowLimit))
}

/// Writes the offline page of a dataset for others to read.
///
/// - Returns: the page's path.
package func writePreviewPage(ofDatasetAt path: String, to directory: TemporaryDirectory) throws -> String {
    try directory.write(previewPage(ofDatasetAt: path).bytes, to: "page.html")
}

extension DatasetSnapshot {
    /// The page of everything that the dataset holds: what a release without restrictions would show.
    package func pageContent(limits: PageLimits = PageLimits(), rowLimit: Int = RowBatch.rowLimit) throws -> PageContent
    {
        var content = PageContent(schema: schema, limits: limits)
        if let layout = schema.layout(named: "statement_relations") {
            let reader = try rows(of: layout, rowLimit: rowLimit)
            while let rows = try reader.next() { content.survey(rows) }
        }
        let deriver = Deriver(superseded: try supersededOutcomes(of: self))
        for layout in schema.layouts where content.wants(layout) {
            let reader = try rows(of: layout, rowLimit: rowLimit)
            while let rows = try reader.next() { content.add(deriver.batch(rows, layout: layout)) }
        }
        return content
    }

    /// What a release of the dataset says of itself; every value that does not come from the dataset is made up.
    package func releaseFacts(withheld: DisclosureReport? = nil) throws -> ReleaseFacts {
        var description = DatasetDescription(values: [:])
        var tables: [ReleaseFacts.TableRows] = []
        for table in schema.tables {
            guard let layout = schema.layout(named: table.name) else { continue }
            let reader = try rows(of: layout, rowLimit: RowBatch.rowLimit)
            var count = 0
            while let rows = try reader.next() {
                if table.key == .dataset { description = DatasetDescription(rows, layout: layout) }
                count += rows.rowCount
            }
            if count > 0 { tables.append(ReleaseFacts.TableRows(name: table.name, rowCount: count)) }
        }
        return .made(of: description, schema: schema, tables: tables, withheld: withheld)
    }
}

extension ReleaseFacts {
    /// Facts for a test: a public release of one instant, with a file for each table.
    package static func made(
        of description: DatasetDescription, schema: Schema = .standard, tables: [TableRows] = [],
        withheld: DisclosureReport? = nil
    ) -> ReleaseFacts {
        let digest = String(repeating: "0", count: 128)
        var files = tables.map { table in
            PackagedFile(
                path: "data/csv/\(table.name).csv", byteCount: table.rowCount * 80, sha512: digest,
                mediaType: "text/csv", title: "The table \(table.name) as CSV", role: .data(format: "csv"),
                rowCount: table.rowCount)
        }
        files.append(
            PackagedFile(
                path: "data/rdf/dataset.nq", byteCount: 1_234_567, sha512: digest, mediaType: "application/n-quads",
                title: "The graph as canonical N-Quads", role: .data(format: "nquads"), tripleCount: 12345))
        return ReleaseFacts(
            name: "\(description.slug)-public-20261121T000000Z", id: "20261121T000000Z",
            instant: "2026-11-21T00:00:00Z", dataset: description, schema: schema,
            profile: Profile(
                name: "public", title: "A release for everybody", audience: "public", formats: ["csv", "nquads"]),
            tool: Tool(name: "caseexport", version: "0.0.0", zlib: nil),
            graph: Graph(tripleCount: 12345, sha256: String(repeating: "a", count: 64)), tables: tables,
            checks: [
                QualityCheck(
                    code: "reference-unresolved", title: "Every reference resolves", threshold: "0", result: "0",
                    hasPassed: true)
            ], withheld: withheld ?? DisclosureReport(audience: "public", asOf: "2026-11-21"), files: files)
    }
}
