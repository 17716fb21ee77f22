/// A stable name for one sort of finding. The documentation has a heading for each; a test asserts it.
public struct FindingCode: Sendable, Hashable {
    public let name: String
    public let severity: Severity
    /// One line: what is wrong when this is reported.
    public let summary: String
    /// What to do next.
    public let hint: String

    init(_ name: String, _ summary: String, hint: String) { self.init(name, .error, summary, hint: hint) }

    init(_ name: String, _ severity: Severity, _ summary: String, hint: String) {
        self.name = name
        self.severity = severity
        self.summary = summary
        self.hint = hint
    }

    public static func == (a: FindingCode, b: FindingCode) -> Bool { a.name == b.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    // What can be wrong with the dataset's files.
    public static let metadataInvalid = FindingCode(
        "metadata-invalid", "The dataset's metadata cannot be used.",
        hint: "correct dataset.json or the CSVW metadata; the guide \"Datasets\" describes both")
    public static let schemaInvalid = FindingCode(
        "schema-invalid", "A table or column that the dataset declares cannot be exported.",
        hint: "correct the declaration in csv-metadata.json")
    public static let unknownFile = FindingCode(
        "unknown-file", .warning, "A file looks like a table, but the schema has none of its name.",
        hint: "rename it, declare the table in csv-metadata.json, or move the file out of the dataset")
    public static let duplicateFile = FindingCode(
        "duplicate-file", "A table is there twice, as CSV and as NDJSON.", hint: "keep one of the two")
    public static let missingHeader = FindingCode(
        "missing-header", "A table's file is empty: not even a header.",
        hint: "write the header line, or remove the file")
    public static let headerColumn = FindingCode(
        "header-column", "A header names a column that the table does not have, or names one twice.",
        hint: "correct the header, or declare the column in csv-metadata.json")
    public static let missingColumn = FindingCode(
        "missing-column", "A column that every row must fill is not in the header or the database's table.",
        hint: "add the column")
    public static let rowWidth = FindingCode(
        "row-width", "A row has more or fewer cells than the header.",
        hint: "look for a comma or a quote that is not inside quotes")
    public static let csvSyntax = FindingCode(
        "csv-syntax", "A file is not CSV as RFC 4180 has it.",
        hint: "put the cell into quotes and write each quote inside it twice")
    public static let lineEnds = FindingCode(
        "line-ends", "A file ends its lines with CR alone.", hint: "save it with LF or CR LF line ends")
    public static let byteOrderMark = FindingCode(
        "byte-order-mark", .warning, "A file begins with a byte order mark, which was passed over.",
        hint: "save the file as UTF-8 without BOM")
    public static let jsonSyntax = FindingCode(
        "json-syntax", "A line is not one flat JSON object.",
        hint: "write one object a line, with strings, numbers, true, false or null as values")
    public static let databaseUnreadable = FindingCode(
        "database-unreadable", "A database, or a table or view of it, cannot be read.",
        hint: "check the file with \"PRAGMA integrity_check\", or take it from the last backup")
    public static let unmappedColumn = FindingCode(
        "unmapped-column", .warning,
        "A database's table has a column that the schema does not have, so it is not exported.",
        hint: "declare the column in the database's metadata file, or read the table through a view without it"
    )
    public static let rowSecurity = FindingCode(
        "row-security", .warning,
        "A database has row security policies for a table, which may hide rows from the role.",
        hint:
            "give the role BYPASSRLS, or make certain that what the policies hide from it is not to be exported"
    )
    public static let missingTable = FindingCode(
        "missing-table", "The database has no table dataset, and no mapping names one.",
        hint:
            "make the tables with \"caseexport schema --to sql\", or map your own in the database's metadata file"
    )

    // What can be wrong with a cell.
    public static let invalidUTF8 = FindingCode(
        "invalid-utf8", "Bytes are not UTF-8.", hint: "find out which encoding the file has, and convert it to UTF-8")
    public static let forbiddenCharacter = FindingCode(
        "forbidden-character", "A text holds a character that XML 1.0 cannot carry.", hint: "remove the character")
    public static let notNormalized = FindingCode(
        "not-normalized", .warning, "A text is not in Unicode Normalization Form C.",
        hint: "\"caseexport import\" normalizes")
    public static let valueTooLong = FindingCode(
        "value-too-long", "A value is longer than 8 MiB, which XML readers refuse.", hint: "make it a document")
    public static let requiredValue = FindingCode(
        "required-value", "A cell that must have a value is empty.", hint: "fill it")
    public static let invalidValue = FindingCode(
        "invalid-value", "A value is not of its column's kind.", hint: "correct the value")
    public static let valueNotCanonical = FindingCode(
        "value-not-canonical", "A value is not written in the canonical form of its kind.",
        hint: "\"caseexport import\" writes the canonical form")
    public static let derivedValue = FindingCode(
        "derived-value", "A derived column holds something else than what follows from the others.",
        hint: "leave derived columns out: they are worked out anew")

    // What can be wrong between records.
    public static let idPrefix = FindingCode(
        "id-prefix", "A record's id has not the prefix of its table.",
        hint: "give the record an id with the table's prefix")
    public static let duplicateKey = FindingCode(
        "duplicate-key", "Two rows have the same key.", hint: "give one of them a new id, or remove it")
    public static let unresolvedReference = FindingCode(
        "unresolved-reference", "A reference leads to a record that is not there.",
        hint: "add the record or correct the reference")
    public static let referenceTable = FindingCode(
        "reference-table", "A reference leads into a table that its column does not allow.",
        hint: "refer to a record of one of the column's tables")
    public static let unknownCode = FindingCode(
        "unknown-code", "A code is not a concept of its column's scheme.",
        hint: "use a code of the scheme, or add it to concepts")
    public static let cycle = FindingCode(
        "cycle", "References lead back to where they started.", hint: "break the cycle at one of its records")
    public static let intervalOrder = FindingCode(
        "interval-order", "Something ends before it starts.", hint: "correct one of the dates")
    public static let exactlyOne = FindingCode(
        "exactly-one", "A row has none, or more than one, of columns of which it must have one.",
        hint: "fill exactly one of them")
    public static let datasetRow = FindingCode(
        "dataset-row", "The table dataset has not exactly one row.", hint: "describe the dataset in one row")

    // What can be wrong with outcomes.
    public static let effectPair = FindingCode(
        "effect-pair", "An outcome has an effect without what it acts on, or the other way round.",
        hint: "fill both effect and effect_on_id, or neither")
    public static let effectCase = FindingCode(
        "effect-case", "An outcome acts on one of another case.", hint: "check which outcome is meant")
    public static let effectOrder = FindingCode(
        "effect-order", "An outcome acts on one that was decided after it.",
        hint: "correct one of the dates, or swap the two")

    // What can be wrong with statements.
    public static let unknownProperty = FindingCode(
        "unknown-property", "A statement's property is not one of its subject's table.",
        hint: "take the full IRI of a property from the dictionary")
    public static let unsupportedStatement = FindingCode(
        "unsupported-statement", "A statement has no citation that supports it.",
        hint: "add a citation with the stance supports, or remove the statement")
    public static let preferredTwice = FindingCode(
        "preferred-twice", "Two preferred statements about the same property hold at the same time.",
        hint: "prefer one of them, or say since when and until when each holds")
    public static let preferredDiffers = FindingCode(
        "preferred-differs", "The preferred statement and the record's own column differ.",
        hint: "correct the column, or prefer another statement")
    public static let undisputedDifference = FindingCode(
        "undisputed-difference", "A statement differs from the record's own column and nothing says so.",
        hint: "set its status to disputed, or relate it to the statement that it differs from")

    // What can be wrong with documents, removed records and access rules.
    public static let fileMissing = FindingCode(
        "file-missing", "A document's file is not there, or is no plain file.",
        hint: "put it under documents/, or correct the path")
    public static let fileSize = FindingCode(
        "file-size", "A document's file has another size than recorded.",
        hint: "restore the file, or record the new version as a file of its own")
    public static let fileDigest = FindingCode(
        "file-digest", "A document's file has another digest than recorded.",
        hint: "restore the file, or record the new version as a file of its own")
    public static let tombstoneLive = FindingCode(
        "tombstone-live", "A record that a tombstone calls removed is there.",
        hint: "remove the record or the tombstone")
    public static let accessField = FindingCode(
        "access-field", "An access rule names a field that its record does not have.",
        hint: "name a column of the record's table, or leave the field empty")

    // What can be wrong with a release.
    public static let withheldValue = FindingCode(
        "withheld-value", "Something that a release withholds stands in one of its files all the same.",
        hint:
            "withhold what repeats it too, by a rule of its own; or name the text under permittedTexts in the profile, if it may be seen"
    )

    /// Every code, in the order of the documentation.
    public static let all: [FindingCode] = [
        .metadataInvalid, .schemaInvalid, .unknownFile, .duplicateFile, .missingHeader, .headerColumn, .missingColumn,
        .rowWidth, .csvSyntax, .lineEnds, .byteOrderMark, .jsonSyntax, .databaseUnreadable,
        .unmappedColumn, .rowSecurity, .missingTable,
        .invalidUTF8, .forbiddenCharacter, .notNormalized, .valueTooLong, .requiredValue, .invalidValue,
        .valueNotCanonical, .derivedValue, .idPrefix, .duplicateKey, .unresolvedReference, .referenceTable,
        .unknownCode, .cycle, .intervalOrder, .exactlyOne, .datasetRow, .effectPair, .effectCase, .effectOrder,
        .unknownProperty, .unsupportedStatement, .preferredTwice, .preferredDiffers, .undisputedDifference,
        .fileMissing, .fileSize, .fileDigest, .tombstoneLive, .accessField, .withheldValue,
    ]
}
