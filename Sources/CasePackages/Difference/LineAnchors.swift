/// Finds where two files that differ go on alike: at a line that both have once in what lies ahead, as in Bram Cohen's
/// patience diff, the nearest of them.
///
/// That a line is there once keeps what every record repeats from being taken for the place where two records meet.
struct LineAnchors {
    /// A line, and where the two sides have it.
    private struct Slot {
        var hash: UInt64 = 0
        var old = absent
        var new = absent
        /// Of which search it is.
        var search: UInt32 = 0
    }

    private static let absent: Int32 = -1
    private static let repeated: Int32 = -2

    /// Open addressing; a power of two, of which a search uses as many as it needs.
    private var slots: [Slot] = []
    private var search: UInt32 = 0

    /// How many lines of the old and of the new side lie before the nearest place from which both are alike.
    ///
    /// - Parameters:
    ///   - old: hashes of the old side's lines, from the first that differs.
    ///   - runLength: for how many lines they have to be alike, or to the end of both.
    ///   - reachesEnds: whether behind the lines there are no more.
    /// - Returns: nil where there is none; never both 0.
    mutating func nearest(
        _ old: ArraySlice<UInt64>, _ new: ArraySlice<UInt64>, runLength: Int, reachesEnds: Bool
    ) -> (old: Int, new: Int)? {
        old.withUnsafeBufferPointer { old in
            new.withUnsafeBufferPointer { new in
                nearest(old, new, runLength: runLength, reachesEnds: reachesEnds)
            }
        }
    }

    private mutating func nearest(
        _ old: UnsafeBufferPointer<UInt64>, _ new: UnsafeBufferPointer<UInt64>, runLength: Int, reachesEnds: Bool
    ) -> (old: Int, new: Int)? {
        // Lines that were changed in their places, which is the commonest.
        for place in 1...Self.nearby where place < old.count && place < new.count {
            if Self.hasRun(of: runLength, old, place, new, place, reachesEnds) { return (place, place) }
        }
        let mask = beginSearch(lineCount: old.count + new.count) - 1
        for (place, hash) in old.enumerated() {
            let slot = slot(of: hash, mask)
            slots[slot].old = slots[slot].old == Self.absent ? Int32(place) : Self.repeated
        }
        for (place, hash) in new.enumerated() {
            let slot = slot(of: hash, mask)
            slots[slot].new = slots[slot].new == Self.absent ? Int32(place) : Self.repeated
        }
        var best: (old: Int, new: Int)?
        for (place, hash) in new.enumerated() {
            if let best, place >= best.old + best.new { break }
            let slot = slots[slot(of: hash, mask)]
            guard slot.old >= 0, slot.new >= 0 else { continue }
            var (i, j) = (Int(slot.old), place)
            while i > 0, j > 0, old[i - 1] == new[j - 1] { (i, j) = (i - 1, j - 1) }
            guard i + j > 0, best.map({ i + j < $0.old + $0.new }) ?? true,
                Self.hasRun(of: runLength, old, i, new, j, reachesEnds)
            else { continue }
            best = (i, j)
        }
        return best
    }

    /// - Returns: how many slots are used.
    private mutating func beginSearch(lineCount: Int) -> Int {
        var count = 64
        while count < 2 * lineCount { count *= 2 }
        if count > slots.count || search == .max {
            slots = Array(repeating: Slot(), count: max(count, slots.count))
            search = 0
        }
        search += 1
        return count
    }

    /// How far ahead a line that was changed in its place is looked for before all lines are.
    private static let nearby = 8

    private static func hasRun(
        of length: Int, _ old: UnsafeBufferPointer<UInt64>, _ i: Int, _ new: UnsafeBufferPointer<UInt64>, _ j: Int,
        _ reachesEnds: Bool
    ) -> Bool {
        var count = 0
        while count < length {
            guard i + count < old.count, j + count < new.count else {
                return reachesEnds && count > 0 && i + count == old.count && j + count == new.count
            }
            guard old[i + count] == new[j + count] else { return false }
            count += 1
        }
        return true
    }

    /// Where a line of this search is, or gets its place.
    private mutating func slot(of hash: UInt64, _ mask: Int) -> Int {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].search == search, slots[place].hash != hash { place = (place + 1) & mask }
        if slots[place].search != search { slots[place] = Slot(hash: hash, search: search) }
        return place
    }
}
