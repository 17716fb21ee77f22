import CaseBytes

/// Numbers of needles by the hash of a run of their bytes, all runs of one length.
struct NeedleIndex: Sendable {
    /// 4, 8 or 16.
    let length: Int
    /// A bit for each hash.
    private let filter: [UInt64]
    private let filterShift: UInt32
    /// Where the numbers of each hash begin.
    private let starts: [UInt32]
    private let numbers: [UInt32]
    private let shift: UInt32

    /// - Parameter runs: the needles with the hashes of their runs.
    init(length: Int, _ runs: [(hash: UInt32, needle: UInt32)]) {
        self.length = length
        var bits: UInt32 = 10
        while 1 << Int(bits) < runs.count, bits < 22 { bits += 1 }
        shift = 32 - bits
        filterShift = 32 - min(bits + 4, 24)
        var filter = [UInt64](repeating: 0, count: 1 << Int(min(bits + 4, 24) - 6))
        var starts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        for run in runs {
            let bit = run.hash >> filterShift
            filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
            starts[Int(run.hash >> shift) + 1] += 1
        }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var next = starts
        var numbers = [UInt32](repeating: 0, count: runs.count)
        for run in runs {
            let bucket = Int(run.hash >> shift)
            numbers[Int(next[bucket])] = run.needle
            next[bucket] += 1
        }
        (self.filter, self.starts, self.numbers) = (filter, starts, numbers)
    }

    var isEmpty: Bool { numbers.isEmpty }

    /// The hash of the run at a place.
    @inline(__always)
    static func hash(_ length: Int, at start: UnsafePointer<UInt8>) -> UInt32 {
        let raw = UnsafeRawPointer(start)
        if length == 4 { return raw.loadUnaligned(as: UInt32.self) &* 0x9E37_79B1 }
        let first = raw.loadUnaligned(as: UInt64.self)
        let second = length == 16 ? raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) : 0
        return UInt32(truncatingIfNeeded: mixed(first ^ 0xA076_1D64_78BD_642F, second ^ 0xE703_7ED1_A0B4_28DB) &>> 32)
    }

    /// Gives the needles of which the run may stand at a place.
    @inline(__always)
    func candidates(at offset: Int, in text: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void) {
        guard !numbers.isEmpty, offset &+ length <= text.count else { return }
        let hash = Self.hash(length, at: text.baseAddress! + offset)
        let bit = hash &>> filterShift
        let isThere = filter.withUnsafeBufferPointer { $0[Int(bit &>> 6)] &>> UInt64(bit & 63) & 1 != 0 }
        guard isThere else { return }
        let bucket = Int(hash &>> shift)
        for index in starts[bucket]..<starts[bucket + 1] { body(numbers[Int(index)]) }
    }
}
