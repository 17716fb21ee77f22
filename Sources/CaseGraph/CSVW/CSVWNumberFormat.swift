import CaseBytes

/// How the numbers of a column are written (Model for Tabular Data, section 6.4.2; patterns as in UAX 35, part 3).
struct CSVWNumberFormat {
    private var decimalChar: [UInt8]
    private var groupChar: [UInt8]
    private var pattern: Pattern?

    /// What a pattern asks for.
    private struct Pattern {
        var prefix: [Affix] = []
        var suffix: [Affix] = []
        var minimumInteger = 0
        /// Digits of the last group, and of those before it; 0: not grouped.
        var primaryGroup = 0
        var secondaryGroup = 0
        var minimumFraction = 0
        var maximumFraction = 0
        var fractionGroup = 0
        var hasExponent = false
        var minimumExponent = 0
    }

    private enum Affix: Equatable { case plus, minus, percent, permille }

    /// - Returns: nil where the pattern is not a number format pattern.
    init?(pattern: String?, decimalChar: String?, groupChar: String?) {
        self.decimalChar = Array((decimalChar ?? ".").utf8)
        self.groupChar = groupChar.map { Array($0.utf8) } ?? (pattern == nil ? [] : [0x2C])
        guard !self.decimalChar.isEmpty, self.decimalChar != self.groupChar else { return nil }
        if let pattern {
            guard let parsed = parse(Array(pattern.utf8)) else { return nil }
            self.pattern = parsed
        }
    }

    private static let affixes: [(Affix, [UInt8])] = [
        (.plus, [0x2B]), (.minus, [0x2D]), (.percent, [0x25]), (.permille, [0xE2, 0x80, 0xB0]),
    ]

    private static func affix(_ text: some RandomAccessCollection<UInt8>) -> (Affix, Int)? {
        for (affix, bytes) in affixes where text.starts(with: bytes) { return (affix, bytes.count) }
        return nil
    }

