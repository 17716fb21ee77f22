import CaseBytes
import CaseModel

/// Chooses by which four bytes each value is found.
struct NeedleMaker {
    private let values: WithheldValues
    private(set) var needles: [LeakScan.Needle] = []
    /// The bytes of forms that have to be spelt out.
    private(set) var spelt: [UInt8] = []
    /// How often four bytes are met in the release and in the values, by their hash.
    private var frequencies: [UInt32]
    /// How often eight and sixteen bytes are met in the values, by their hash.
    private var longFrequencies: [UInt32]

    static let counterCount = 1 << 16
    private static let longCounterBits = 20

    init(_ values: WithheldValues, boilerplate layouts: [TableLayout]) {
        self.values = values
        frequencies =
            values.frequencies.isEmpty ? Array(repeating: 0, count: Self.counterCount) : values.frequencies
        longFrequencies = Array(repeating: 0, count: 1 << Self.longCounterBits)
        var texts = Vocabulary.prefixes.map(\.namespace)
        for table in layouts.map(\.table) {
            texts += [table.name, table.classIRI, table.documentation]
            texts += table.columns.flatMap { [$0.name, $0.property ?? "", $0.documentation] }
        }
        for text in texts { Array(text.utf8).withUnsafeBufferPointer { note($0, weight: 1000) } }
        for entry in values.entries where !entry.isPublic { values.withValue(entry) { note($0, weight: 1) } }
    }

    private mutating func note(_ text: UnsafeBufferPointer<UInt8>, weight: UInt32) {
        for length in [4, 8, 16] where text.count >= length {
            for offset in 0...(text.count - length) {
                if length == 4 {
                    frequencies[Self.counter(4, at: offset, in: text)] &+= weight
                } else {
                    longFrequencies[Self.longCounter(length, at: offset, in: text)] &+= 1
                }
            }
        }
    }

    static func counter(_ length: Int, at offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        Int(NeedleIndex.hash(length, at: text.baseAddress! + offset) >> 16)
    }

    private static func longCounter(_ length: Int, at offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        Int(NeedleIndex.hash(length, at: text.baseAddress! + offset) >> (32 - UInt32(longCounterBits)))
    }

    /// The rarest run of a length whose first four bytes are all of a sort, and of which all stand for themselves in
    /// every form but percent-encoding.
    private func anchor(
        _ text: UnsafeBufferPointer<UInt8>, length: Int, isLiteral: Bool = false, _ isUsable: (UInt8) -> Bool
    ) -> Int? {
        guard text.count >= length else { return nil }
        func rarity(_ start: Int) -> (UInt32, UInt32) {
            let long = length == 4 ? 0 : longFrequencies[Self.longCounter(length, at: start, in: text)]
            return (long, frequencies[Self.counter(4, at: start, in: text)])
        }
        var best: (start: Int, rarity: (UInt32, UInt32))?
        for start in 0...(text.count - length) {
            guard (start..<(start + 4)).allSatisfy({ isUsable(text[$0]) }),
                isLiteral || (start..<(start + length)).allSatisfy({ WrittenForm.isSteadyInText(text[$0]) })
            else { continue }
            let rarity = rarity(start)
            if best.map({ rarity < $0.rarity }) ?? true { best = (start, rarity) }
        }
        return best?.start
    }

    private func anchor(ofSpelt text: UnsafeBufferPointer<UInt8>) -> Int? {
        anchor(text, length: 4, isLiteral: true) { _ in true }
    }

    /// Four bytes that stand for themselves in every form, next to one that percent-encoding changes.
    private func encodedAnchor(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= 4 else { return nil }
        return (0...(text.count - 4)).first { start in
            let end = start + 4
            guard (start..<end).allSatisfy({ WrittenForm.isSteady(text[$0]) }) else { return false }
            return start > 0 && !WrittenForm.isSteady(text[start - 1])
                || end < text.count && !WrittenForm.isSteady(text[end])
        }
    }

