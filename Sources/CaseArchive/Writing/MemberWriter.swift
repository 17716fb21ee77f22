import CaseBytes
package import CaseFiles

/// Writes one member of a container, from its first byte to its last.
///
/// It has one owner at a time; the blocks that it gives back are compressed on any thread.
package final class MemberWriter {
    private let member: Member
    private var digests: RunningDigests
    /// Where the container is a directory: what the bytes are written to.
    private var file: Descriptor?
    /// Where it is not: what the bytes are cut into blocks for.
    private let spooling: Spooling?
    /// The bytes that were written since the last block, behind the window that they are to be primed with.
    private var buffer: ByteBuffer?
    private var windowCount = 0

    /// The room of a block. The first one's begins small, for there are many small members; doubled five times it
    /// holds a block.
    private static let fullCapacity = DeflateBlock.windowCount + DeflateBlock.byteCount

    init(_ member: Member, file: consuming Descriptor, digests: PartDigests) {
        self.member = member
        self.file = consume file
        spooling = nil
        self.digests = RunningDigests(digests)
    }

    init(_ spooling: Spooling, digests: PartDigests) {
        member = spooling.member
        self.spooling = spooling
        self.digests = RunningDigests(digests)
    }

    /// Takes the next bytes, and hashes them.
    ///
    /// - Returns: the blocks that became full; each is to be run once, on any thread, in any order. There are none in
    ///   directories, in `.tar`, and of members that are not compressed: those are written by this call.
    /// - Throws: `FileProblem` with `cannotWrite`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) -> [CompressionBlock] {
        digests.update(bytes)
        guard let spooling else {
            if bytes.count > 0 { try file!.write(bytes) }
            return []
        }
        var blocks: [CompressionBlock] = []
        var rest = bytes.bindMemory(to: UInt8.self)
        while let start = rest.baseAddress, rest.count > 0 {
            var filling = buffer.take() ?? ByteBuffer(capacity: Self.fullCapacity >> 5)
            let end = windowCount + DeflateBlock.byteCount
            let count = min(rest.count, end - filling.count)
            filling.append(start, count: count)
            rest = UnsafeBufferPointer(rebasing: rest[count...])
            guard filling.count == end else {
                buffer = consume filling
                continue
            }
            let full = filling.sealed()
            if let block = try spooling.block(full, windowCount: windowCount) { blocks.append(block) }
            beginBlock(behind: spooling.deflaters == nil ? 0 : DeflateBlock.windowCount, of: full)
        }
        return blocks
    }

    /// Makes room for the next block, and primes it with the last bytes of the one before.
    private func beginBlock(behind count: Int, of full: Bytes) {
        var next = ByteBuffer(capacity: Self.fullCapacity)
        next.append(full.base + full.count - count, count: count)
        windowCount = count
        buffer = consume next
    }

    /// Ends the member: what is left is its last block. The member is complete when all its blocks were run.
    ///
    /// - Throws: `FileProblem` with `cannotWrite`.
    package func finish() throws(FileProblem) -> (blocks: [CompressionBlock], fixity: PartFixity) {
        if let file = file.take() { try file.finish() }
        var blocks: [CompressionBlock] = []
        if let spooling {
            let rest = buffer.take()
            if let rest, rest.count > windowCount,
                let block = try spooling.block(rest.sealed(), windowCount: windowCount)
            {
                blocks.append(block)
            }
        }
        let fixity = digests.finished()
        member.finish(byteCount: fixity.byteCount)
        return (blocks, fixity)
    }
}

/// Where the blocks of a member go.
struct Spooling: Sendable {
    let member: Member
    let spool: Spool
    /// nil where the member is stored as it is.
    let deflaters: DeflaterPool?
    /// Whether the container says the CRC of its members.
    let needsChecksum: Bool

    /// The next block of the member; nil where it is stored, and is by then.
    func block(_ bytes: Bytes, windowCount: Int) throws(FileProblem) -> CompressionBlock? {
        let block = CompressionBlock(
            bytes: bytes, windowCount: windowCount, index: member.expectPiece(), spooling: self)
        if deflaters != nil { return block }
        try block.run()
        return nil
    }
}
