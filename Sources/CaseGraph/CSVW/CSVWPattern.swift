import CaseBytes

/// A regular expression, as far as formats of datatypes use them (ECMAScript: characters, classes, groups, alternatives,
/// quantifiers, `^` and `$`; no look-around, no back references). It has to match the whole value.
///
/// Matching follows all alternatives at once, so that it takes time in proportion to the value, whatever the expression.
struct CSVWPattern {
    private enum Step {
        case scalars(ScalarClass)
        case split(Int, Int)
        case jump(Int)
        case start, end
        case match
    }

    /// A set of characters.
    struct ScalarClass {
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool {
            ranges.contains { $0.contains(scalar) } != isNegated
        }

        static let digits = ScalarClass(ranges: [0x30...0x39])
        static let letters = ScalarClass(ranges: [0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        static let word = ScalarClass(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        static let space = ScalarClass(ranges: [
            0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
            0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
        ])
        static let lineEnds = ScalarClass(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

        var negated: ScalarClass { ScalarClass(ranges: ranges, isNegated: !isNegated) }

        /// The set as ranges alone, so that it can be part of another.
        var plainRanges: [ClosedRange<UInt32>] {
            guard isNegated else { return ranges }
            var next: UInt32 = 0
            var gaps: [ClosedRange<UInt32>] = []
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
                next = max(next, range.upperBound + 1)
            }
            if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
            return gaps
        }
    }

    private var steps: [Step] = []
    /// How many steps an expression may come to.
    private static let stepLimit = 4000
    private static let depthLimit = 50

    /// - Returns: nil where the expression is not one, or uses what is not understood.
    init?(_ pattern: String) {
        var parser = Parser(pattern)
        guard let node = parser.alternatives(depth: 0), parser.isAtEnd, emit(node) else { return nil }
        steps.append(.match)
    }

    private indirect enum Node {
        case empty, start, end
        case scalars(ScalarClass)
        case sequence([Node])
        case either([Node])
        case repeated(Node, Int, Int?)
    }

    /// - Returns: false where the expression is too large.
    private mutating func emit(_ node: Node) -> Bool {
        guard steps.count < Self.stepLimit else { return false }
        switch node {
        case .empty: return true
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .scalars(let set): steps.append(.scalars(set))
        case .sequence(let nodes): for node in nodes { guard emit(node) else { return false } }
        case .either(let nodes): return emit(alternatives: nodes)
        case .repeated(let node, let minimum, let maximum):
            for _ in 0..<minimum { guard emit(node) else { return false } }
            if let maximum {
                var splits: [Int] = []
                for _ in minimum..<max(minimum, maximum) {
                    splits.append(steps.count)
                    steps.append(.match)
                    guard emit(node) else { return false }
                }
                for split in splits { steps[split] = .split(split + 1, steps.count) }
            } else {
                let split = steps.count
                steps.append(.match)
                guard emit(node) else { return false }
                steps.append(.jump(split))
                steps[split] = .split(split + 1, steps.count)
            }
        }
        return steps.count < Self.stepLimit
    }

    private mutating func emit(alternatives nodes: [Node]) -> Bool {
        var jumps: [Int] = []
        for (index, node) in nodes.enumerated() {
            let split = steps.count
            if index < nodes.count - 1 { steps.append(.match) }
            guard emit(node) else { return false }
            if index < nodes.count - 1 {
                jumps.append(steps.count)
                steps.append(.match)
                steps[split] = .split(split + 1, steps.count)
            }
        }
        for jump in jumps { steps[jump] = .jump(steps.count) }
        return true
    }

    /// Whether a whole value matches.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var current: [Int] = []
        var next: [Int] = []
        var marks = Array(repeating: -1, count: steps.count)
        var position = 0
        add(0, to: &current, marks: &marks, mark: 0, isAtStart: true, isAtEnd: text.isEmpty)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            position += UTF8.width(scalar)
            next.removeAll(keepingCapacity: true)
            for step in current {
                if case .scalars(let set) = steps[step], set.contains(scalar.value) {
                    add(
                        step + 1, to: &next, marks: &marks, mark: position, isAtStart: false,
                        isAtEnd: position >= text.count)
                }
            }
            if next.isEmpty { return false }
            swap(&current, &next)
        }
        return current.contains { if case .match = steps[$0] { true } else { false } }
    }

    private func add(
        _ first: Int, to list: inout [Int], marks: inout [Int], mark: Int, isAtStart: Bool, isAtEnd: Bool
    ) {
        var pending = [first]
        while let step = pending.popLast() {
            guard marks[step] != mark else { continue }
            marks[step] = mark
            switch steps[step] {
            case .jump(let target): pending.append(target)
            case .split(let a, let b): pending += [b, a]
            case .start: if isAtStart { pending.append(step + 1) }
            case .end: if isAtEnd { pending.append(step + 1) }
            case .scalars, .match: list.append(step)
            }
        }
    }

