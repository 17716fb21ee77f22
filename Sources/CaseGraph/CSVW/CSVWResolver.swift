import CaseBytes
import CaseModel

/// Makes IRIs out of what the templates of a table expand to.
final class CSVWResolver {
    /// What stands for the base where none is given: nothing that begins so may come out.
    static let unknownBase = "unknown-base:///"

    /// The table's URL.
    let base: BaseIRI
    @exclusivity(unchecked) private var first = ByteBuffer()
    @exclusivity(unchecked) private var second = ByteBuffer()

    init(tableURL: String) throws(GraphProblem) {
        guard let base = BaseIRI(String(decoding: sanitized(tableURL), as: UTF8.self)) else {
            throw malformed("\"\(visible(tableURL))\" is not an absolute URL")
        }
        self.base = base
    }

    /// An IRI of text that is the same in every row, with angle brackets.
    func term(_ text: [UInt8]) throws(GraphProblem) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.append(0x3C)
        first.removeAll()
        first.append(text)
        try resolve(into: &buffer)
        buffer.append(0x3E)
        return buffer.array()
    }

    /// Appends the IRI that a template gives in a row, with angle brackets.
    func append(_ index: Int, of plan: CSVWPlan, _ row: CSVWRow, to target: inout ByteBuffer) throws(GraphProblem) {
        let template = plan.templates[index]
        target.append(0x3C)
        let start = target.count
        var needsCare = !template.isAbsolute
        for index in template.firstStep..<(template.firstStep &+ template.stepCount) {
            switch plan.steps[index] {
            case .literal(let run): target.append(plan.bytes(of: run))
            case .column(let column):
                let value = row.values[column]
                if value.state == .single {
                    if Self.append(row.bytes(of: value), to: &target) { needsCare = true }
                } else if value.state == .list {
                    needsCare = true
                    row.expandList(value, into: &target)
                }
            case .other(let part): if row.expand(plan.parts[part], into: &target) { needsCare = true }
            }
        }
        if needsCare {
            first.removeAll()
            first.append(target.base + start, count: target.count - start)
            target.truncate(to: start)
            try resolve(into: &target)
        }
        target.append(0x3E)
    }

    /// Appends a value, percent-encoded where a character is not unreserved.
    ///
    /// - Returns: whether it begins with a dot.
    @inline(__always)
    private static func append(_ value: UnsafeBufferPointer<UInt8>, to target: inout ByteBuffer) -> Bool {
        target.reserve(value.count &* 3)
        var end = target.base + target.count
        for byte in value {
            if isUnreserved(byte) {
                end.pointee = byte
                end += 1
            } else {
                end[0] = 0x25
                end[1] = URITemplate.digit(byte &>> 4)
                end[2] = URITemplate.digit(byte & 15)
                end += 3
            }
        }
        target.count = end - target.base
        return value.first == 0x2E
    }

    /// Appends what `first` holds, its prefix expanded, as an absolute IRI.
    private func resolve(into target: inout ByteBuffer) throws(GraphProblem) {
        let start = target.count
        second.removeAll()
        if CSVWPrefixes.expand(first.bytes, into: &second) {
            base.resolve(second.bytes, into: &target)
        } else {
            base.resolve(first.bytes, into: &target)
        }
        if UnsafeBufferPointer(rebasing: target.bytes[start...]).starts(with: Self.unknownBase.utf8) {
            throw GraphProblem(
                .malformed, "the IRI \"\(visible(first.bytes.text))\" is relative, and there is no base to resolve it",
                hint: "give the file's own IRI with --base")
        }
    }
}
