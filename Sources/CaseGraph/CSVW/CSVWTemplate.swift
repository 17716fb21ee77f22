import CaseBytes
import CaseModel

/// A template that was prepared for the rows of a table: what is the same in all of them stands ready.
struct CSVWTemplate: Equatable {
    private(set) var template: URITemplate
    /// Whether what it expands to is an absolute IRI that needs no resolution, unless a value begins a segment with a
    /// dot.
    private(set) var isAbsolute = false

    /// - Parameters:
    ///   - base: the table's URL.
    ///   - variable: what a name stands for.
    init(_ template: URITemplate, base: BaseIRI, variable: ([UInt8]) -> URITemplate.Variable) {
        var bound = template
        bound.bind(variable)
        self.template = URITemplate(parts: Self.folded(bound.parts))
        prepare(base)
    }

    /// Expressions of constants alone become literals, and literals that stand together one.
    private static func folded(_ parts: [URITemplate.Part]) -> [URITemplate.Part] {
        var folded: [URITemplate.Part] = []
        for part in parts {
            var literal: [UInt8]?
            if case .literal(let bytes) = part { literal = bytes }
            if case .expression(_, let specifications) = part, specifications.allSatisfy(\.isConstant) {
                var buffer = ByteBuffer()
                _ = CSVWRow().expand(part, into: &buffer)
                literal = buffer.array()
            }
            if let literal {
                if case .literal(let before)? = folded.last {
                    folded[folded.count - 1] = .literal(before + literal)
                } else {
                    folded.append(.literal(literal))
                }
            } else {
                folded.append(part)
            }
        }
        return folded
    }

    /// Does at once what would have to be done in every row: prefixes, and fragments of the table's URL.
    private mutating func prepare(_ base: BaseIRI) {
        guard case .literal(let first)? = template.parts.first else { return }
        var start = ByteBuffer()
        let isReady = first.withUnsafeBufferPointer { first in
            if CSVWPrefixes.expand(first, into: &start) { return true }
            if first.first == 0x23 {
                base.resolve(first, into: &start)
                return true
            }
            guard IRIParts.schemeEnd(first) > 0 else { return false }
            start.append(first)
            return true
        }
        guard isReady else { return }
        template.parts[0] = .literal(start.array())
        isAbsolute = !template.parts.contains {
            if case .literal(let bytes) = $0 { Self.hasDotSegment(bytes) } else { false }
        }
    }

    private static func hasDotSegment(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == 0x2F && $1 == 0x2E } || bytes.first == 0x2E
    }

    /// What it expands to in every row; nil where that depends on the row.
    var constant: [UInt8]? {
        if template.parts.isEmpty { return [] }
        guard template.parts.count == 1, case .literal(let bytes) = template.parts[0] else { return nil }
        return bytes
    }
}

extension URITemplate.Specification {
    var isConstant: Bool {
        switch variable {
        case .constant, .undefined: true
        default: false
        }
    }
}

extension CSVWRow {
    /// Appends what a part of a template expands to (RFC 6570, section 3.2).
    ///
    /// - Returns: whether a value brought a dot that may begin a segment.
    func expand(_ part: URITemplate.Part, into target: inout ByteBuffer) -> Bool {
        switch part {
        case .literal(let bytes):
            target.append(bytes)
            return false
        case .expression(let kind, let specifications):
            var isFirst = true
            var hasDot = false
            for specification in specifications {
                hasDot = expand(specification, kind, &isFirst, into: &target) || hasDot
            }
            return hasDot
        }
    }

    private func expand(
        _ specification: URITemplate.Specification, _ kind: URITemplate.Operator, _ isFirst: inout Bool,
        into target: inout ByteBuffer
    ) -> Bool {
        switch specification.variable {
        case .undefined: return false
        case .constant(let bytes):
            return bytes.withUnsafeBufferPointer { write($0, specification, kind, &isFirst, to: &target) }
        case .row: return write(number, specification, kind, &isFirst, to: &target)
        case .sourceRow: return write(sourceNumber, specification, kind, &isFirst, to: &target)
        case .column(let index):
            let value = values[index]
            switch value.state {
            case .null: return false
            case .single: return write(bytes(of: value), specification, kind, &isFirst, to: &target)
            case .list: return writeList(value, specification, kind, &isFirst, to: &target)
            }
        }
    }

    private func write(
        _ number: Int, _ specification: URITemplate.Specification, _ kind: URITemplate.Operator, _ isFirst: inout Bool,
        to target: inout ByteBuffer
    ) -> Bool {
        var text = String(number)
        return text.withUTF8 { write($0, specification, kind, &isFirst, to: &target) }
    }

    private func write(
        _ value: UnsafeBufferPointer<UInt8>, _ specification: URITemplate.Specification, _ kind: URITemplate.Operator,
        _ isFirst: inout Bool, to target: inout ByteBuffer
    ) -> Bool {
        begin(specification, kind, &isFirst, isEmpty: value.isEmpty, named: true, to: &target)
        var value = value
        if let prefix = specification.prefix { value = Self.prefix(of: value, count: prefix) }
        target.reserve(value.count * 3)
        var end = target.base + target.count
        URITemplate.encode(value, allowsReserved: kind.allowsReserved) { byte in
            end.pointee = byte
            end += 1
        }
        target.count = end - target.base
        return value.first == 0x2E || kind.allowsReserved && value.contains(0x2E)
    }

    /// Writes what stands before a value.
    private func begin(
        _ specification: URITemplate.Specification, _ kind: URITemplate.Operator, _ isFirst: inout Bool, isEmpty: Bool,
        named: Bool, to target: inout ByteBuffer
    ) {
        if isFirst {
            if let first = kind.first { target.append(first) }
        } else {
            target.append(kind.separator)
        }
        isFirst = false
        guard kind.isNamed, named else { return }
        target.append(specification.name)
        if !isEmpty {
            target.append(0x3D)
        } else if let ifEmpty = kind.ifEmpty {
            target.append(ifEmpty)
        }
    }

    private func writeList(
        _ value: Value, _ specification: URITemplate.Specification, _ kind: URITemplate.Operator, _ isFirst: inout Bool,
        to target: inout ByteBuffer
    ) -> Bool {
        var hasDot = false
        var comma = kind
        (comma.first, comma.separator, comma.isNamed) = (nil, 0x2C, false)
        var isFirstItem = true
        for item in items[value.offset..<value.offset + value.count] {
            let text = bytes(of: item)
            if specification.isExploded {
                hasDot = write(text, specification, kind, &isFirst, to: &target) || hasDot
            } else {
                if isFirstItem {
                    begin(specification, kind, &isFirst, isEmpty: false, named: true, to: &target)
                }
                var plain = specification
                plain.prefix = nil
                hasDot = write(text, plain, comma, &isFirstItem, to: &target) || hasDot
            }
        }
        return hasDot
    }

    /// Appends the items of a list as `{name}` writes them.
    func expandList(_ value: Value, into target: inout ByteBuffer) {
        var isFirst = true
        guard let kind = URITemplate.Operator(nil) else { return }
        _ = writeList(value, URITemplate.Specification(name: []), kind, &isFirst, to: &target)
    }

    private static func prefix(of text: UnsafeBufferPointer<UInt8>, count: Int) -> UnsafeBufferPointer<UInt8> {
        var left = count
        var index = 0
        while index < text.count {
            if text[index] & 0xC0 != 0x80 {
                if left == 0 { break }
                left -= 1
            }
            index += 1
        }
        return UnsafeBufferPointer(rebasing: text[..<index])
    }
}
