import CaseBytes

/// Puts a zip archive together from members that are in the spool.
enum ZipAssembly {
    /// - Parameter members: in the order that they are to have.
    static func write(_ members: [FinishedMember], from spool: Spool, to output: inout ContainerOutput) throws {
        var offsets: [Int] = []
        offsets.reserveCapacity(members.count)
        var header = ByteBuffer()
        for member in members {
            offsets.append(output.byteCount)
            header.removeAll()
            ZipRecords.appendLocalHeader(entry(member, at: output.byteCount), to: &header)
            try output.append(header.bytes)
            try output.append(member.extents, of: spool)
            if member.isDeflated { try output.append(DeflateBlock.end) }
        }
        let start = output.byteCount
        for (member, offset) in zip(members, offsets) {
            header.removeAll()
            ZipRecords.appendCentralHeader(entry(member, at: offset), to: &header)
            try output.append(header.bytes)
        }
        header.removeAll()
        ZipRecords.appendEnd(
            entries: members.count, directoryCount: output.byteCount - start, offset: start, to: &header)
        try output.append(header.bytes)
    }

    private static func entry(_ member: FinishedMember, at offset: Int) -> ZipEntry {
        ZipEntry(
            path: member.path, flags: member.path.allSatisfy { $0 < 0x80 } ? 0 : ZipEntry.Flag.utf8,
            method: member.isDeflated ? ZipEntry.Method.deflated : ZipEntry.Method.stored,
            crc32: member.checksum.value,
            compressedCount: member.spooledCount + (member.isDeflated ? DeflateBlock.end.count : 0),
            byteCount: member.byteCount, offset: offset)
    }
}
