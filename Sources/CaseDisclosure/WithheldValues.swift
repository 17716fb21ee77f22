import CaseBytes

/// Values that were left out, kept to be looked for in what is released.
///
/// Of a long value only the beginning is kept; what else begins so counts as the same. Each value is kept once, with
/// the place of the first record that it was left out of; of the others it is only known that they are.
package struct WithheldValues: Sendable {
    /// How many bytes of a value are kept.
    static let window = 96
    /// Shorter values are not looked for: they are in everything.
    static let minimum = 4
    /// How many bytes the values may take, with what is known of them: about 500,000 of usual length.
    package static let byteLimit = 48 << 20
    /// What stands in place of a required text.
    static let placeholder: StaticString = "[withheld]"

    struct Entry: Sendable {
        /// Of the bytes that are kept, and whether there were more.
        let hash: UInt64
        /// The value's place in the arena; the record's id stands behind it.
        let offset: UInt32
        let count: UInt8
        let idCount: UInt8
        let layout: UInt16
        let column: UInt16
        let isCut: Bool
        /// Whether it is in the release anyway.
        var isPublic = false
    }

    private(set) var entries: [Entry] = []
    private(set) var arena: [UInt8] = []
    /// The entry of each value, open-addressed by its hash, plus one; 0 where there is none.
    private var slots: [UInt32] = Array(repeating: 0, count: 16)
    /// `keyHash(value, record)` of every record that a value was left out of.
    private var pairs = RecordMarks()
    /// How often four bytes are met in a sample of the release's cells, by their hash.
    private(set) var frequencies: [UInt32] = []
    let limit: Int
    /// Values were too many to keep.
    private(set) var isOverfull = false

    init(byteLimit: Int) { limit = byteLimit }

    var isEmpty: Bool { entries.isEmpty }

    private var byteCount: Int {
        arena.count + entries.count * MemoryLayout<Entry>.stride + slots.count * 4 + pairs.byteCount
    }

    /// Keeps a value of a record, unless it is too short to be told from others.
    mutating func keep(
        _ value: UnsafeBufferPointer<UInt8>, of record: UInt64, id: UnsafeBufferPointer<UInt8>, layout: Int, column: Int
    ) {
        guard value.count >= Self.minimum, !value.equals(Self.placeholder), !isOverfull else { return }
        let hash = Self.hash(value)
        guard pairs.insert(keyHash(hash, record)) else { return }
        let slot = slot(of: hash)
        guard slots[slot] == 0 else { return }
        if byteCount >= limit {
            isOverfull = true
            return
        }
        entries.append(
            Entry(
                hash: hash, offset: UInt32(arena.count), count: UInt8(min(value.count, Self.window)),
                idCount: UInt8(min(id.count, 44)), layout: UInt16(clamping: layout), column: UInt16(clamping: column),
                isCut: value.count > Self.window))
        arena.append(contentsOf: value.prefix(Self.window))
        arena.append(contentsOf: id.prefix(44))
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
    }

    /// The entry of a value; nil where it was not left out anywhere.
    func find(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
        guard value.count >= Self.minimum else { return nil }
        let index = Int(slots[slot(of: Self.hash(value))]) - 1
        return index < 0 ? nil : index
    }

    /// Whether a value was left out of a record.
    func isFrom(_ record: UInt64, _ value: Int) -> Bool { pairs.contains(keyHash(entries[value].hash, record)) }

    /// Says that a value is in the release, where it says nothing of the records that it was left out of.
    mutating func setPublic(_ value: Int) { entries[value].isPublic = true }

    /// Counts the four bytes that stand together in a cell of the release.
    mutating func sample(_ cell: UnsafeBufferPointer<UInt8>) {
        if frequencies.isEmpty { frequencies = Array(repeating: 0, count: NeedleMaker.counterCount) }
        guard cell.count >= 4 else { return }
        for offset in 0...(cell.count - 4) { frequencies[NeedleMaker.counter(4, at: offset, in: cell)] &+= 1 }
    }

    func withValue<R>(_ entry: Entry, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        arena.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[Int(entry.offset)..<(Int(entry.offset) + Int(entry.count))]))
        }
    }

    func record(_ entry: Entry) -> String {
        let start = Int(entry.offset) + Int(entry.count)
        return String(decoding: arena[start..<(start + Int(entry.idCount))], as: UTF8.self)
    }

    static func hash(_ value: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let kept = UnsafeBufferPointer(rebasing: value.prefix(window))
        return keyHash(kept, seed: value.count > window ? 1 : 0)
    }

    private func slot(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0, entries[Int(slots[slot]) - 1].hash != hash { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for number in old where number != 0 { slots[slot(of: entries[Int(number) - 1].hash)] = number }
    }
}
