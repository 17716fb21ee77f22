import CaseBytes
import CaseFiles

/// Something that is matched by a 64-bit key.
protocol LedgerRecord: BitwiseCopyable {
    var key: UInt64 { get }
}

extension UInt64: LedgerRecord {
    var key: UInt64 { self }
}

/// Records of a whole dataset, set aside to be matched with each other at the end, in bounded memory.
///
/// They are dealt into 256 partitions by the topmost bits of their keys, so that what matches is in one partition; when
/// together they grow past the limit they go to a temporary file, and each partition is read back by itself. A
/// partition has one of 256 parts of the records: at ten million keys of eight bytes about 0.3 MB.
struct Ledger<Record: LedgerRecord>: ~Copyable {
    private var partitions: [[Record]]
    private var count = 0
    private let limit: Int
    private var spill: Descriptor?
    private var segments: [[(offset: Int, byteCount: Int)]]
    private var spillEnd = 0

    /// - Parameter memoryLimit: how many bytes stay in memory.
    init(memoryLimit: Int) {
        partitions = Array(repeating: [], count: Self.partitionCount)
        segments = Array(repeating: [], count: Self.partitionCount)
        limit = memoryLimit / MemoryLayout<Record>.stride
    }

    mutating func append(_ records: [Record]) throws {
        for record in records { partitions[Int(truncatingIfNeeded: record.key &>> 56)].append(record) }
        count += records.count
        if count >= limit { try spillAll() }
    }

    private mutating func spillAll() throws {
        if spill == nil { spill = try .temporary(in: temporaryDirectory()) }
        for index in partitions.indices where !partitions[index].isEmpty {
            try partitions[index].withUnsafeBytes { bytes in
                try spill!.write(bytes)
                segments[index].append((spillEnd, bytes.count))
                spillEnd += bytes.count
            }
            partitions[index].removeAll(keepingCapacity: true)
        }
        count = 0
    }

    /// Takes one partition out.
    mutating func take(_ index: Int) throws -> [Record] {
        var records: [Record] = []
        swap(&records, &partitions[index])
        let segments = segments[index]
        let spilled = segments.reduce(0) { $0 + $1.byteCount }
        guard spilled > 0 else { return records }
        let kept = records
        let spilledCount = spilled / MemoryLayout<Record>.stride
        return try [Record](unsafeUninitializedCapacity: spilledCount + kept.count) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var offset = 0
            for segment in segments {
                try spill!.read(into: raw.baseAddress! + offset, count: segment.byteCount, at: segment.offset)
                offset += segment.byteCount
            }
            kept.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: raw[offset...]).copyMemory(from: $0) }
            count = spilledCount + kept.count
        }
    }

    /// How many partitions there are, the same for every ledger: what matches is in partitions of the same number.
    static var partitionCount: Int { 256 }
}

/// A set of keys, open-addressed, made once for its number of keys: several times quicker than `Set`.
struct KeySet {
    private var slots: [UInt64]
    private let mask: Int

    /// - Parameter capacity: how many keys there will be at the most.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 20) & mask }

    /// - Parameter key: not 0.
    @inline(__always)
    mutating func insert(_ key: UInt64) {
        var index = slot(of: key)
        while slots[index] != 0 && slots[index] != key { index = (index &+ 1) & mask }
        slots[index] = key
    }

    @inline(__always)
    func contains(_ key: UInt64) -> Bool {
        var index = slot(of: key)
        while slots[index] != 0 {
            if slots[index] == key { return true }
            index = (index &+ 1) & mask
        }
        return false
    }
}
