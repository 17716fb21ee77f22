/// A run of 32-bit words, immutable, that any thread may read: where the cells of a batch end.
///
/// `@unchecked Sendable`: the memory is written before `init` and never after it.
public final class Words: @unchecked Sendable {
    public let base: UnsafePointer<UInt32>
    public let count: Int

    /// Takes over memory that `UnsafeMutablePointer.allocate` gave.
    init(adopting memory: UnsafeMutablePointer<UInt32>, count: Int) {
        base = UnsafePointer(memory)
        self.count = count
    }

    deinit { base.deallocate() }

    public subscript(index: Int) -> UInt32 {
        precondition(index >= 0 && index < count)
        return base[index]
    }
}

/// A growable run of 32-bit words with one owner.
public struct WordBuffer: ~Copyable {
    public var base: UnsafeMutablePointer<UInt32>
    public var count = 0
    public var capacity: Int

    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    @inline(never)
    public mutating func grow() {
        let grown = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
        grown.update(from: base, count: count)
        base.deallocate()
        base = grown
        capacity *= 2
    }

    @inlinable @inline(__always)
    public mutating func append(_ word: UInt32) {
        if count == capacity { grow() }
        base[count] = word
        count &+= 1
    }

    public mutating func removeLast(_ number: Int) { count -= number }

    @inlinable @inline(__always)
    public subscript(index: Int) -> UInt32 {
        precondition(index >= 0 && index < count)
        return base[index]
    }

    /// Ends writing: the words, immutable and shareable.
    public consuming func sealed() -> Words {
        let sealed = Words(adopting: base, count: count)
        discard self
        return sealed
    }
}
