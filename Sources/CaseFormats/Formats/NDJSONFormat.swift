import CaseBytes
package import CaseModel

/// One JSON object a row and a line (RFC 8259), for jq and for loading. Whole and decimal numbers and flags are JSON's
/// own, everything else is a string; a column without a value is left out.
package struct NDJSONFormat: ExportFormat {
    package static let name = "ndjson"
    package static let summary = "one file of JSON lines a table"
    package static let mediaType = "application/x-ndjson"

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "ndjson/\(layout.table.name).ndjson" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] { [] }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        NDJSONEncoder(layout)
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] {
        let metadata = CSVWWriter(base: dataset.base, language: dataset.language)
            .metadata(for: parts.flatMap(\.layouts))
        return [
            Companion(
                path: "ndjson/csv-metadata.json", bytes: metadata.pretty(), mediaType: CSVMetadata.mediaType,
                standard: CSVMetadata.standard,
                title: "What the tables and their columns are, as CSV on the Web metadata")
        ]
    }
}

/// Encodes rows as JSON lines. What stands before each value is made once; free text is looked at for escapes, all
/// other values are copied as they are.
private struct NDJSONEncoder: BatchEncoder {
    private struct Column {
        let source: ColumnSource
        /// Where `,"name":`, with the quote of a value that has no escapes, stands among the keys.
        let keyStart: Int
        let keyCount: Int
        let isQuoted: Bool
        let isFreeText: Bool
    }

    private let columns: [Column]
    private let keys: Bytes

    init(_ layout: TableLayout) {
        var keys: [UInt8] = []
        columns = layout.columns.map { layoutColumn in
            let kind = layoutColumn.column.kind
            let isQuoted = kind.json == .string && !kind.isFreeText
            let start = keys.count
            keys += Array(",\"\(layoutColumn.column.name)\":\(isQuoted ? "\"" : "")".utf8)
            return Column(
                source: layoutColumn.source, keyStart: start, keyCount: keys.count - start, isQuoted: isQuoted,
                isFreeText: kind.isFreeText)
        }
        self.keys = Bytes(keys)
    }

    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount {
        buffer.reserve(batch.rows.cells.count + batch.derived.count + batch.rowCount * columns.count * 16)
        batch.withCells { cells in
            columns.withUnsafeBufferPointer { columns in
                for row in 0..<batch.rowCount {
                    // Room for the row if every byte of it were an escape of six, so that nothing below looks at the
                    // capacity.
                    buffer.reserve(6 * cells.byteCount(ofRow: row) + keys.count + 2 * columns.count + 3)
                    let start = buffer.base + buffer.count
                    var end = start
                    for column in columns {
                        let cell = cells[row, column.source]
                        guard cell.count > 0, let text = cell.baseAddress else { continue }
                        copyWithSlack(from: keys.base + column.keyStart, to: end, count: column.keyCount)
                        end += column.keyCount
                        if column.isFreeText {
                            writeJSON(text, count: cell.count, to: &end)
                        } else {
                            copyWithSlack(from: text, to: end, count: cell.count)
                            end += cell.count
                            if column.isQuoted {
                                end.pointee = 0x22
                                end += 1
                            }
                        }
                    }
                    // The first comma is where the object opens; a row has a value at least for its key.
                    start.pointee = 0x7B
                    end[0] = 0x7D
                    end[1] = 0x0A
                    buffer.advance(by: end + 2 - start)
                }
            }
        }
        return EncodedCount(rows: batch.rowCount)
    }
}
