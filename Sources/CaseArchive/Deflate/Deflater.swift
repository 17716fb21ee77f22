import CZlib
import Synchronization

/// The version of the zlib that compresses: the bytes of compressed containers depend on it.
package let zlibVersionInUse = String(cString: zlibVersion())

/// How members are cut into blocks that are compressed by themselves, as in pigz.
enum DeflateBlock {
    /// How many bytes of a member a block has; the last has fewer.
    static let byteCount = 512 << 10
    /// How many bytes before a block it may refer to: the window of deflate (RFC 1951, section 2).
    static let windowCount = 32 << 10
    /// What ends a stream: an empty last block (RFC 1951, section 3.2.6).
    static let end: [UInt8] = [3, 0]
    /// How many bytes a stored block holds at most (RFC 1951, section 3.2.4).
    static let storedCount = 0xFFFF

    /// What stands before the bytes of a stored block that is not the last, where it begins with a whole byte.
    static func storedHeader(_ count: Int) -> [UInt8] {
        let length = UInt16(count)
        return [0, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
    }
}

/// Compresses blocks, one after the other; keeps the memory that zlib needs for that.
///
/// `@unchecked Sendable`: it has one owner at a time, and `DeflaterPool` hands it on.
final class Deflater: @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let output: UnsafeMutablePointer<UInt8>
    private let capacity: Int

    /// - Parameter level: 1...9.
    init(level: Int) {
        stream.initialize(to: z_stream())
        let result = deflateInit2_(
            stream, CInt(level), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            CInt(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "zlib gives no compressor for level \(level): \(result)")
        // The sync flush takes five bytes, and what is left of a byte.
        capacity = Int(deflateBound(stream, uLong(DeflateBlock.byteCount))) + 64
        output = .allocate(capacity: capacity)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Compresses at most `DeflateBlock.byteCount` bytes into blocks none of which is the last, and a sync flush, so
    /// that what follows begins with a whole byte. They depend on the arguments and the level alone.
    ///
    /// - Parameter window: the bytes before these that they may refer to, at most `DeflateBlock.windowCount`.
    /// - Returns: bytes that are there until the next call.
    func compress(_ bytes: UnsafeRawBufferPointer, window: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        precondition(bytes.count <= DeflateBlock.byteCount)
        deflateReset(stream)
        if window.count > 0 {
            deflateSetDictionary(stream, window.bindMemory(to: UInt8.self).baseAddress, uInt(window.count))
        }
        // zlib does not write to its input; its declaration only does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = uInt(bytes.count)
        stream.pointee.next_out = output
        stream.pointee.avail_out = uInt(capacity)
        let result = deflate(stream, Z_SYNC_FLUSH)
        precondition(result == Z_OK && stream.pointee.avail_in == 0 && stream.pointee.avail_out > 0)
        return UnsafeRawBufferPointer(start: output, count: capacity - Int(stream.pointee.avail_out))
    }
}

/// As many compressors as are at work at once.
final class DeflaterPool: Sendable {
    private let level: Int
    private let idle = Mutex<[Deflater]>([])

    init(level: Int) { self.level = level }

    func withDeflater<R, Failure: Error>(_ body: (Deflater) throws(Failure) -> R) throws(Failure) -> R {
        let deflater = idle.withLock { $0.popLast() } ?? Deflater(level: level)
        defer { idle.withLock { $0.append(deflater) } }
        return try body(deflater)
    }
}
