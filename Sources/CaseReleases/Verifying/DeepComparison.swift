import CaseModel

/// Holds what the formats of a release say against each other, and against what the release says of itself.
struct DeepComparison {
    let files: DeepFiles
    let descriptions: ReleaseDescriptions
    let outcomes: DeepOutcomes

    /// - Throws: `Interrupted`
    func run(_ summary: inout DeepSummary, to findings: inout FindingList) throws {
        for tables in outcomes.tables { findings.append(tables.findings) }
        for graph in outcomes.graphs { findings.append(graph.findings) }
        compareRows(&summary, to: &findings)
        try compareGraphs(&summary, to: &findings)
        describe(&summary, to: &findings)
    }

    // MARK: Rows

    private var tables: TablesOutcome? { outcomes.tables.first { $0.schema != nil } }

    private func compareRows(_ summary: inout DeepSummary, to findings: inout FindingList) {
        guard let tables else {
            return compareRecords(&summary, to: &findings)
        }
        summary.rowCount = tables.sums.values.reduce(0) { $0 + $1.count }
        // A table that cannot be read to its end has too few rows, which is no news.
        guard Self.isWhole(tables) else {
            summary.rowCount = outcomes.graphs.first { $0.sum != nil }?.subjectCount
            return
        }
        let statements = descriptions.stated.filter { !$0.tableRows.isEmpty }
        let names = Set(tables.sums.keys).union(statements.flatMap(\.tableRows.keys))
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            compareRows(of: name, tables, statements, to: &findings)
        }
        compareTotal(summary.rowCount ?? 0, to: &findings)
        for other in outcomes.tables where other.folder != tables.folder { compare(other, with: tables, to: &findings) }
    }

    /// Whether all rows of tables could be read.
    private static func isWhole(_ tables: TablesOutcome) -> Bool {
        tables.schema != nil && tables.findings.counts.keys.allSatisfy { !losesRows($0) }
    }

    /// Whether what was found means that rows were not read.
    private static func losesRows(_ code: FindingCode) -> Bool {
        [
            .metadataInvalid, .schemaInvalid, .missingHeader, .headerColumn, .missingColumn, .rowWidth, .csvSyntax,
            .lineEnds, .jsonSyntax, .invalidUTF8, .unreadableFile,
        ].contains(code)
    }

    private func compareRows(
        of table: String, _ tables: TablesOutcome, _ statements: [StatedFacts], to findings: inout FindingList
    ) {
        let count = tables.sums[table]?.count ?? 0
        let stated = statements.map { (path: $0.path, rows: $0.tableRows[table] ?? 0) }
        func report(_ path: String, _ message: String, expected: Int, found: Int) {
            findings.append(
                Finding(
                    .rowCount, at: Place(table: table, file: path), message, expected: "\(expected) rows",
                    found: "\(found) rows"))
        }
        // Where all say the same, and something else than is there, it is the file that lost or won rows.
        if stated.count > 1, let first = stated.first, stated.allSatisfy({ $0.rows == first.rows }) {
            guard first.rows != count else { return }
            let path =
                tables.paths[table] ?? tables.folder + table
                + (tables.folder.hasPrefix("data/csv") ? ".csv" : ".ndjson")
            return report(
                path, "the table has not the number of rows that the release says", expected: first.rows, found: count)
        }
        for (path, rows) in stated where rows != count {
            report(
                path, "it says another number of rows of \(visible(table)) than there are", expected: count, found: rows
            )
        }
    }

    private func compareTotal(_ count: Int, to findings: inout FindingList) {
        for facts in descriptions.stated {
            guard let rows = facts.rowCount, rows != count else { continue }
            findings.append(
                Finding(
                    .rowCount, at: Place(file: facts.path),
                    "it says another number of rows of all tables than there are",
                    expected: "\(count) rows", found: "\(rows) rows"))
        }
    }

    /// Without tables, the records of the graph are counted.
    private func compareRecords(_ summary: inout DeepSummary, to findings: inout FindingList) {
        guard let graph = outcomes.graphs.first(where: { $0.sum != nil }) else { return }
        summary.rowCount = graph.subjectCount
        compareTotal(graph.subjectCount, to: &findings)
    }

    /// Compares the rows of another format with those of the tables that were checked.
    private func compare(_ other: TablesOutcome, with tables: TablesOutcome, to findings: inout FindingList) {
        guard other.findings.isFit else { return }
        let expected = expectedSums(of: other, from: tables)
        for name in Set(expected.keys).union(other.sums.keys).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            let (own, theirs) = (other.sums[name] ?? RowSum(), expected[name] ?? RowSum())
            guard own != theirs else { continue }
            let place = Place(table: name, file: other.paths[name] ?? other.folder)
            let reference = tables.paths[name] ?? tables.folder
            findings.append(
                own.count == theirs.count
                    ? Finding(.graphDiffers, at: place, "its rows have other values than those of \(reference)")
                    : Finding(
                        .rowCount, at: place, "it has not the number of rows of \(reference)",
                        expected: "\(theirs.count) rows", found: "\(own.count) rows"))
        }
    }

    private func expectedSums(of other: TablesOutcome, from tables: TablesOutcome) -> [String: RowSum] {
        other.folder == ShownTablesJob.folder ? tables.shownSums : tables.sums
    }

    /// Whether tables could be read whole, and have the rows of those that were checked.
    private func agrees(_ other: TablesOutcome) -> Bool {
        guard let tables, Self.isWhole(tables) else { return false }
        return other.findings.isFit && other.sums == expectedSums(of: other, from: tables)
    }

    // MARK: The graph

    private func compareGraphs(_ summary: inout DeepSummary, to findings: inout FindingList) throws {
        let read = outcomes.graphs.filter { $0.sum != nil }
        guard let reference = reference(among: read) else { return }
        for graph in read where graph.sum?.total != reference.sum?.total || graph.sum?.count != reference.sum?.count {
            do {
                let difference = GraphDifference(files: files, hash: outcomes.hash)
                for finding in try difference.findings(graph, from: reference) { findings.append(finding) }
            } catch {
                findings.append(try unreadable(graph.file.path, error))
            }
        }
        summary.tripleCount = reference.sum?.count
        if let count = reference.sum?.count, let stated = descriptions.facts.tripleCount, stated != count {
            findings.append(
                Finding(
                    .metadataDiffers, at: Place(file: descriptions.facts.path),
                    "the graph has not the number of triples that it says", expected: "\(count) triples",
                    found: "\(stated) triples"))
        }
        compareHash(&summary, to: &findings)
    }

    /// The format that the others are compared with: one whose hash is the stated one, or else one that most agree with.
    private func reference(among read: [GraphOutcome]) -> GraphOutcome? {
        if let stated = descriptions.facts.sha256, let proved = read.first(where: { $0.sha256 == stated }) {
            return proved
        }
        func agreeing(_ graph: GraphOutcome) -> Int {
            read.count { $0.sum?.total == graph.sum?.total && $0.sum?.count == graph.sum?.count }
        }
        let most = read.map(agreeing).max() ?? 0
        return read.first { agreeing($0) == most }
    }

    /// Whether a format could be read whole, and carries the graph of the one that the others are compared with.
    private func agrees(_ graph: GraphOutcome) -> Bool {
        guard let sum = graph.sum, graph.findings.isFit,
            let expected = reference(among: outcomes.graphs.filter { $0.sum != nil })?.sum
        else { return false }
        let isOfTables = graph.file.syntax == .csvw
        return sum.total == expected.total && sum.count == expected.count
            && (!isOfTables || outcomes.tables.first { $0.folder == GraphFile.tables }.map(Self.isWhole) ?? false)
    }

    private func compareHash(_ summary: inout DeepSummary, to findings: inout FindingList) {
        let hashed = outcomes.graphs.first { $0.sha256 != nil || $0.isUnordered }
        guard let stated = descriptions.facts.sha256 else {
            if isHashStated { reportMissingHash(hashed?.sha256, to: &findings) }
            return
        }
        guard let hashed, let found = hashed.sha256 else {
            let path = hashed?.file.path ?? descriptions.facts.path
            findings.append(
                Finding(
                    .notVerified, at: Place(file: path),
                    hashed == nil
                        ? "no format that can be read gives the graph's hash"
                        : "its records do not come in the order of their IRIs, so that its graph's hash was not computed"
                ))
            return
        }
        summary.graphSHA256 = found
        if found != stated {
            findings.append(
                Finding(
                    .graphHash, at: Place(file: hashed.file.path),
                    "its graph has not the hash that \(descriptions.facts.path) says", expected: stated, found: found))
        }
    }

    /// Whether an export to these formats says the graph's hash.
    private var isHashStated: Bool {
        outcomes.graphs.count > 1 || outcomes.graphs.contains { $0.file.syntax == .nquads }
    }

    private func reportMissingHash(_ found: String?, to findings: inout FindingList) {
        for path in ["metadata/quality.json", "metadata/prov.jsonld"] where files.has(path) {
            findings.append(
                Finding(.metadataDiffers, at: Place(file: path), "it does not say the graph's hash", expected: found))
        }
    }

    // MARK: What was read

    private func describe(_ summary: inout DeepSummary, to findings: inout FindingList) {
        for graph in outcomes.graphs {
            summary.formats.append(
                .init(
                    name: graph.file.format, byteCount: graph.file.byteCount(files),
                    rowCount: agrees(graph) ? graph.subjectCount : nil,
                    tripleCount: graph.sum?.count))
        }
        for tables in outcomes.tables where tables.folder != GraphFile.tables {
            let names = files.names(in: tables.folder)
            summary.formats.append(
                .init(
                    name: String(tables.folder.dropFirst("data/".count).dropLast()),
                    byteCount: names.reduce(0) { $0 + files.byteCount(of: tables.folder + $1) },
                    rowCount: agrees(tables) ? tables.sums.values.reduce(0) { $0 + $1.count } : nil))
        }
        if !files.hasFiles(below: MemberDocuments.folder) { summary.notes.append("no documents are in the release") }
    }
}
