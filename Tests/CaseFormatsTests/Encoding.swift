import CaseBytes
import CaseFormats
import CaseModel
import Testing

/// A table with a column of each kind that encoders treat in its own way.
enum Torture {
    static let table = Table(
        name: "notes", key: .id(prefix: "not"), classIRI: "https://example.org/ns#Note", documentation: "Notes.",
        columns: [
            .recordID, column("text", .text), column("title", .languageText), column("day", .edtf),
            column("count", .integer),
            column("height", .decimal), column("urgent", .flag), column("link", .url),
        ])

    private static func column(_ name: String, _ kind: Kind) -> Column {
        Column(name: name, kind: kind, property: "https://example.org/ns#" + name, documentation: "A value.")
    }

    static let layout = Schema(tables: [table]).layouts[0]

    static func batch(_ rows: [[String]], of layout: TableLayout = layout) -> Batch {
        var builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount)
        for row in rows { builder.append(Row(values: row)) }
        return Deriver().batch(builder.seal(), layout: layout)
    }

    static let dataset = DatasetDescription(values: [
        "base": "https://example.org/a-case/", "title": "A \"case\"", "language": "en", "publisher": "Nobody",
        "creators": "Ada; Bob",
        "licence": "CC0-1.0", "licence_url": "https://e.org/l", "keywords": "one, two ,,three",
        "updated": "2026-11-21T02:00:00Z",
        "description": "It\nhas lines.",
    ])

    static func exported(_ layout: TableLayout) -> ExportedDataset {
        ExportedDataset(dataset, schema: Schema(tables: [layout.table]))
    }

    static func encode(_ format: any ExportFormat, _ rows: [[String]], of layout: TableLayout = layout) -> (
        text: [UInt8], count: EncodedCount
    ) {
        var buffer = ByteBuffer(capacity: 64)
        let count = format.encoder(for: layout, of: exported(layout)).encode(batch(rows, of: layout), into: &buffer)
        return (buffer.array(), count)
    }

    /// The part that a table of these rows becomes.
    static func part(_ format: any ExportFormat, _ rows: [[String]]) -> [UInt8] {
        format.prologue(for: layout, of: exported(layout)) + encode(format, rows).text + format.epilogue
    }

    static let rows: [[String]] = [
        ["not_1", "plain", "Title", "2014", "17", "51.5", "true", "https://e.org/"],
        ["not_2", "", "", "", "", "", "", ""],
        ["not_3", "a,b;c", "\"quoted\"", "-0044-03-15", "-3", "-0.5", "false", "https://e.org/?a=1,2"],
        ["not_4", "line\r\nline\n", "\r", "../2016", "0", "0", "", "urn:x:'y"],
        ["not_5", "#hash", " space", "2014~", "", "", "true", "https://e.org/é"],
        ["not_6", "=1+1", "+49", "201X", "", "", "", "https://e.org/;"],
        ["not_7", "-x", "@sum", "", "", "", "", ""],
        ["not_8", "\ttab", "tail ", "", "", "", "", ""],
        ["not_9", "עברית 🕊️", "\\ \u{1} \u{2028} /", "", "", "", "", ""],
    ]
}
