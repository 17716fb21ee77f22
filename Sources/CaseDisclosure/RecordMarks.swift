/// What is known of a record whose disclosure is limited.
struct RecordMark: Sendable, Equatable {
    var bits: UInt16

    static let none = RecordMark(bits: 0)
    private static let groundMask: UInt16 = 0x0FFF

    /// The whole record is left out.
    var isWithheld: Bool {
        get { bits & 0x8000 != 0 }
        set { bits = newValue ? bits | 0x8000 : bits & ~0x8000 }
    }
    /// There are rules about fields of it.
    var hasFieldRules: Bool {
        get { bits & 0x4000 != 0 }
        set { bits = newValue ? bits | 0x4000 : bits & ~0x4000 }
    }
    /// Statements about it are compared with its columns.
    var isCompared: Bool {
        get { bits & 0x2000 != 0 }
        set { bits = newValue ? bits | 0x2000 : bits & ~0x2000 }
    }
    /// Its name is withheld.
    var hasNoName: Bool {
        get { bits & 0x1000 != 0 }
        set { bits = newValue ? bits | 0x1000 : bits & ~0x1000 }
    }
    /// Why the whole record is left out: a place among the grounds.
    var ground: Int {
        get { Int(bits & Self.groundMask) }
        set { bits = bits & ~Self.groundMask | UInt16(clamping: newValue) & Self.groundMask }
    }
}

/// Marks of records by the hashes of their ids: open addressing, eight and two bytes for each of at most three
/// quarters of the slots.
///
/// Everything that is decided of a record is decided by its hash, so a record whose hash is by chance that of a
/// withheld one is withheld with it, in every table and every reference alike: too much, and consistently so.
struct RecordMarks: Sendable {
    private var keys: [UInt64] = []
    private var marks: [UInt16] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var byteCount: Int { keys.count * 10 }
    /// Whether any whole record is left out.
    var hasWithheld: Bool { marks.contains { RecordMark(bits: $0).isWithheld } }

    /// The mark of a record; `.none` where it has none.
    @inline(__always)
    subscript(key: UInt64) -> RecordMark {
        get {
            guard count > 0 else { return .none }
            let key = key == 0 ? 1 : key
            var index = slot(of: key)
            while keys[index] != key {
                if keys[index] == 0 { return .none }
                index = (index &+ 1) & (keys.count &- 1)
            }
            return RecordMark(bits: marks[index])
        }
        set { set(newValue, of: key == 0 ? 1 : key) }
    }

    private mutating func set(_ mark: RecordMark, of key: UInt64) {
        if (count + 1) * 4 > keys.count * 3 { grow() }
        var index = slot(of: key)
        while keys[index] != key && keys[index] != 0 { index = (index &+ 1) & (keys.count &- 1) }
        if keys[index] == 0 {
            keys[index] = key
            count += 1
        }
        marks[index] = mark.bits
    }

    private mutating func grow() {
        let (oldKeys, oldMarks) = (keys, marks)
        keys = Array(repeating: 0, count: max(16, oldKeys.count * 2))
        marks = Array(repeating: 0, count: keys.count)
        count = 0
        for (key, mark) in zip(oldKeys, oldMarks) where key != 0 { set(RecordMark(bits: mark), of: key) }
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 20) & (keys.count &- 1)
    }

    /// Makes a record one of a set.
    ///
    /// - Returns: whether it was none.
    mutating func insert(_ key: UInt64) -> Bool {
        if self[key].isWithheld { return false }
        self[key] = RecordMark(bits: 0x8000)
        return true
    }

    func contains(_ key: UInt64) -> Bool { self[key].isWithheld }
}
