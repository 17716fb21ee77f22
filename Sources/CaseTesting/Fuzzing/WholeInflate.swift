import CZlib

/// What zlib makes of a whole compressed stream, in one call after the other; nil where it says that it is damaged, cut
/// off, or expands to more than `limit` bytes.
///
/// - Parameter windowBits: as `inflateInit2` takes them: 15 and 16 more for gzip, -15 for bare deflate.
/// - Returns: the bytes, and how many of `input` they were made from.
func inflated(_ input: [UInt8], windowBits: CInt, limit: Int = 8 << 20) -> (bytes: [UInt8], consumed: Int)? {
    var stream = z_stream()
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
        return nil
    }
    defer { inflateEnd(&stream) }
    var source = input
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    return source.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        while true {
            let capacity = room.count
            let (result, count) = room.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = uInt(capacity)
                return (inflate(&stream, Z_NO_FLUSH), capacity - Int(stream.avail_out))
            }
            output += room[..<count]
            guard output.count <= limit else { return nil }
            if result == Z_STREAM_END { return (output, source.count - Int(stream.avail_in)) }
            guard result == Z_OK, count > 0 || stream.avail_in > 0 else { return nil }
        }
    }
}
