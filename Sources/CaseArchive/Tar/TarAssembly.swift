import CaseBytes

/// Puts a tar archive together from members that are in the spool.
///
/// There are no entries for directories: what unpacks it makes them.
enum TarAssembly {
    /// - Parameter members: in the order that they are to have.
    static func write(
        _ members: [FinishedMember], instant: Int, from spool: Spool, to output: inout ContainerOutput
    ) throws {
        var frame = ByteBuffer()
        for member in members {
            TarHeader.append(path: member.path, byteCount: member.byteCount, instant: instant, to: &frame)
            try output.append(frame.bytes)
            try output.append(member.extents, of: spool)
            frame.removeAll()
            appendPadding(behind: member.byteCount, to: &frame)
        }
        try output.append(frame.bytes)
        frame.removeAll()
        appendEnd(behind: output.byteCount, to: &frame)
        try output.append(frame.bytes)
    }

    static func appendPadding(behind count: Int, to frame: inout ByteBuffer) {
        for _ in 0..<TarBlock.padding(behind: count) { frame.append(0) }
    }

    /// Two blocks of zeros, and more until a record is full.
    static func appendEnd(behind count: Int, to frame: inout ByteBuffer) {
        let end = count + 2 * TarBlock.byteCount
        let filling = (TarBlock.recordCount - end % TarBlock.recordCount) % TarBlock.recordCount
        for _ in 0..<(2 * TarBlock.byteCount + filling) { frame.append(0) }
    }
}
