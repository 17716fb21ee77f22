import CaseFiles

extension Descriptor {
    /// Bytes of a place in the file, which has them.
    borrowing func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { try read(into: base, count: count, at: offset) }
        }
        return bytes
    }

    /// Hands out a run of bytes, in pieces.
    borrowing func forEachPiece(
        from offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(count, 1), pieceCount), alignment: 16)
        defer { buffer.deallocate() }
        var done = 0
        while done < count {
            try Interruption.check()
            let length = min(count - done, buffer.count)
            try read(into: buffer.baseAddress!, count: length, at: offset + done)
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            done += length
        }
    }

    /// Hands out what a run of compressed bytes, which are one deflate stream, expands to, in pieces.
    ///
    /// - Parameter limit: how many bytes may come.
    borrowing func forEachInflatedPiece(
        from offset: Int, count: Int, limit: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let inflater = Inflater(isGzip: false)
        // One byte more than may come, so that it is noticed.
        let room = min(limit, pieceCount - 1) + 1
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        defer { output.deallocate() }
        var (isEnd, produced) = (false, 0)
        try forEachPiece(from: offset, count: count) { piece in
            var rest = piece
            while true {
                let step = try inflater.step(rest, into: output)
                rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
                produced += step.produced
                guard produced <= limit else { throw ArchiveDamage("it expands to more bytes than it should have") }
                if step.produced > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<step.produced])) }
                isEnd = step.isEnd
                // A full buffer may not be all.
                if isEnd || rest.isEmpty && step.produced < output.count { break }
            }
            guard !isEnd || rest.isEmpty else { throw ArchiveDamage("there are bytes behind its compressed data") }
        }
        try inflater.checkDamage()
        guard isEnd else { throw ArchiveDamage("its compressed data end too early", code: .truncated) }
    }
}
