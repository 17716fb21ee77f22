import CaseBytes

/// Paths, each of which has a number: kept in one run of bytes, so that a million of them cost little more than their
/// letters.
package struct PathTable: Sendable {
    private var letters: [UInt8] = []
    /// Where each path ends.
    private var ends: [UInt32] = []
    /// Open addressing: numbers plus one; 0 is empty.
    private var slots: [UInt32]
    /// Not to be known by who made the paths: many with the same hash would make every search long.
    private let seed = UInt64.random(in: .min ... .max)

    package init() { slots = [UInt32](repeating: 0, count: 64) }

    package var count: Int { ends.count }

    /// Takes a path in, where it is not there yet.
    ///
    /// - Returns: its number, and whether it is new. nil where there is no room: the letters have 4 GiB.
    package mutating func insert(_ path: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool)? {
        let slot = slot(of: path)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        guard letters.count + path.count <= Int(UInt32.max), ends.count < Int(UInt32.max) - 1 else { return nil }
        letters.append(contentsOf: path)
        ends.append(UInt32(letters.count))
        slots[slot] = UInt32(ends.count)
        if 4 * ends.count > 3 * slots.count { grow() }
        return (ends.count - 1, true)
    }

    package mutating func insert(_ path: [UInt8]) -> (number: Int, isNew: Bool)? {
        path.withUnsafeBufferPointer { insert($0) }
    }

    /// The number of a path; nil where it is not there.
    package func number(of path: UnsafeBufferPointer<UInt8>) -> Int? {
        let slot = slot(of: path)
        return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }

    package func number(of path: [UInt8]) -> Int? { path.withUnsafeBufferPointer { number(of: $0) } }

    package subscript(number: Int) -> ArraySlice<UInt8> { letters[range(number)] }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }

    /// Where the path is, or would be.
    private func slot(of path: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: keyHash(path, seed: seed)) & (slots.count - 1)
        while slots[slot] != 0, !letters[range(Int(slots[slot]) - 1)].elementsEqual(path) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        letters.withUnsafeBufferPointer { letters in
            for number in ends.indices {
                let path = UnsafeBufferPointer(rebasing: letters[range(number)])
                var slot = Int(truncatingIfNeeded: keyHash(path, seed: seed)) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt32(number + 1)
            }
        }
    }
}
