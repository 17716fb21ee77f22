/// A growable run of bytes with one owner: what every writer of this package appends to.
///
/// Appending is a bounds check and a copy; the buffer doubles when it is full. Sixteen bytes of slack behind the
/// capacity let a scan of whole vectors read past the last byte without leaving the allocation.
package struct ByteBuffer: ~Copyable {
    package private(set) var base: UnsafeMutablePointer<UInt8>
    package private(set) var count: Int
    package private(set) var capacity: Int

    /// How many bytes behind `capacity` may be read (never meant, only touched).
    package static let slack = 64

    package init(capacity: Int = 1 << 12) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity + Self.slack)
        count = 0
    }

    deinit { base.deallocate() }

    @inline(never)
    private mutating func grow(to minimum: Int) {
        let size = max(minimum, capacity * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Self.slack)
        grown.update(from: base, count: count)
        base.deallocate()
        base = grown
        capacity = size
    }

    /// Makes room for `additional` more bytes.
    @inline(__always)
    package mutating func reserve(_ additional: Int) {
        if count &+ additional > capacity { grow(to: count + additional) }
    }

    @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    package mutating func append(_ start: UnsafePointer<UInt8>, count length: Int) {
        reserve(length)
        copyBytes(from: start, to: base + count, count: length)
        count &+= length
    }

    @inline(__always)
    package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        append(start, count: bytes.count)
    }

    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    package mutating func append(_ string: StaticString) {
        append(string.utf8Start, count: string.utf8CodeUnitCount)
    }

    package mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { append($0) }
    }

    /// Tells the buffer that `length` bytes were written behind `count`, into room that was reserved.
    @inline(__always)
    package mutating func advance(by length: Int) { count &+= length }

    /// Drops everything behind the first `length` bytes.
    @inline(__always)
    package mutating func truncate(to length: Int) { count = length }

    package mutating func removeAll() { count = 0 }

    /// Moves what stands behind the first `length` bytes to the front.
    package mutating func removeFirst(_ length: Int) {
        base.update(from: base + length, count: count - length)
        count -= length
    }

    package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    package func array() -> [UInt8] { Array(bytes) }

    /// Ends writing: the bytes, immutable and shareable.
    package consuming func sealed() -> Bytes {
        let sealed = Bytes(adopting: base, count: count)
        discard self
        return sealed
    }
}

/// Copies a cell. Cells are short: two overlapping vectors of sixteen are quicker than a call for most of them.
@inline(__always)
package func copyBytes(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
    if count >= 8 && count <= 32 {
        let from = UnsafeRawPointer(source)
        let to = UnsafeMutableRawPointer(target)
        if count >= 16 {
            let head = from.loadUnaligned(as: SIMD16<UInt8>.self)
            let tail = from.loadUnaligned(fromByteOffset: count &- 16, as: SIMD16<UInt8>.self)
            to.storeBytes(of: head, as: SIMD16<UInt8>.self)
            to.storeBytes(of: tail, toByteOffset: count &- 16, as: SIMD16<UInt8>.self)
        } else {
            let head = from.loadUnaligned(as: UInt64.self)
            let tail = from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            to.storeBytes(of: head, as: UInt64.self)
            to.storeBytes(of: tail, toByteOffset: count &- 8, as: UInt64.self)
        }
    } else {
        target.update(from: source, count: count)
    }
}
