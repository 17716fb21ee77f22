import CaseBytes
package import CaseModel

/// CSV as RFC 4180 has it: CRLF, UTF-8 without BOM, a header, quotes where they are needed and around a cell that
/// begins or ends with a space or begins with `#`. With CSV on the Web metadata and a Frictionless Data Package.
package struct CSVFormat: ExportFormat {
    package static let name = "csv"
    package static let summary = "one CSV file a table, with CSV on the Web metadata and a Data Package"
    package static let mediaType = "text/csv; charset=utf-8; header=present"
    package static let standard: String? = "https://www.rfc-editor.org/rfc/rfc4180"

    package static let recordsDigests = true
    package static let carriesGraph = true

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "csv/\(layout.table.name).csv" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] {
        CSVHeader.line(of: layout, delimiter: 0x2C)
    }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        CSVEncoder(layout, delimiter: 0x2C, neutralizesFormulas: false)
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] {
        let layouts = parts.flatMap(\.layouts)
        let metadata = CSVWWriter(base: dataset.base, language: dataset.language).metadata(for: layouts)
        return [
            Companion(
                path: "csv/csv-metadata.json", bytes: metadata.pretty(), mediaType: CSVMetadata.mediaType,
                standard: CSVMetadata.standard, title: "What the CSV files say, as CSV on the Web metadata"),
            Companion(
                path: "csv/datapackage.json", bytes: DataPackage.descriptor(of: parts, dataset: dataset).pretty(),
                mediaType: "application/vnd.datapackage+json",
                standard: "https://datapackage.org/profiles/2.0/datapackage.json",
                title: "The CSV files as a Frictionless Data Package"),
        ]
    }
}

/// How others know CSV on the Web metadata.
enum CSVMetadata {
    static let mediaType = "application/csvm+json"
    static let standard = "http://www.w3.org/TR/tabular-metadata/"
}

enum CSVHeader {
    static func line(of layout: TableLayout, delimiter: UInt8) -> [UInt8] {
        let names = layout.columns.map { Array($0.column.name.utf8) }
        return Array(names.joined(separator: [delimiter])) + [0x0D, 0x0A]
    }
}

/// Encodes rows as CSV. A cell of a kind that never needs quotes is copied without a look at it.
struct CSVEncoder: BatchEncoder {
    private struct Column {
        let isDerived: Bool
        let index: Int
        let isFreeText: Bool
        /// Whether a spreadsheet would take some values for formulas.
        let isRisky: Bool
    }

    private let columns: [Column]
    private let delimiter: UInt8
    private let neutralizesFormulas: Bool

    init(_ layout: TableLayout, delimiter: UInt8, neutralizesFormulas: Bool) {
        self.delimiter = delimiter
        self.neutralizesFormulas = neutralizesFormulas
        columns = layout.columns.map { layoutColumn in
            let kind = layoutColumn.column.kind
            let isRisky = neutralizesFormulas && kind.json != .number
            switch layoutColumn.source {
            case .stored(let index):
                return Column(isDerived: false, index: index, isFreeText: kind.isFreeText, isRisky: isRisky)
            case .derived(let index):
                return Column(isDerived: true, index: index, isFreeText: kind.isFreeText, isRisky: isRisky)
            }
        }
    }

    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount {
        var altered = 0
        buffer.reserve(batch.rows.cells.count + batch.derived.count + batch.rowCount * (columns.count + 8))
        batch.withCells { cells in
            columns.withUnsafeBufferPointer { columns in
                for row in 0..<batch.rowCount {
                    // Room for the row if every byte of it were a quote, so that nothing below looks at the capacity.
                    buffer.reserve(2 * cells.byteCount(ofRow: row) + 4 * columns.count + 2)
                    var end = buffer.base + buffer.count
                    let start = end
                    var index = 0
                    while index < columns.count {
                        let column = columns[index]
                        if index > 0 {
                            end.pointee = delimiter
                            end += 1
                        }
                        let cell = column.isDerived ? cells.derived(row, column.index) : cells.stored(row, column.index)
                        if cell.count > 0 {
                            let text = cell.baseAddress.unsafelyUnwrapped
                            if column.isRisky, Self.isFormula(text[0]) {
                                altered &+= 1
                                writeCSVQuoted(text, count: cell.count, prefix: 0x27, to: &end)
                            } else if column.isFreeText, needsCSVQuotes(text, count: cell.count, delimiter: delimiter) {
                                writeCSVQuoted(text, count: cell.count, to: &end)
                            } else {
                                copyWithSlack(from: text, to: end, count: cell.count)
                                end += cell.count
                            }
                        }
                        index &+= 1
                    }
                    end[0] = 0x0D
                    end[1] = 0x0A
                    buffer.advance(by: end + 2 - start)
                }
            }
        }
        return EncodedCount(rows: batch.rowCount, alteredCells: altered)
    }

    /// What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
    @inline(__always)
    private static func isFormula(_ byte: UInt8) -> Bool {
        byte == 0x3D || byte == 0x2B || byte == 0x2D || byte == 0x40 || byte == 0x09 || byte == 0x0D
    }
}
