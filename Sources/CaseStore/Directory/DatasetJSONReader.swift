import CaseModel

/// `dataset.json`: the dataset's one row, as an object of texts.
final class DatasetJSONReader: RowReader {
    private let files: any DatasetFiles
    private let fileName: String
    private let layout: TableLayout
    private var isAtEnd = false

    init(_ files: any DatasetFiles, fileName: String, layout: TableLayout) {
        self.files = files
        self.fileName = fileName
        self.layout = layout
    }

    func next() throws -> RowBatch? {
        if isAtEnd { return nil }
        isAtEnd = true
        var builder = RowBatchBuilder(
            layoutIndex: layout.index, columnCount: layout.storedCount + layout.derivedCount)
        let members: [JSON.Member]
        do {
            guard let object = try JSON(parsing: try files.bytes(of: fileName, limit: 1 << 20)).members else {
                throw JSONProblem(message: "it is not an object")
            }
            members = object
        } catch let problem as JSONProblem {
            let place = Place(table: "dataset", file: fileName, line: problem.line == 0 ? nil : problem.line)
            builder.findings.append(Finding(.metadataInvalid, at: place, problem.message))
            return builder.seal()
        }
        var values: [String: String] = [:]
        for member in members {
            if let message = note(member, in: &values) {
                let place = Place(table: "dataset", column: member.key, file: fileName)
                builder.findings.append(Finding(.metadataInvalid, at: place, message))
            }
        }
        let stored = layout.table.columns.map { values[$0.name] ?? $0.defaultValue ?? "" }
        let derived = layout.columns.compactMap { column -> String? in
            if case .derived = column.source { values[column.column.name] ?? "" } else { nil }
        }
        builder.append(Row(values: stored + derived))
        return builder.seal()
    }

    /// - Returns: what is wrong with the member; nil where it was noted.
    private func note(_ member: JSON.Member, in values: inout [String: String]) -> String? {
        guard layout.exported(member.key) != nil else {
            let known = layout.table.columns.map(\.name)
            let near = nearest(to: member.key, among: known).map { "; did you mean \"\($0)\"?" }
            return "there is no such key" + (near ?? ": the keys are \(known.joined(separator: ", "))")
        }
        switch member.value {
        case .string(let text), .number(let text): values[member.key] = text
        case .null: break
        default: return "the value is not a text"
        }
        return nil
    }
}
