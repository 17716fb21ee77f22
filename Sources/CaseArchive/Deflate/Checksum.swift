import CZlib

/// The CRC-32 of a run of bytes (RFC 1952, section 8.1; APPNOTE 4.4.7), which joins with that of the run behind it.
struct Checksum: Sendable, Equatable {
    private(set) var value: UInt32 = 0
    private(set) var byteCount = 0

    init() {}

    init(of bytes: UnsafeRawBufferPointer) { update(bytes) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        value = UInt32(truncatingIfNeeded: crc32_z(uLong(value), start, bytes.count))
        byteCount += bytes.count
    }

    mutating func append(_ next: Checksum) {
        value = UInt32(truncatingIfNeeded: crc32_combine(uLong(value), uLong(next.value), next.byteCount))
        byteCount += next.byteCount
    }
}
