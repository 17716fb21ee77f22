import CaseBytes
package import CaseModel

/// One JSON object a row and a line (RFC 8259), for jq and for loading. Whole and decimal numbers and flags are JSON's
/// own, everything else is a string; a column without a value is left out.
package struct NDJSONFormat: ExportFormat {
    package static let name = "ndjson"
    package static let summary = "one file of JSON lines a table"

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "ndjson/\(layout.table.name).ndjson" }

    package func prologue(for layout: TableLayout) -> [UInt8] { [] }

    package func encoder(for layout: TableLayout, of dataset: DatasetDescription) -> any BatchEncoder {
        NDJSONEncoder(layout)
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] {
        let metadata = CSVWWriter(base: dataset.base, language: dataset.language)
            .metadata(for: parts.flatMap(\.layouts))
        return [Companion(path: "ndjson/csv-metadata.json", bytes: metadata.pretty())]
    }
}

private struct NDJSONEncoder: BatchEncoder {
    private struct Column {
        let source: ColumnSource
        /// `,"name":`, and what stands around the value.
        let key: [UInt8]
        let isQuoted: Bool
        let isFreeText: Bool
    }

    private let columns: [Column]

    init(_ layout: TableLayout) {
        columns = layout.columns.map { layoutColumn in
            let kind = layoutColumn.column.kind
            let isQuoted = kind.json == .string
            return Column(
                source: layoutColumn.source,
                key: Array(",\"\(layoutColumn.column.name)\":\(isQuoted && !kind.isFreeText ? "\"" : "")".utf8),
                isQuoted: isQuoted, isFreeText: kind.isFreeText)
        }
    }

    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount {
        buffer.reserve(batch.rows.cells.count + batch.derived.count + batch.rowCount * columns.count * 16)
        batch.withCells { cells in
            for row in 0..<batch.rowCount {
                let start = buffer.count
                buffer.append(0x7B)
                for column in columns {
                    let cell = cells[row, column.source]
                    if cell.isEmpty { continue }
                    // The comma before the first key is left out.
                    column.key.withUnsafeBufferPointer { key in
                        if buffer.count == start + 1 {
                            buffer.append(UnsafeBufferPointer(rebasing: key[1...]))
                        } else {
                            buffer.append(key)
                        }
                    }
                    if column.isFreeText {
                        buffer.append(json: cell)
                    } else {
                        buffer.append(cell)
                        if column.isQuoted { buffer.append(0x22) }
                    }
                }
                buffer.append(0x7D)
                buffer.append(0x0A)
            }
        }
        return EncodedCount(rows: batch.rowCount)
    }
}
