import CaseBytes

/// The forms of withheld values, found by their last bytes.
///
/// The last eight bytes of a form are its key (four of a form that is shorter than eight): texts and addresses begin
/// alike more often than they end alike. At each place of a text the eight bytes before it are looked up in a table of
/// bits, which is all that happens at most places.
struct LeakPatterns: Sendable {
    struct Pattern: Sendable {
        let offset: UInt32
        let count: UInt16
        /// The withheld value's place.
        let value: UInt32
        /// Whether it begins where the value begins, and ends where that ends: then what is there is a part of a word only
        /// if more of the word stands beside it.
        let hasStart: Bool
        let hasEnd: Bool
        /// The next form with the same key; -1 for the last.
        var next: Int32
    }

    /// How many bytes of a form are compared: its last ones.
    static let limit = 160

    private(set) var patterns: [Pattern] = []
    private(set) var arena: [UInt8] = []
    private(set) var long = KeyTable()
    private(set) var short = KeyTable()
    /// How many bytes the longest has.
    private(set) var longest = 0

    init(_ values: WithheldValues, permitted: [String]) {
        let permitted = Set(permitted.map { Array($0.utf8.prefix(WithheldValues.window)) })
        for (index, entry) in values.entries.enumerated() where !entry.isPublic {
            values.withValue(entry) { value in
                guard !permitted.contains(Array(value)) else { return }
                for form in writtenForms(of: value) { add(form, of: index, isCut: entry.isCut) }
            }
        }
        long.seal()
        short.seal()
    }

    private mutating func add(_ whole: [UInt8], of value: Int, isCut: Bool) {
        let form = whole.suffix(Self.limit)
        guard form.count >= WithheldValues.minimum else { return }
        let isShort = form.count < 8
        let key = form.suffix(isShort ? 4 : 8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        let number = Int32(patterns.count)
        let next = isShort ? short.insert(key, number) : long.insert(key, number)
        patterns.append(
            Pattern(
                offset: UInt32(arena.count), count: UInt16(form.count), value: UInt32(value),
                hasStart: form.count == whole.count, hasEnd: !isCut, next: next))
        arena += form
        longest = max(longest, form.count)
    }
}

/// A table from keys to the first pattern that has each, with a table of bits before it.
struct KeyTable: Sendable {
    private var first: [UInt64: Int32] = [:]
    private var bits: [UInt64] = []
    private var shift = 0

    var isEmpty: Bool { first.isEmpty }

    /// - Returns: the pattern that had the key before; -1 for none.
    mutating func insert(_ key: UInt64, _ pattern: Int32) -> Int32 {
        let before = first.updateValue(pattern, forKey: key)
        return before ?? -1
    }

    /// Makes the table of bits: 32 for each key, and 8 KiB at least.
    mutating func seal() {
        var width = 16
        while 1 << width < first.count * 32, width < 26 { width += 1 }
        shift = 64 - width
        bits = Array(repeating: 0, count: 1 << (width - 6))
        for key in first.keys {
            let place = Self.place(key, shift)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    func pattern(_ key: UInt64) -> Int32 { first[key] ?? -1 }

    func withBits<R>(_ body: (UnsafeBufferPointer<UInt64>, Int) throws -> R) rethrows -> R {
        let shift = shift
        return try bits.withUnsafeBufferPointer { try body($0, shift) }
    }

    @inline(__always)
    static func place(_ key: UInt64, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(truncatingIfNeeded: shift))
    }
}