    mutating func add(_ entry: WithheldValues.Entry, number: Int) {
        let bytes = values.withValue(entry) { Array($0) }
        bytes.withUnsafeBufferPointer { text in
            if let page = WrittenForm.pageSpelling(of: text) { spell([page], text, entry, number) }
            let isSteady = text.allSatisfy(WrittenForm.isSteady)
            let isSteadyInText = text.allSatisfy(WrittenForm.isSteadyInText)
            let spelling: LeakScan.Spelling = isSteady ? .steady : isSteadyInText ? .steadyInText : .any
            for length in [16, 8] {
                guard let run = anchor(text, length: length, WrittenForm.isSteadyInText) else { continue }
                append(entry, number, run, length, spelling)
                if isSteady { return }
                // In percent-encoding the run does not stand together.
                if let anchor = encodedAnchor(text) {
                    append(entry, number, anchor, 0, spelling)
                } else {
                    spell(WrittenForm.percent.spellings(of: text), text, entry, number)
                }
                return
            }
            if let anchor = anchor(text, length: 4, WrittenForm.isSteady) {
                append(entry, number, anchor, 4, spelling)
                return
            }
            if let anchor = anchor(text, length: 4, WrittenForm.isSteadyInText) {
                append(entry, number, anchor, 4, spelling)
                spell(WrittenForm.percent.spellings(of: text), text, entry, number)
            } else {
                spell(WrittenForm.allCases.flatMap { $0.spellings(of: text) }, text, entry, number)
            }
        }
    }

    private mutating func append(
        _ entry: WithheldValues.Entry, _ number: Int, _ anchor: Int, _ length: Int,
        _ spelling: LeakScan.Spelling
    ) {
        needles.append(
            LeakScan.Needle(
                offset: entry.offset, count: entry.count, anchor: UInt8(anchor), length: UInt8(length),
                isCut: entry.isCut,
                spelling: spelling, entry: UInt32(number)))
    }

    /// Looks for a text in forms in which no four bytes of it stand together as they are.
    private mutating func spell(
        _ spellings: [[UInt8]], _ text: UnsafeBufferPointer<UInt8>, _ entry: WithheldValues.Entry, _ number: Int
    ) {
        var known: Set<[UInt8]> = []
        // What may stand behind it is decided by the text's own last byte, not by that of a form.
        let isOpen = entry.isCut || !isAlphanumeric(text[text.count - 1])
        for spelling in spellings where known.insert(spelling).inserted {
            let kept = Array(spelling.prefix(250))
            guard let anchor = kept.withUnsafeBufferPointer({ spelt in anchor(ofSpelt: spelt) }) else { continue }
            needles.append(
                LeakScan.Needle(
                    offset: UInt32(spelt.count), count: UInt8(kept.count), anchor: UInt8(anchor), length: 4,
                    isCut: isOpen || kept.count < spelling.count, spelling: .literal, entry: UInt32(number)))
            spelt += kept
        }
    }

    /// The filter of four bytes, and the needles by the bytes that they are found by.
    func index() -> (filter: [UInt64], indexes: [NeedleIndex], encoded: NeedleIndex) {
        var filter = [UInt64](repeating: 0, count: 1 << 12)
        for number in needles.indices where needles[number].length > 0 {
            let hash = hash(of: number, 4)
            filter[Int(hash >> 20)] |= 1 << UInt64(hash >> 14 & 63)
        }
        let indexes = [4, 8, 16].map { length in
            NeedleIndex(
                length: length,
                needles.indices.filter { needles[$0].length == length }.map { (hash(of: $0, length), UInt32($0)) })
        }
        let encoded = needles.indices.filter { needles[$0].length == 0 }
        return (
            filter, indexes.filter { !$0.isEmpty },
            NeedleIndex(length: 4, encoded.map { (hash(of: $0, 4), UInt32($0)) })
        )
    }

    private func hash(of number: Int, _ length: Int) -> UInt32 {
        let needle = needles[number]
        let arena = needle.spelling == .literal ? spelt : values.arena
        return arena.withUnsafeBufferPointer {
            NeedleIndex.hash(length, at: $0.baseAddress! + Int(needle.offset) + Int(needle.anchor))
        }
    }
}
