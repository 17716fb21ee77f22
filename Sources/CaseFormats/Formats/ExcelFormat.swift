import CaseBytes
package import CaseModel

/// CSV for people who double-click: with a byte order mark, so that spreadsheets see UTF-8, and with cells that a
/// spreadsheet would take for formulas made harmless. A view, not the data.
package struct ExcelFormat: ExportFormat {
    package static let name = "excel"
    package static let summary = "one CSV file a table for spreadsheets: a view, not the data"
    package static let mediaType = "text/csv; charset=utf-8; header=present"

    private let delimiter: UInt8

    package init(options: FormatOptions) { delimiter = options.excelDelimiter }

    package func part(for layout: TableLayout) -> String { "excel/\(layout.table.name).csv" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] {
        [0xEF, 0xBB, 0xBF] + CSVHeader.line(of: layout, delimiter: delimiter)
    }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        CSVEncoder(layout, delimiter: delimiter, neutralizesFormulas: true)
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] {
        let altered = parts.reduce(0) { $0 + $1.alteredCells }
        let changed =
            altered == 1 ? "1 cell begins" : "\(altered) cells begin"
        let text = """
            \(dataset["title"] ?? "Dataset")

            These files are for looking at the data in a spreadsheet. They are a view, not the data: do not archive
            them, and do not load them into other programs. The data is in the other formats of this export.

            - The files begin with a byte order mark, and cells are separated by "\(String(UnicodeScalar(delimiter)))".
            - A cell that a spreadsheet would take for a formula has an apostrophe before it. In this export \(changed) so.
            - A spreadsheet may change what it shows: 2014-06 may become June 2014, and a cell ends after 32,767
              characters. To see the values as they are, import the file and choose "text" for every column.

            """
        return [
            Companion(
                path: "excel/README.txt", bytes: Array(text.utf8), mediaType: "text/plain; charset=utf-8",
                standard: nil,
                title: "What the files for spreadsheets are, and are not")
        ]
    }
}