    /// Reads an expression.
    private struct Parser {
        private let scalars: [UInt32]
        private var index = 0

        init(_ pattern: String) { scalars = pattern.unicodeScalars.map(\.value) }

        var isAtEnd: Bool { index >= scalars.count }
        private var next: UInt32? { isAtEnd ? nil : scalars[index] }

        private mutating func take(_ scalar: Character) -> Bool {
            guard let next, next == scalar.unicodeScalars.first?.value else { return false }
            index += 1
            return true
        }

        mutating func alternatives(depth: Int) -> Node? {
            guard depth < CSVWPattern.depthLimit else { return nil }
            var nodes: [Node] = []
            repeat {
                guard let node = sequence(depth: depth) else { return nil }
                nodes.append(node)
            } while take("|")
            return nodes.count == 1 ? nodes[0] : .either(nodes)
        }

        private mutating func sequence(depth: Int) -> Node? {
            var nodes: [Node] = []
            while let scalar = next, scalar != 0x7C, scalar != 0x29 {
                guard let node = atom(depth: depth), let whole = quantified(node) else { return nil }
                nodes.append(whole)
            }
            return nodes.isEmpty ? .empty : .sequence(nodes)
        }

        private mutating func atom(depth: Int) -> Node? {
            if take("^") { return .start }
            if take("$") { return .end }
            if take(".") { return .scalars(ScalarClass.lineEnds.negated) }
            if take("[") { return bracket() }
            if take("\\") { return escape().map { .scalars($0) } }
            if take("(") {
                if take("?") { guard take(":") else { return nil } }
                guard let node = alternatives(depth: depth + 1), take(")") else { return nil }
                return node
            }
            guard let scalar = next, ![0x2A, 0x2B, 0x3F, 0x7B].contains(scalar) else { return nil }
            index += 1
            return .scalars(ScalarClass(ranges: [scalar...scalar]))
        }

        private mutating func quantified(_ node: Node) -> Node? {
            var minimum = 0
            var maximum: Int?
            if take("*") {
            } else if take("+") {
                minimum = 1
            } else if take("?") {
                maximum = 1
            } else if take("{") {
                guard let low = number() else { return nil }
                (minimum, maximum) = (low, low)
                if take(",") { maximum = number() }
                guard take("}"), maximum ?? minimum >= minimum else { return nil }
            } else {
                return node
            }
            _ = take("?")
            return .repeated(node, minimum, maximum)
        }

        private mutating func number() -> Int? {
            var value: Int?
            while let digit = next, (0x30...0x39).contains(digit) {
                value = min((value ?? 0) * 10 + Int(digit - 0x30), CSVWPattern.stepLimit)
                index += 1
            }
            return value
        }

        private mutating func escape() -> ScalarClass? {
            guard let scalar = next else { return nil }
            index += 1
            func one(_ value: UInt32) -> ScalarClass { ScalarClass(ranges: [value...value]) }
            switch Unicode.Scalar(scalar) {
            case "d": return .digits
            case "D": return ScalarClass.digits.negated
            case "w": return .word
            case "W": return ScalarClass.word.negated
            case "s": return .space
            case "S": return ScalarClass.space.negated
            case "t": return one(0x09)
            case "n": return one(0x0A)
            case "v": return one(0x0B)
            case "f": return one(0x0C)
            case "r": return one(0x0D)
            case "x": return hexadecimal(2).map(one)
            case "u": return hexadecimal(4).map(one)
            default: return ScalarClass.letters.contains(scalar) ? nil : one(scalar)
            }
        }

        private mutating func hexadecimal(_ count: Int) -> UInt32? {
            guard index + count <= scalars.count else { return nil }
            var value: UInt32 = 0
            for _ in 0..<count {
                guard let digit = Unicode.Scalar(scalars[index]).flatMap({ Character($0).hexDigitValue }) else {
                    return nil
                }
                value = value << 4 | UInt32(digit)
                index += 1
            }
            return value
        }

        private mutating func bracket() -> Node? {
            let isNegated = take("^")
            var ranges: [ClosedRange<UInt32>] = []
            while !take("]") {
                guard let first = member() else { return nil }
                if first.count == 1, first[0].count == 1, index + 1 < scalars.count, scalars[index] == 0x2D,
                    scalars[index + 1] != 0x5D
                {
                    index += 1
                    guard let last = member(), last.count == 1, last[0].count == 1,
                        last[0].lowerBound >= first[0].lowerBound
                    else { return nil }
                    ranges.append(first[0].lowerBound...last[0].lowerBound)
                } else {
                    ranges += first
                }
            }
            return .scalars(ScalarClass(ranges: ranges, isNegated: isNegated))
        }

        private mutating func member() -> [ClosedRange<UInt32>]? {
            guard let scalar = next else { return nil }
            index += 1
            guard scalar == 0x5C else { return [scalar...scalar] }
            if take("b") { return [0x08...0x08] }
            return escape()?.plainRanges
        }
    }
}
