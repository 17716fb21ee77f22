import CaseBytes
import CaseModel

/// A column, as the reading of its cells needs it.
final class CSVWPlanColumn {
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
    private let defaultStorage: Bytes
    private let nulls: [[UInt8]]
    private let isNullEmptyOnly: Bool
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
        isNullEmptyOnly = nulls == [[]]
        let defaultText = properties.defaultValue ?? ""
        defaultStorage = Bytes(Array(defaultText.utf8))
        isPlain = datatype.isPlainText && separator.isEmpty && isNullEmptyOnly && defaultText.isEmpty
        let language = properties.language ?? "und"
        let tag = datatype.base.isString && language != "und" ? Array("@\(language)".utf8) : []
        plainSuffix = tag
        suffix = datatype.iri == .xsd + "string" ? tag : Array("^^<".utf8) + sanitized(datatype.iri) + [0x3E]
    }

    var defaultBytes: UnsafeBufferPointer<UInt8> { defaultStorage.bytes }

    @inline(__always)
    func isNull(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isNullEmptyOnly { return text.isEmpty }
        for null in nulls where text.elementsEqual(null) { return true }
        return false
    }

    /// Notes that a cell is empty, and must not be.
    func reportMissing(row: Int) {
        problemCount += 1
        if problemCount == 1 { firstProblem = "row \(row), column \(visible(name)): a value is required" }
    }

    /// Notes that a text is not of the datatype.
    func reportUnfit(row: Int, _ text: UnsafeBufferPointer<UInt8>) {
        problemCount += 1
        guard problemCount == 1 else { return }
        let start = UnsafeBufferPointer(rebasing: text.prefix(200)).text
        firstProblem = "row \(row), column \(visible(name)): \"\(visible(start))\" is no \(visible(datatype.iri))"
    }

    /// What is wrong with the column's cells; nil where nothing is.
    var summary: String? {
        if problemCount == 0 { return nil }
        return problemCount == 1 ? firstProblem : "\(firstProblem); \(problemCount) cells of the column are not right"
    }
}
