/// A title of a column, in a language; `und` where it has none.
struct CSVWTitle: Equatable {
    let text: String
    let language: String

    /// Whether it is the same as another; the languages are, when the longer tag is cut, or one is not known.
    func matches(_ other: CSVWTitle) -> Bool {
        guard text.utf8.elementsEqual(other.text.utf8) else { return false }
        if language == "und" || other.language == "und" { return true }
        let (a, b) = (language.lowercased() + "-", other.language.lowercased() + "-")
        return a.hasPrefix(b) || b.hasPrefix(a)
    }
}

/// The description of a column (Metadata Vocabulary for Tabular Data, section 5.6).
struct CSVWColumn {
    var name: String?
    var titles: [CSVWTitle] = []
    var isVirtual = false
    var isSuppressed = false
    var properties = CSVWProperties()

    /// The name as a title, which it stands for where there is none.
    var namedTitles: [CSVWTitle] { name.map { [CSVWTitle(text: $0, language: "und")] } ?? [] }

    /// The name annotation: the name, or the first title in the default language, percent-encoded as a variable of a
    /// template has to be, or `_col.N`.
    ///
    /// - Parameter number: of the column, from 1.
    func annotatedName(number: Int, language: String) -> String {
        if let name { return name }
        let title = titles.first { $0.language == language } ?? titles.first { $0.language == "und" }
        guard let title else { return "_col.\(number)" }
        return URITemplate.variableName(encoding: title.text)
    }
}

/// The description of a table's columns (section 5.5).
struct CSVWSchema {
    var id: String?
    var columns: [CSVWColumn] = []
    /// Whether the columns are those that are described, even if there are none; else they are taken from the header.
    var describesColumns = false
    var foreignKeys: [CSVWForeignKey] = []
    var properties = CSVWProperties()
    /// The default language of the document that describes it.
    var language = "und"

    /// What references to columns can name: a column that has no `name` cannot be referred to (section 5.1.4).
    var columnNames: Set<String> { Set(columns.compactMap(\.name)) }
}

/// The definition of a foreign key (section 5.5.2.1).
struct CSVWForeignKey {
    var columns: [String]
    /// The absolute URL of the table, or of the schema, that is referred to.
    var target: String
    var isSchema: Bool
    var targetColumns: [String]
}

/// The description of a table (section 5.4), with what it takes from its group.
struct CSVWTable {
    /// Absolute.
    var url: String
    var isSuppressed = false
    var dialect = CSVWDialect()
    var schema = CSVWSchema()
    var properties = CSVWProperties()

    /// The properties of a column, with those that it inherits.
    func properties(of column: CSVWColumn) -> CSVWProperties {
        column.properties.inheriting(schema.properties).inheriting(properties)
    }
}
