import CaseBytes
import CaseModel

/// Chooses by which four bytes each value is found.
struct NeedleMaker {
    private let values: WithheldValues
    private(set) var needles: [LeakScan.Needle] = []
    /// The bytes of forms that have to be spelt out.
    private(set) var spelt: [UInt8] = []
    /// How often four bytes are met in the values and in what every release holds, by their hash.
    private var frequencies = [UInt32](repeating: 0, count: 1 << 16)

    init(_ values: WithheldValues, boilerplate layouts: [TableLayout]) {
        self.values = values
        var texts = Vocabulary.prefixes.map(\.namespace)
        for table in layouts.map(\.table) {
            texts += [table.name, table.classIRI, table.documentation]
            texts += table.columns.flatMap { [$0.name, $0.property ?? "", $0.documentation] }
        }
        for text in texts { Array(text.utf8).withUnsafeBufferPointer { note($0, weight: 1000) } }
        for entry in values.entries where !entry.isPublic { values.withValue(entry) { note($0, weight: 1) } }
    }

    private mutating func note(_ text: UnsafeBufferPointer<UInt8>, weight: UInt32) {
        guard text.count >= 4 else { return }
        for offset in 0...(text.count - 4) { frequencies[Self.bucket(text, offset)] &+= weight }
    }

    private static func bucket(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        Int(LeakScan.hash(word(text, offset)) >> 16)
    }

    private static func word(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt32 {
        UnsafeRawPointer(text.baseAddress!).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    /// The rarest four bytes of a text that are all of a sort.
    private func anchor(_ text: UnsafeBufferPointer<UInt8>, _ isUsable: (UInt8) -> Bool) -> Int? {
        guard text.count >= 4 else { return nil }
        return (0...(text.count - 4))
            .filter { start in (start..<(start + 4)).allSatisfy { isUsable(text[$0]) } }
            .min { frequencies[Self.bucket(text, $0)] < frequencies[Self.bucket(text, $1)] }
    }

    mutating func add(_ entry: WithheldValues.Entry, number: Int) {
        let bytes = values.withValue(entry) { Array($0) }
        let part = Self.stablePart(of: bytes)
        var entry = entry
        entry.offset += UInt32(part.lowerBound)
        entry.count = UInt8(part.count)
        entry.isCut = entry.isCut || part.upperBound < bytes.count
        bytes.withUnsafeBufferPointer { whole in
            let text = UnsafeBufferPointer(rebasing: whole[part])
            let isSteady = text.allSatisfy(WrittenForm.isSteady)
            let isSteadyInText = text.allSatisfy(WrittenForm.isSteadyInText)
            let spelling: LeakScan.Spelling = isSteady ? .steady : isSteadyInText ? .steadyInText : .any
            if let anchor = anchor(text, WrittenForm.isSteady) {
                append(entry, number, anchor, spelling)
            } else if let anchor = anchor(text, WrittenForm.isSteadyInText) {
                append(entry, number, anchor, spelling)
                spell([.percent], text, entry, number)
            } else {
                spell(WrittenForm.allCases, text, entry, number)
            }
        }
    }

    /// The longest part of a text without characters that the offline page writes in a way that no other form has:
    /// controls above U+007F, and marks that turn the direction of text. The whole where that would be too little.
    private static func stablePart(of text: [UInt8]) -> Range<Int> {
        var parts: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < text.count {
            let left = text.count - index
            let isControl = left > 1 && text[index] == 0xC2 && text[index + 1] < 0xA0
            let isMark =
                left > 2 && text[index] == 0xE2
                && (text[index + 1] == 0x80 && (0xAA...0xAE).contains(text[index + 2])
                    || text[index + 1] == 0x81 && (0xA6...0xA9).contains(text[index + 2]))
            if isControl || isMark {
                parts.append(start..<index)
                index += isControl ? 2 : 3
                start = index
            } else {
                index += 1
            }
        }
        parts.append(start..<text.count)
        let longest = parts.max { $0.count < $1.count }
        return longest.flatMap { $0.count >= 8 ? $0 : nil } ?? 0..<text.count
    }

    private mutating func append(
        _ entry: WithheldValues.Entry, _ number: Int, _ anchor: Int, _ spelling: LeakScan.Spelling
    ) {
        needles.append(
            LeakScan.Needle(
                offset: entry.offset, count: entry.count, anchor: UInt8(anchor), isCut: entry.isCut,
                spelling: spelling, entry: UInt32(number)))
    }

    /// Looks for a text in forms in which no four bytes of it stand together as they are.
    private mutating func spell(
        _ forms: [WrittenForm], _ text: UnsafeBufferPointer<UInt8>, _ entry: WithheldValues.Entry, _ number: Int
    ) {
        var known: Set<[UInt8]> = []
        // What may stand behind it is decided by the text's own last byte, not by that of a form.
        let isOpen = entry.isCut || !isAlphanumeric(text[text.count - 1])
        for form in forms {
            for spelling in form.spellings(of: text) where known.insert(spelling).inserted {
                let kept = Array(spelling.prefix(250))
                guard let anchor = kept.withUnsafeBufferPointer({ anchor($0, { _ in true }) }) else { continue }
                needles.append(
                    LeakScan.Needle(
                        offset: UInt32(spelt.count), count: UInt8(kept.count), anchor: UInt8(anchor),
                        isCut: isOpen || kept.count < spelling.count, spelling: .literal, entry: UInt32(number)))
                spelt += kept
            }
        }
    }

    /// The filter, and the needles by the hashes of their chosen bytes.
    func index() -> (filter: [UInt64], starts: [UInt32], numbers: [UInt32]) {
        var filter = [UInt64](repeating: 0, count: 1 << 12)
        var starts = [UInt32](repeating: 0, count: 1 << 16 + 1)
        let hashes = needles.map { needle in
            let offset = Int(needle.offset) + Int(needle.anchor)
            let arena = needle.spelling == .literal ? spelt : values.arena
            return arena.withUnsafeBufferPointer { LeakScan.hash(Self.word($0, offset)) }
        }
        for hash in hashes {
            filter[Int(hash >> 20)] |= 1 << UInt64(hash >> 14 & 63)
            starts[Int(hash >> 16) + 1] += 1
        }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var next = starts
        var numbers = [UInt32](repeating: 0, count: needles.count)
        for (number, hash) in hashes.enumerated() {
            let bucket = Int(hash >> 16)
            numbers[Int(next[bucket])] = UInt32(number)
            next[bucket] += 1
        }
        return (filter, starts, numbers)
    }
}
