import CaseBytes
import CaseFiles
package import CaseModel

/// Writes a directory that a person can read and correct: `dataset.json`, then one CSV file a table with the stored
/// columns only.
package final class DirectoryDestination: ImportDestination {
    private let path: String
    private let documents: String?
    private var layout: TableLayout?
    private var file: PartFile?
    private var buffer = ByteBuffer(capacity: 1 << 16)

    /// - Parameters:
    ///   - path: a directory that is there.
    ///   - documents: the directory whose files become those of the new dataset.
    package init(path: String, documents: String? = nil) {
        self.path = path
        self.documents = documents
    }

    package func begin(_ layout: TableLayout) throws {
        try endTable()
        self.layout = layout
        if layout.table.key == .dataset { return }
        file = try PartFile(creating: "\(path)/\(layout.table.name).csv", digests: [])
        appendLine(layout.table.columns.map { Array($0.name.utf8) })
    }

    package func add(_ row: [[UInt8]]) throws {
        guard let layout else { return }
        if layout.table.key == .dataset {
            let members = zip(layout.table.columns, row).filter { !$0.1.isEmpty }.map {
                JSON.Member(key: $0.0.name, value: .string(String(decoding: $0.1, as: UTF8.self)))
            }
            try writeFile(JSON.object(members).pretty(), to: path + "/dataset.json")
            return
        }
        appendLine(row)
        if buffer.count >= 1 << 16 { try flush() }
    }

    package func finish() throws {
        try endTable()
        if let documents { try copyTree(documents, to: path + "/documents") }
    }

    package func add(metadata: [UInt8]) throws { try writeFile(metadata, to: path + "/csv-metadata.json") }

    private func endTable() throws {
        try flush()
        _ = try file?.finish()
        file = nil
        layout = nil
    }

    private func flush() throws {
        if buffer.count > 0 { try file?.write(UnsafeRawBufferPointer(buffer.bytes)) }
        buffer.removeAll()
    }

    private func appendLine(_ cells: [[UInt8]]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.append(0x2C) }
            cell.withUnsafeBufferPointer { cell in
                guard let text = cell.baseAddress, cell.count > 0 else { return }
                guard needsCSVQuotes(text, count: cell.count, delimiter: 0x2C) else {
                    buffer.append(cell)
                    return
                }
                buffer.reserve(2 * cell.count + 3)
                var end = buffer.base + buffer.count
                let start = end
                writeCSVQuoted(text, count: cell.count, to: &end)
                buffer.advance(by: end - start)
            }
        }
        buffer.append(0x0A)
    }
}
