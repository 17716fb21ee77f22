import CaseBytes
package import CaseFiles

/// A block of a member that waits for being compressed.
package struct CompressionBlock: Sendable {
    /// The window that the block is primed with, and the block.
    let bytes: Bytes
    let windowCount: Int
    let index: Int
    let spooling: Spooling

    /// Compresses it and writes it to the spool, on the thread that calls.
    ///
    /// - Throws: `FileProblem` with `cannotWrite`; then the container cannot be finished.
    package func run() throws(FileProblem) {
        let all = UnsafeRawBufferPointer(bytes.bytes)
        let block = UnsafeRawBufferPointer(rebasing: all[windowCount...])
        let extent: Extent
        if let deflaters = spooling.deflaters {
            let window = UnsafeRawBufferPointer(rebasing: all[..<windowCount])
            extent = try deflaters.withDeflater { (deflater) throws(FileProblem) in
                try spooling.spool.append(deflater.compress(block, window: window))
            }
        } else {
            extent = try spooling.spool.append(block)
        }
        let checksum = spooling.needsChecksum ? Checksum(of: block) : Checksum()
        spooling.member.complete(Member.Piece(extent: extent, checksum: checksum), at: index)
    }
}
