/// A growable run of bytes with one owner: what every writer of this package appends to.
///
/// Appending is a bounds check and a copy; the buffer doubles when it is full. The slack behind the
/// capacity lets whole vectors be read and written past the last byte without leaving the allocation.
public struct ByteBuffer: ~Copyable {
    public var base: UnsafeMutablePointer<UInt8>
    public var count: Int
    public var capacity: Int

    /// How many bytes behind `capacity` may be touched: read without being meant, or written before they are written
    /// over.
    public static let slack = 64

    public init(capacity: Int = 1 << 12) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity + Self.slack)
        count = 0
    }

    deinit { base.deallocate() }

    @inline(never)
    public mutating func grow(to minimum: Int) {
        let size = max(minimum, capacity * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Self.slack)
        grown.update(from: base, count: count)
        base.deallocate()
        base = grown
        capacity = size
    }

    /// Makes room for `additional` more bytes.
    @inlinable @inline(__always)
    public mutating func reserve(_ additional: Int) {
        if count &+ additional > capacity { grow(to: count + additional) }
    }

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inlinable @inline(__always)
    public mutating func append(_ start: UnsafePointer<UInt8>, count length: Int) {
        reserve(length)
        copyBytes(from: start, to: base + count, count: length)
        count &+= length
    }

    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        append(start, count: bytes.count)
    }

    public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    public mutating func append(_ string: StaticString) {
        append(string.utf8Start, count: string.utf8CodeUnitCount)
    }

    public mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { append($0) }
    }

    /// Tells the buffer that `length` bytes were written behind `count`, into room that was reserved.
    @inlinable @inline(__always)
    public mutating func advance(by length: Int) { count &+= length }

    /// Drops everything behind the first `length` bytes.
    @inlinable @inline(__always)
    public mutating func truncate(to length: Int) { count = length }

    public mutating func removeAll() { count = 0 }

    /// Moves what stands behind the first `length` bytes to the front.
    public mutating func removeFirst(_ length: Int) {
        base.update(from: base + length, count: count - length)
        count -= length
    }

    @inlinable public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    public func array() -> [UInt8] { Array(bytes) }

    /// Ends writing: the bytes, immutable and shareable.
    public consuming func sealed() -> Bytes {
        let sealed = Bytes(adopting: base, count: count)
        discard self
        return sealed
    }
}

/// Copies a cell. Cells are short: two overlapping words are quicker than a call for most of them.
@inlinable @inline(__always)
public func copyBytes(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(target)
    if count > 32 {
        target.update(from: source, count: count)
    } else if count >= 16 {
        copyEnds(from, to, count, SIMD16<UInt8>.self)
    } else if count >= 8 {
        copyEnds(from, to, count, UInt64.self)
    } else if count >= 4 {
        copyEnds(from, to, count, UInt32.self)
    } else {
        var index = 0
        while index < count {
            target[index] = source[index]
            index &+= 1
        }
    }
}

/// Copies the first and the last word of a run that is no longer than both together.
@inlinable @inline(__always)
public func copyEnds<Word: BitwiseCopyable>(
    _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ count: Int, _ type: Word.Type
) {
    let size = MemoryLayout<Word>.size
    let head = from.loadUnaligned(as: Word.self)
    let tail = from.loadUnaligned(fromByteOffset: count &- size, as: Word.self)
    to.storeBytes(of: head, as: Word.self)
    to.storeBytes(of: tail, toByteOffset: count &- size, as: Word.self)
}

/// Copies a cell where both sides have `ByteBuffer.slack` bytes behind them: what is copied too much is written over
/// by what comes next.
@inlinable @inline(__always)
public func copyWithSlack(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
    if count > 32 {
        target.update(from: source, count: count)
        return
    }
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(target)
    to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    if count > 16 {
        let second = from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        to.storeBytes(of: second, toByteOffset: 16, as: SIMD16<UInt8>.self)
    }
}
