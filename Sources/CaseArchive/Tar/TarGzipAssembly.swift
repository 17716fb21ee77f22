import CaseBytes

/// Puts a compressed tar archive together from members that are in the spool: one gzip member (RFC 1952), made of the
/// members' blocks, and of the archive's own bytes between them, each run of which is compressed by itself.
struct TarGzipAssembly: ~Copyable {
    /// Without a name or a time, and with a system that is not said (RFC 1952, section 2.3).
    static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    private let deflater: Deflater?
    private let spool: Spool
    private var checksum = Checksum()
    /// The archive's own bytes since the last member.
    private var frame = ByteBuffer()

    /// - Parameter level: 0 stores.
    init(level: Int, spool: Spool) {
        deflater = level == 0 ? nil : Deflater(level: level)
        self.spool = spool
    }

    /// - Parameter members: in the order that they are to have.
    mutating func write(_ members: [FinishedMember], instant: Int, to output: inout ContainerOutput) throws {
        try output.append(Self.header)
        for member in members {
            TarHeader.append(path: member.path, byteCount: member.byteCount, instant: instant, to: &frame)
            try flushFrame(to: &output)
            if member.isDeflated {
                try output.append(member.extents, of: spool)
            } else {
                try appendStored(member, to: &output)
            }
            checksum.append(member.checksum)
            TarAssembly.appendPadding(behind: member.byteCount, to: &frame)
        }
        TarAssembly.appendEnd(behind: checksum.byteCount + frame.count, to: &frame)
        try flushFrame(to: &output)
        try output.append(DeflateBlock.end)
        frame.append(littleEndian: checksum.value)
        frame.append(littleEndian: UInt32(truncatingIfNeeded: checksum.byteCount))
        try output.append(frame.bytes)
    }

    private mutating func flushFrame(to output: inout ContainerOutput) throws {
        let bytes = UnsafeRawBufferPointer(frame.bytes)
        checksum.update(bytes)
        if let deflater {
            let window = UnsafeRawBufferPointer(start: nil, count: 0)
            try output.append(deflater.compress(bytes, window: window).bindMemory(to: UInt8.self))
        } else {
            // A path of 64 KiB takes more than one block.
            var rest = frame.bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(DeflateBlock.storedCount)
                try output.append(DeflateBlock.storedHeader(piece.count))
                try output.append(UnsafeBufferPointer(rebasing: piece))
                rest = rest.dropFirst(piece.count)
            }
        }
        frame.removeAll()
    }

    private mutating func appendStored(_ member: FinishedMember, to output: inout ContainerOutput) throws {
        var cursor = ExtentCursor(member.extents)
        var rest = member.byteCount
        while rest > 0 {
            let count = min(rest, DeflateBlock.storedCount)
            try output.append(DeflateBlock.storedHeader(count))
            try output.append(atMost: count, of: &cursor, in: spool)
            rest -= count
        }
    }
}
