import CaseBytes
import CaseFiles
package import CaseModel

/// What came of an import.
package struct ImportResult: Sendable {
    package let rowCounts: [(table: String, rows: Int)]
    /// How many values were written in another form than they were read, by kind.
    package let normalized: [(kind: String, count: Int)]
    /// What made rows of the source unreadable; with an error among them the new dataset is not whole.
    package let findings: FindingList
}

/// Where imported rows go. Implementations: `DirectoryDestination`, `SQLiteDestination`, `PostgreSQLDestination`.
package protocol ImportDestination: AnyObject {
    /// Begins a table; its rows come in canonical order.
    func begin(_ layout: TableLayout) throws
    /// Takes a row: the stored columns' values, empty where there is none.
    func add(_ row: [[UInt8]]) throws
    /// Every row is there.
    func finish() throws
    /// Takes the CSVW metadata of a dataset that declares tables or columns of its own, behind all rows.
    func add(metadata: [UInt8]) throws
}

/// Copies a dataset's rows into a new one.
///
/// Values are written in their kinds' canonical form, and text in Normalization Form C, wherever there is no doubt what
/// is meant. The shipped vocabularies are not copied. What cannot be put right is for the check of the new dataset.
///
/// - Throws: `StoreProblem`, `FileProblem`.
package func importRows(
    of snapshot: any DatasetSnapshot, describedAs dataset: DatasetDescription, into destination: any ImportDestination,
    interrupted: () throws -> Void
) throws -> ImportResult {
    var counts: [(table: String, rows: Int)] = []
    var findings = FindingList()
    for finding in snapshot.findings { findings.append(finding) }
    var normalizer = Normalizer()
    for table in snapshot.schema.tables {
        guard let layout = snapshot.schema.layout(named: table.name) else { continue }
        let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
        var count = 0
        var hasBegun = false
        while let batch = try reader.next() {
            try interrupted()
            findings.append(batch.findings)
            for row in 0..<batch.rowCount {
                if layout.table.key == .concept, ShippedConcepts.contains(batch, row: row) { continue }
                if !hasBegun {
                    try destination.begin(layout)
                    hasBegun = true
                }
                var values: [[UInt8]] = []
                for (index, column) in table.columns.enumerated() {
                    values.append(normalizer.value(batch.withCell(row, index) { Array($0) }, column.kind))
                }
                try destination.add(values)
                count += 1
            }
        }
        if count > 0 { counts.append((table.name, count)) }
    }
    try destination.finish()
    if snapshot.schema.hasOwnDeclarations {
        // A dataset that brings its own schema takes it along.
        let writer = CSVWWriter(base: dataset.base, language: dataset.language)
        let metadata = writer.metadata(
            for: snapshot.schema.tables.compactMap { snapshot.schema.layout(named: $0.name) })
        try destination.add(metadata: metadata.pretty())
    }
    return ImportResult(rowCounts: counts, normalized: normalizer.counts, findings: findings)
}

/// Writes values in their canonical form, and counts how often that was another.
private struct Normalizer {
    private var byKind: [String: Int] = [:]

    var counts: [(kind: String, count: Int)] {
        Kind.all.compactMap { kind in byKind[kind.name].map { (kind.name, $0) } }
    }

    mutating func value(_ bytes: [UInt8], _ kind: Kind) -> [UInt8] {
        if bytes.isEmpty { return bytes }
        if kind.name == Kind.text.name || kind.name == Kind.languageText.name {
            guard bytes.contains(where: { $0 >= 0xCC }) else { return bytes }
            return bytes.withUnsafeBufferPointer { text in
                // What is not UTF-8 is left as it is, for the check to report.
                if String(validating: text, as: UTF8.self) == nil || isNormalized(text) { return bytes }
                byKind[kind.name, default: 0] += 1
                return normalizationFormC(of: text)
            }
        }
        return bytes.withUnsafeBufferPointer { text in
            guard kind.verdict(text) != .canonical, let canonical = kind.canonical(text.text),
                canonical.isEmpty || kind.verdict(of: canonical) == .canonical
            else { return bytes }
            byKind[kind.name, default: 0] += 1
            return Array(canonical.utf8)
        }
    }
}

extension ShippedConcepts {
    /// Whether a row of `concepts` is one that ships with the tool, word for word.
    fileprivate static func contains(_ batch: RowBatch, row: Int) -> Bool {
        let key = batch.text(row, 0) + "/" + batch.text(row, 1)
        guard let index = indexByKey[key] else { return false }
        let shipped = rows[index]
        for column in 0..<batch.columnCount {
            let own = column < shipped.ends.count ? shipped.text(column) : ""
            if Array(batch.text(row, column).utf8) != Array(own.utf8) { return false }
        }
        return true
    }

    private static let indexByKey = Dictionary(
        keys.enumerated().map { (String(decoding: $0.element, as: UTF8.self), $0.offset) },
        uniquingKeysWith: { first, _ in first })
}

extension Schema {
    /// Whether there is more in it than the model's own tables and columns.
    fileprivate var hasOwnDeclarations: Bool {
        tables.count != Schema.standard.tables.count
            || zip(tables, Schema.standard.tables).contains { $0.columns.count != $1.columns.count }
    }
}
