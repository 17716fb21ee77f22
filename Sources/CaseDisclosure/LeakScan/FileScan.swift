import CaseBytes

/// Looks through one file as its bytes go by in pieces. One owner at a time.
///
/// A place is looked at once what stands around it is there: the last bytes of a piece are kept until the next.
package struct FileScan {
    private let scan: LeakScan
    private let file: String
    private let isName: Bool
    /// The last bytes so far, and the offset in the file of the first of them.
    private var tail: [UInt8] = []
    private var tailStart = 0
    /// The first place that was not looked at.
    private var next = 0
    private var found: [Leak] = []

    /// How far from the bytes by which something is found its first and its last byte, and what bounds it, may be: six
    /// bytes for each of a value's, and the escape before it.
    static let reach = 6 * WithheldValues.window + 64
    /// Of more leaks in one file than these nothing more is said, and nothing more is looked for.
    package static let limit = 100

    init(_ scan: LeakScan, file: String, isName: Bool = false) {
        self.scan = scan
        self.file = file
        self.isName = isName
        guard !isName else { return }
        var name = FileScan(scan, file: file, isName: true)
        Array(file.utf8).withUnsafeBytes { name.add($0) }
        found = name.hits
    }

    /// What was found, in the order of the places; asked for after the last piece.
    package var hits: [Leak] {
        var ended = self
        tail.withUnsafeBufferPointer { ended.examine($0, from: tailStart, upTo: tailStart + tail.count) }
        var known: Set<Leak> = []
        return ended.found.sorted { ($0.offset ?? -1) < ($1.offset ?? -1) }.filter { known.insert($0).inserted }
    }

    /// Takes the next bytes of the file.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let piece = bytes.bindMemory(to: UInt8.self)
        guard !piece.isEmpty, found.count < Self.limit else { return }
        let pieceStart = tailStart + tail.count
        let seam = min(piece.count, 2 * Self.reach)
        tail.append(contentsOf: piece[..<seam])
        lookThroughTail()
        guard piece.count > seam else { return dropFromTail() }
        examine(piece, from: pieceStart, upTo: pieceStart + piece.count - Self.reach)
        tail.removeAll(keepingCapacity: true)
        let kept = min(piece.count, 2 * Self.reach)
        tail.append(contentsOf: piece[(piece.count - kept)...])
        tailStart = pieceStart + piece.count - kept
    }

    private mutating func lookThroughTail() {
        var held: [UInt8] = []
        swap(&held, &tail)
        held.withUnsafeBufferPointer { examine($0, from: tailStart, upTo: tailStart + $0.count - Self.reach) }
        swap(&held, &tail)
    }

    private mutating func dropFromTail() {
        let unneeded = next - Self.reach - tailStart
        guard unneeded > 4 * Self.reach else { return }
        tail.removeFirst(unneeded)
        tailStart += unneeded
    }

    /// Looks at the places from `next` to a limit.
    ///
    /// - Parameter start: the offset in the file of the first byte of the text.
    private mutating func examine(_ text: UnsafeBufferPointer<UInt8>, from start: Int, upTo limit: Int) {
        guard limit > next, found.count < Self.limit else { return }
        let places = (next - start)..<(limit - start)
        next = limit
        if scan.hasIDs { findIDs(text, places, start) }
        if !scan.needles.isEmpty { findValues(text, places, start) }
        if scan.hasEncoded { findEncoded(text, places, start) }
    }

    private mutating func findIDs(_ text: UnsafeBufferPointer<UInt8>, _ places: Range<Int>, _ start: Int) {
        let base = text.baseAddress!
        let underscore = ByteVector(repeating: 0x5F)
        var place = places.lowerBound
        while place < places.upperBound {
            if place + 16 <= places.upperBound {
                let words = equalLanes(loadVector(base, place), underscore)
                if words.x | words.y == 0 {
                    place &+= 16
                    continue
                }
                place &+= firstLane(words)
            } else if base[place] != 0x5F {
                place &+= 1
                continue
            }
            if let id = scan.token(at: place, in: text) {
                found.append(scan.leak(ofID: id, in: file, at: isName ? nil : start + place - 3))
                if found.count >= Self.limit { return }
            }
            place &+= 1
        }
    }

    private mutating func findValues(_ text: UnsafeBufferPointer<UInt8>, _ places: Range<Int>, _ start: Int) {
        let end = min(places.upperBound, text.count - 3)
        let raw = UnsafeRawPointer(text.baseAddress!)
        let scan = scan
        scan.filter.withUnsafeBufferPointer { filter in
            let bits = filter.baseAddress!
            @inline(__always) func isAnchor(_ word: UInt32) -> UInt64 {
                let hash = LeakScan.hash(word)
                return bits[Int(hash &>> 20)] &>> UInt64(hash &>> 14 & 63)
            }
            var place = places.lowerBound
            while place < end, found.count < Self.limit {
                // Four places with one load of eight bytes.
                while place &+ 8 <= end {
                    let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    let any =
                        isAnchor(UInt32(truncatingIfNeeded: word)) | isAnchor(UInt32(truncatingIfNeeded: word &>> 8))
                        | isAnchor(UInt32(truncatingIfNeeded: word &>> 16))
                        | isAnchor(UInt32(truncatingIfNeeded: word &>> 24))
                    if any & 1 != 0 { break }
                    place &+= 4
                }
                for candidate in place..<min(place &+ 4, end)
                where isAnchor(raw.loadUnaligned(fromByteOffset: candidate, as: UInt32.self)) & 1 != 0 {
                    scan.match(at: candidate, in: text, isEncoded: false) { needle, first in
                        found.append(scan.leak(of: needle, in: file, at: isName ? nil : start + first))
                    }
                }
                place &+= 4
            }
        }
    }

    /// Values in percent-encoding, by the four bytes before or behind one that is encoded.
    private mutating func findEncoded(_ text: UnsafeBufferPointer<UInt8>, _ places: Range<Int>, _ start: Int) {
        let base = text.baseAddress!
        let limit = min(places.upperBound + 4, text.count)
        var place = max(0, places.lowerBound - 3)
        while place < limit, found.count < Self.limit {
            place += firstIndex(of: 0x25, 0x2B, 0x25, 0x2B, in: base + place, count: limit - place)
            if place >= limit { return }
            for candidate in [place - 4, place + (base[place] == 0x25 ? 3 : 1)]
            where places.contains(candidate) && candidate + 4 <= text.count {
                scan.match(at: candidate, in: text, isEncoded: true) { needle, first in
                    found.append(scan.leak(of: needle, in: file, at: isName ? nil : start + first))
                }
            }
            place += 1
        }
    }
}
