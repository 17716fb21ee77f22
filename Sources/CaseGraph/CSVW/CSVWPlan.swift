import CaseBytes
import CaseModel

/// What is made of each row of a table, prepared once.
final class CSVWPlan {
    /// A column, as the reading of its cells needs it.
    final class Column {
        let name: String
        let isVirtual: Bool
        let datatype: CSVWDatatype
        let isRequired: Bool
        let isOrdered: Bool
        let separator: [UInt8]
        /// Whether a cell is its own value, and null where it is empty.
        let isPlain: Bool
        /// What stands behind the text of a literal: nothing, a language or a datatype.
        let suffix: [UInt8]
        /// The same for a value that does not fit its datatype.
        let plainSuffix: [UInt8]
        let datatypeName: String
        private let defaultStorage: Bytes
        private let nulls: [[UInt8]]
        private var problemCount = 0
        private var firstProblem = ""

        init(_ column: CSVWColumn, name: String, properties: CSVWProperties) {
            self.name = name
            isVirtual = column.isVirtual
            datatype = properties.datatype ?? CSVWDatatype()
            isRequired = properties.isRequired ?? false
            isOrdered = properties.isOrdered ?? false
            separator = Array((properties.separator ?? "").utf8)
            nulls = (properties.nulls ?? [""]).map { Array($0.utf8) }
            let defaultText = properties.defaultValue ?? ""
            defaultStorage = Bytes(Array(defaultText.utf8))
            isPlain =
                datatype.isPlainText && separator.isEmpty && nulls == [[]] && defaultText.isEmpty && !isRequired
            let language = properties.language ?? "und"
            let tag = datatype.base.isString && language != "und" ? Array("@\(language)".utf8) : []
            let isString = datatype.iri == .xsd + "string"
            plainSuffix = tag
            suffix = isString ? tag : Array("^^<".utf8) + sanitized(datatype.iri) + [0x3E]
            datatypeName = datatype.iri
        }

        var defaultBytes: UnsafeBufferPointer<UInt8> { defaultStorage.bytes }

        func isNull(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
            for null in nulls where text.elementsEqual(null) { return true }
            return false
        }

        /// Notes that a cell is not as it should be.
        func report(_ what: String, row: Int, _ text: UnsafeBufferPointer<UInt8>) {
            problemCount += 1
            guard problemCount == 1 else { return }
            let start = UnsafeBufferPointer(rebasing: text.prefix(200)).text
            firstProblem = "row \(row), column \(visible(name)): \"\(visible(start))\" \(what)"
        }

        /// What is wrong with the column's cells; nil where nothing is.
        var summary: String? {
            if problemCount == 0 { return nil }
            return problemCount == 1 ? firstProblem : "\(firstProblem); so it is in \(problemCount) cells of the column"
        }
    }

    enum Term {
        /// Written out, with its angle brackets.
        case constant([UInt8])
        case template(CSVWTemplate)
    }

    /// The triples of a column.
    struct Output {
        let column: Int
        /// Which of the subjects; -1 for the row's blank node.
        let subject: Int
        let predicate: Term
        /// nil where the object is a literal.
        let value: Term?
    }

    private(set) var columns: [Column] = []
    private(set) var subjects: [Term] = []
    private(set) var outputs: [Output] = []
    /// How many columns come from the file.
    let sourceCount: Int

    private var templates: [CSVWTemplate] = []
    private let base: BaseIRI
    private let resolver: CSVWResolver

    /// - Parameters:
    ///   - columns: those that are described, then those that the file has beyond them; the virtual ones last.
    ///   - describedCount: how many of those that are not virtual are described; the others inherit nothing.
    init(_ table: CSVWTable, columns described: [CSVWColumn], describedCount: Int, resolver: CSVWResolver) throws {
        base = resolver.base
        self.resolver = resolver
        sourceCount = described.count { !$0.isVirtual }
        var names: [[UInt8]: Int] = [:]
        for (index, column) in described.enumerated() {
            let name = column.annotatedName(number: index + 1, language: table.schema.language)
            let isFurther = !column.isVirtual && index >= describedCount
            let properties = isFurther ? CSVWProperties() : table.properties(of: column)
            columns.append(Column(column, name: name, properties: properties))
            let key = Array(name.utf8)
            if names[key] == nil { names[key] = index }
        }
        for (index, column) in described.enumerated() where !column.isSuppressed {
            let isFurther = !column.isVirtual && index >= describedCount
            let properties = isFurther ? CSVWProperties() : table.properties(of: column)
            try addOutput(index, properties, names, skipped: table.dialect.skippedColumns)
        }
    }

    private func addOutput(_ index: Int, _ properties: CSVWProperties, _ names: [[UInt8]: Int], skipped: Int) throws {
        func prepared(_ text: String) throws -> CSVWTemplate {
            guard let template = URITemplate(text) else {
                throw malformed("\"\(visible(text))\" is not a URI template")
            }
            return CSVWTemplate(template, base: base) { name in
                if let column = names[name] { return .column(column) }
                switch String(decoding: name, as: UTF8.self) {
                case "_row": return .row
                case "_sourceRow": return .sourceRow
                case "_column": return .constant(Array(String(index + 1).utf8))
                case "_sourceColumn": return .constant(Array(String(index + 1 + skipped).utf8))
                case "_name": return .constant(URITemplate.percentDecoded(Array(columns[index].name.utf8)))
                default: return .undefined
                }
            }
        }
        func term(_ text: String) throws -> Term {
            let template = try prepared(text)
            guard let constant = template.constant else { return .template(template) }
            return .constant(try resolver.term(constant))
        }
        var subject = -1
        if let about = properties.aboutURL {
            let template = try prepared(about)
            if let known = templates.firstIndex(of: template) {
                subject = known
            } else {
                subject = templates.count
                templates.append(template)
                subjects.append(try term(about))
            }
        }
        let predicate =
            try properties.propertyURL.map(term)
            ?? .constant(try resolver.term(Array("#\(columns[index].name)".utf8)))
        outputs.append(
            Output(column: index, subject: subject, predicate: predicate, value: try properties.valueURL.map(term)))
    }
}

/// An IRI as N-Quads can carry it: what must not stand in one is percent-encoded.
func sanitized(_ iri: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in iri.utf8 {
        switch byte {
        case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F:
            bytes += [0x25, URITemplate.digit(byte >> 4), URITemplate.digit(byte & 15)]
        default: bytes.append(byte)
        }
    }
    return bytes
}
