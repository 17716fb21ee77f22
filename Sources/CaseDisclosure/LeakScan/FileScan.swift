import CaseBytes
import CaseModel
import Glibc

/// A file that is looked through as its bytes pass. One owner at a time.
package struct FileScan {
    private let scan: LeakScan
    private let file: String
    /// The last bytes that passed, and those that are looked through at the moment.
    private var buffer: [UInt8] = []
    /// Where in the file the buffer begins.
    private var start = 0
    /// How many bytes of the buffer were looked through.
    private var next = 0
    private var ids: Set<UInt64> = []
    /// The places of the values that were found.
    private(set) var values: Set<Int> = []
    /// What was found, each once.
    package private(set) var hits: [Leak]

    /// How much is looked through at a time, so that it stays in the cache.
    private static let step = 1 << 16
    /// An id, and a byte on each side.
    private static let idLimit = 46
    /// How many different things are reported of one file.
    private static let hitLimit = 100

    init(_ scan: LeakScan, file: String, hits: [Leak] = []) {
        self.scan = scan
        self.file = file
        self.hits = hits
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while rest.count > 0 {
            let count = min(rest.count, Self.step)
            buffer.append(contentsOf: rest[..<count])
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            // What begins in the last bytes may go on in those to come.
            look(to: buffer.count - Self.idLimit)
            let kept = max(scan.patterns.longest, Self.idLimit) + 1
            if next > kept {
                buffer.removeFirst(next - kept)
                start += next - kept
                next = kept
            }
        }
    }

    /// Says that there are no more bytes.
    package mutating func finish() {
        look(to: buffer.count)
        buffer = []
    }

    /// Looks for what ends, and for ids whose underscore is, before a place.
    private mutating func look(to end: Int) {
        guard end > next else { return }
        var (foundIDs, foundValues): ([Range<Int>], [(value: Int, offset: Int)]) = ([], [])
        buffer.withUnsafeBufferPointer { text in
            foundIDs = Self.ids(in: text, from: next, to: end).filter {
                scan.isWithheld(UnsafeBufferPointer(rebasing: text[$0]))
            }
            foundValues = Self.values(in: text, from: next, to: end, scan.patterns)
        }
        next = end
        for range in foundIDs where hits.count < Self.hitLimit {
            buffer.withUnsafeBufferPointer { text in
                let id = UnsafeBufferPointer(rebasing: text[range])
                guard ids.insert(keyHash(id)).inserted else { return }
                hits.append(scan.leak(ofID: id, in: file, at: start + range.lowerBound))
            }
        }
        for (value, offset) in foundValues where scan.seeks(value) && hits.count < Self.hitLimit {
            guard values.insert(value).inserted else { continue }
            hits.append(scan.leak(ofValue: value, in: file, at: start + offset))
        }
    }

    /// What has the form of an id and stands by itself, by its underscore: `[a-z]{3}_[0-9A-Za-z]{1,40}`.
    private static func ids(in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> [Range<Int>] {
        guard let base = text.baseAddress else { return [] }
        var ranges: [Range<Int>] = []
        var place = start
        while place < end, let found = memchr(base + place, 0x5F, end - place) {
            let underscore = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(mutating: base)
            place = underscore + 1
            let first = underscore - 3
            guard first >= 0, isLower(text[first]), isLower(text[first + 1]), isLower(text[first + 2]),
                first == 0 || !isWord(text[first - 1])
            else { continue }
            var last = underscore + 1
            while last < text.count, last <= underscore + 41, isAlphanumeric(text[last]) { last += 1 }
            let length = last - underscore - 1
            if (1...40).contains(length) { ranges.append(first..<last) }
        }
        return ranges
    }

    /// Forms of withheld values that end behind a place and not behind another.
    private static func values(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ patterns: LeakPatterns
    ) -> [(value: Int, offset: Int)] {
        guard let base = UnsafeRawPointer(text.baseAddress) else { return [] }
        var found: [(value: Int, offset: Int)] = []
        if !patterns.long.isEmpty {
            patterns.long.withBits { bits, shift in
                var place = max(start + 1, 8)
                while place <= end {
                    let key = base.loadUnaligned(fromByteOffset: place &- 8, as: UInt64.self)
                    let bit = KeyTable.place(key, shift)
                    if bits[bit &>> 6] & (1 &<< UInt64(truncatingIfNeeded: bit & 63)) != 0 {
                        compare(text, endingAt: place, patterns.long.pattern(key), patterns, &found)
                    }
                    place &+= 1
                }
            }
        }
        if !patterns.short.isEmpty {
            patterns.short.withBits { bits, shift in
                var place = max(start + 1, 4)
                while place <= end {
                    let key = UInt64(base.loadUnaligned(fromByteOffset: place &- 4, as: UInt32.self))
                    let bit = KeyTable.place(key, shift)
                    if bits[bit &>> 6] & (1 &<< UInt64(truncatingIfNeeded: bit & 63)) != 0 {
                        compare(text, endingAt: place, patterns.short.pattern(key), patterns, &found)
                    }
                    place &+= 1
                }
            }
        }
        return found
    }

    private static func compare(
        _ text: UnsafeBufferPointer<UInt8>, endingAt end: Int, _ first: Int32, _ patterns: LeakPatterns,
        _ found: inout [(value: Int, offset: Int)]
    ) {
        var number = first
        while number >= 0 {
            let pattern = patterns.patterns[Int(number)]
            number = pattern.next
            let count = Int(pattern.count)
            let start = end - count
            guard start >= 0 else { continue }
            let isEqual = patterns.arena.withUnsafeBufferPointer {
                memcmp($0.baseAddress! + Int(pattern.offset), text.baseAddress! + start, count) == 0
            }
            guard isEqual else { continue }
            // "9 High Road" is not in "159 High Road".
            if pattern.hasStart, start > 0, isWord(text[start]), isWord(text[start - 1]), !endsEscape(text, start) {
                continue
            }
            if pattern.hasEnd, end < text.count, isWord(text[end - 1]), isWord(text[end]) { continue }
            found.append((Int(pattern.value), start))
        }
    }

    /// Whether an escape ends before a place: `\n` of JSON and N-Quads, `\u000A`, `%20`.
    private static func endsEscape(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place >= 2 && text[place - 2] == 0x5C || place >= 3 && text[place - 3] == 0x25
            || place >= 6 && text[place - 6] == 0x5C && text[place - 5] == 0x75
    }

    /// Letters of other scripts count as letters too.
    private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x5F || byte >= 0x80 }
}
