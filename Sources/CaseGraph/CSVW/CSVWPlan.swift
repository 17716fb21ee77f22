import CaseBytes
import CaseModel

/// What is made of each row of a table, prepared once: what is the same in all rows stands ready in `constants`, and the
/// loops over rows go through plain structures.
final class CSVWPlan {
    /// A run of `constants`.
    struct Run {
        var start = 0
        var count = 0
    }

    /// An IRI, with its angle brackets.
    struct Term {
        /// Which of the templates makes it; -1 where it is always the same.
        var template = -1
        var run = Run()
    }

    struct Template {
        var firstStep: Int
        var stepCount: Int
        /// Whether no resolution is needed, unless a value begins a segment with a dot.
        var isAbsolute: Bool
    }

    /// A part of a template.
    enum Step {
        case literal(Run)
        /// `{column}`: everything but unreserved characters is percent-encoded.
        case column(Int)
        /// Any other expression, one of `parts`.
        case other(Int)
    }

    /// The triples of a column.
    struct Output {
        var column: Int
        /// Which of the subjects; -1 for the row's blank node.
        var subject: Int
        var predicate: Term
        var value = Term()
        /// Whether the object is an IRI.
        var hasValue: Bool
        var isVirtual: Bool
        var isOrdered: Bool
        /// What stands behind the text of a literal: a language, a datatype or nothing.
        var suffix: Run
        /// The same for a value that does not fit its datatype.
        var plainSuffix: Run
    }

    private(set) var columns: [CSVWPlanColumn] = []
    /// For each column whether a cell is its own value, and null where it is empty.
    private(set) var isPlain: [Bool] = []
    private(set) var isRequired: [Bool] = []
    private(set) var subjects: [Term] = []
    private(set) var outputs: [Output] = []
    private(set) var templates: [Template] = []
    private(set) var steps: [Step] = []
    private(set) var parts: [URITemplate.Part] = []
    private var constants = ByteBuffer()
    /// How many columns come from the file.
    let sourceCount: Int

    private var subjectTemplates: [CSVWTemplate] = []
    private let resolver: CSVWResolver

    /// - Parameters:
    ///   - columns: those that are described, then those that the file has beyond them; the virtual ones last.
    ///   - describedCount: how many of those that are not virtual are described; the others inherit nothing.
    init(_ table: CSVWTable, columns described: [CSVWColumn], describedCount: Int, resolver: CSVWResolver) throws {
        self.resolver = resolver
        sourceCount = described.count { !$0.isVirtual }
        var names: [[UInt8]: Int] = [:]
        var properties: [CSVWProperties] = []
        for (index, column) in described.enumerated() {
            let name = column.annotatedName(number: index + 1, language: table.schema.language)
            let isFurther = !column.isVirtual && index >= describedCount
            properties.append(isFurther ? CSVWProperties() : table.properties(of: column))
            columns.append(CSVWPlanColumn(column, name: name, properties: properties[index]))
            isPlain.append(columns[index].isPlain)
            isRequired.append(columns[index].isRequired)
            let key = Array(name.utf8)
            if names[key] == nil { names[key] = index }
        }
        for (index, column) in described.enumerated() where !column.isSuppressed {
            try addOutput(index, properties[index], names, skipped: table.dialect.skippedColumns)
        }
    }

    @inline(__always)
    func bytes(of run: Run) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: constants.base + run.start, count: run.count)
    }

    private func keep(_ bytes: [UInt8]) -> Run {
        constants.append(bytes)
        return Run(start: constants.count - bytes.count, count: bytes.count)
    }

    private func addOutput(_ index: Int, _ properties: CSVWProperties, _ names: [[UInt8]: Int], skipped: Int) throws {
        func prepared(_ text: String) throws -> CSVWTemplate {
            guard let template = URITemplate(text) else {
                throw malformed("\"\(visible(text))\" is not a URI template")
            }
            return CSVWTemplate(template, base: resolver.base) { name in
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
        var subject = -1
        if let about = properties.aboutURL {
            let template = try prepared(about)
            if let known = subjectTemplates.firstIndex(of: template) {
                subject = known
            } else {
                subject = subjectTemplates.count
                subjectTemplates.append(template)
                subjects.append(try term(template))
            }
        }
        let column = columns[index]
        let predicate =
            try properties.propertyURL.map { try term(prepared($0)) }
            ?? Term(run: keep(try resolver.term(Array("#\(column.name)".utf8))))
        outputs.append(
            Output(
                column: index, subject: subject, predicate: predicate,
                value: try properties.valueURL.map { try term(prepared($0)) } ?? Term(),
                hasValue: properties.valueURL != nil, isVirtual: column.isVirtual, isOrdered: column.isOrdered,
                suffix: keep(column.suffix), plainSuffix: keep(column.plainSuffix)))
    }

    private func term(_ template: CSVWTemplate) throws -> Term {
        if let constant = template.constant { return Term(run: keep(try resolver.term(constant))) }
        let firstStep = steps.count
        for part in template.template.parts {
            switch part {
            case .literal(let bytes): steps.append(.literal(keep(bytes)))
            case .expression(let kind, let names):
                if names.count == 1, names[0].prefix == nil, kind == URITemplate.Operator(nil),
                    case .column(let column) = names[0].variable
                {
                    steps.append(.column(column))
                } else {
                    steps.append(.other(parts.count))
                    parts.append(part)
                }
            }
        }
        templates.append(
            Template(firstStep: firstStep, stepCount: steps.count - firstStep, isAbsolute: template.isAbsolute))
        return Term(template: templates.count - 1)
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