    private func parse(_ text: [UInt8]) -> Pattern? {
        var pattern = Pattern()
        var rest = text[...]
        func take(_ token: [UInt8]) -> Bool {
            guard !token.isEmpty, rest.starts(with: token) else { return false }
            rest = rest.dropFirst(token.count)
            return true
        }
        while let (affix, length) = Self.affix(rest) {
            pattern.prefix.append(affix)
            rest = rest.dropFirst(length)
        }
        var groups: [Int] = []
        var digits = 0
        var all = 0
        while true {
            if take([0x30]) {
                pattern.minimumInteger += 1
                digits += 1
            } else if pattern.minimumInteger == 0, take([0x23]) {
                digits += 1
            } else if digits > 0 || !groups.isEmpty, take(groupChar) {
                groups.append(digits)
                all += digits
                digits = 0
            } else {
                break
            }
        }
        all += digits
        if !groups.isEmpty {
            guard digits > 0 else { return nil }
            pattern.primaryGroup = digits
            pattern.secondaryGroup = groups.count > 1 ? groups[groups.count - 1] : digits
        }
        if take(decimalChar) {
            var run = 0
            while true {
                if pattern.minimumFraction == pattern.maximumFraction, take([0x30]) {
                    pattern.minimumFraction += 1
                    pattern.maximumFraction += 1
                    run += 1
                } else if take([0x23]) {
                    pattern.maximumFraction += 1
                    run += 1
                } else if run > 0, take(groupChar) {
                    if pattern.fractionGroup == 0 { pattern.fractionGroup = run }
                    run = 0
                } else {
                    break
                }
            }
        }
        guard all + pattern.maximumFraction > 0 else { return nil }
        if take([0x45]) {
            pattern.hasExponent = true
            _ = take([0x2B])
            var count = 0
            while true {
                if take([0x30]) {
                    pattern.minimumExponent += 1
                } else if pattern.minimumExponent > 0 || !take([0x23]) {
                    break
                }
                count += 1
            }
            guard count > 0 else { return nil }
        }
        while let (affix, length) = Self.affix(rest) {
            pattern.suffix.append(affix)
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? pattern : nil
    }

    /// The parts of a number.
    private struct Parts {
        var sign: UInt8?
        var integer: [UInt8] = []
        var fraction: [UInt8]?
        var exponent: [UInt8]?
        /// By how many places a percent or per-mille sign moves the point.
        var shift = 0
    }

    /// Reads a number and appends its lexical form.
    ///
    /// - Returns: false where the text is not a number of this format; nothing is appended then.
    func parse(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        if text.equals("NaN") || text.equals("INF") || text.equals("-INF") {
            target.append(text)
            return true
        }
        guard let parts = parts(of: text) else { return false }
        write(parts, to: &target)
        return true
    }

    private func parts(of text: UnsafeBufferPointer<UInt8>) -> Parts? {
        var parts = Parts()
        var rest = text[...]
        func takeAffixes(_ expected: [Affix]?, atStart: Bool) -> Bool {
            var found: [Affix] = []
            while let (affix, length) = Self.affix(rest) {
                switch affix {
                case .plus, .minus:
                    guard atStart, parts.sign == nil else { return false }
                    parts.sign = affix == .plus ? 0x2B : 0x2D
                case .percent, .permille:
                    guard parts.shift == 0, expected != nil || !atStart else { return false }
                    parts.shift = affix == .percent ? 2 : 3
                    found.append(affix)
                }
                rest = rest.dropFirst(length)
            }
            guard let expected else { return true }
            if expected.contains(where: { $0 == .plus || $0 == .minus }), parts.sign == nil { return false }
            return found == expected.filter { $0 == .percent || $0 == .permille }
        }
        guard takeAffixes(pattern?.prefix, atStart: true) else { return nil }
        guard let integer = groupedDigits(&rest) else { return nil }
        parts.integer = integer.flatMap { $0 }
        var fraction: [[UInt8]] = []
        if rest.starts(with: decimalChar) {
            rest = rest.dropFirst(decimalChar.count)
            guard let digits = groupedDigits(&rest), digits != [[]], pattern != nil || digits.count == 1 else {
                return nil
            }
            fraction = digits
            parts.fraction = digits.flatMap { $0 }
        }
        guard !parts.integer.isEmpty || parts.fraction != nil else { return nil }
        if let first = rest.first, first == 0x45 || first == 0x65 && pattern == nil {
            rest = rest.dropFirst()
            var exponent: [UInt8] = []
            if let sign = rest.first, sign == 0x2B || sign == 0x2D {
                exponent.append(sign)
                rest = rest.dropFirst()
            }
            let digits = rest.prefix { $0 &- 0x30 < 10 }
            guard !digits.isEmpty else { return nil }
            exponent += digits
            rest = rest.dropFirst(digits.count)
            parts.exponent = exponent
        }
        guard takeAffixes(pattern?.suffix, atStart: false), rest.isEmpty else { return nil }
        if let pattern { guard fits(parts, pattern, integer, fraction) else { return nil } }
        return parts
    }

    /// Digits, cut at the group characters; nil where two of those stand together, or one at an end.
    private func groupedDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> [[UInt8]]? {
        var groups: [[UInt8]] = [[]]
        while true {
            let digits = rest.prefix { $0 &- 0x30 < 10 }
            groups[groups.count - 1] = Array(digits)
            rest = rest.dropFirst(digits.count)
            if digits.isEmpty { return groups.count == 1 ? groups : nil }
            guard !groupChar.isEmpty, rest.starts(with: groupChar) else { return groups }
            rest = rest.dropFirst(groupChar.count)
            groups.append([])
        }
    }

    private func fits(_ parts: Parts, _ pattern: Pattern, _ integer: [[UInt8]], _ fraction: [[UInt8]]) -> Bool {
        guard parts.integer.count >= pattern.minimumInteger, (parts.exponent != nil) == pattern.hasExponent
        else { return false }
        if let exponent = parts.exponent, exponent.count < pattern.minimumExponent { return false }
        let count = parts.fraction?.count ?? 0
        guard count >= pattern.minimumFraction, count <= pattern.maximumFraction else { return false }
        if pattern.primaryGroup == 0 {
            guard integer.count == 1 else { return false }
        } else {
            for (index, group) in integer.enumerated() {
                let size = index == integer.count - 1 ? pattern.primaryGroup : pattern.secondaryGroup
                guard index == 0 ? group.count <= size : group.count == size else { return false }
            }
        }
        if pattern.fractionGroup == 0 { return fraction.count <= 1 }
        for (index, group) in fraction.enumerated() {
            let isLast = index == fraction.count - 1
            guard isLast ? group.count <= pattern.fractionGroup : group.count == pattern.fractionGroup
            else { return false }
        }
        return true
    }

    /// Writes the number: as it stands without what only groups it, or with the point moved where a sign says so.
    private func write(_ parts: Parts, to target: inout ByteBuffer) {
        guard parts.shift > 0 else {
            if let sign = parts.sign { target.append(sign) }
            target.append(parts.integer.isEmpty ? [0x30] : parts.integer)
            if let fraction = parts.fraction {
                target.append(0x2E)
                target.append(fraction)
            }
            if let exponent = parts.exponent {
                target.append(0x65)
                target.append(exponent)
            }
            return
        }
        var digits = parts.integer
        while digits.count <= parts.shift { digits.insert(0x30, at: 0) }
        var fraction = Array(digits[(digits.count - parts.shift)...]) + (parts.fraction ?? [])
        var integer = Array(digits[..<(digits.count - parts.shift)])
        while fraction.last == 0x30 { fraction.removeLast() }
        while integer.count > 1, integer[0] == 0x30 { integer.removeFirst() }
        if parts.sign == 0x2D { target.append(0x2D) }
        target.append(integer)
        if !fraction.isEmpty {
            target.append(0x2E)
            target.append(fraction)
        }
        if let exponent = parts.exponent {
            target.append(0x65)
            target.append(exponent)
        }
    }
}
