import Synchronization

/// What the container knows of a member that is being written.
final class Member: Sendable {
    /// A run of the member's bytes, as it stands in the spool.
    struct Piece: Sendable {
        let extent: Extent
        /// Of the bytes before they were compressed; of none where the container has no use for it.
        let checksum: Checksum
    }

    private struct State {
        var pieces: [Piece?] = []
        /// nil until the last byte was taken.
        var byteCount: Int?
    }

    /// With the container's top folder.
    let path: [UInt8]
    /// Whether its pieces are compressed blocks.
    let isDeflated: Bool
    private let state = Mutex(State())

    init(path: [UInt8], isDeflated: Bool) {
        self.path = path
        self.isDeflated = isDeflated
    }

    /// Makes room for the next piece, which comes later.
    ///
    /// - Returns: the number of the piece.
    func expectPiece() -> Int {
        state.withLock {
            $0.pieces.append(nil)
            return $0.pieces.count - 1
        }
    }

    func complete(_ piece: Piece, at index: Int) { state.withLock { $0.pieces[index] = piece } }

    /// Says that there are no more pieces to expect.
    func finish(byteCount: Int) { state.withLock { $0.byteCount = byteCount } }

    /// The whole member; nil where something of it is missing.
    func finished() -> FinishedMember? {
        state.withLock { state in
            guard let byteCount = state.byteCount, state.pieces.allSatisfy({ $0 != nil }) else { return nil }
            return FinishedMember(
                path: path, isDeflated: isDeflated, byteCount: byteCount, pieces: state.pieces.compactMap(\.self))
        }
    }
}

/// A member that is wholly in the spool, or in its file.
struct FinishedMember: Sendable {
    /// With the container's top folder.
    let path: [UInt8]
    /// False for an empty member.
    let isDeflated: Bool
    let byteCount: Int
    let extents: [Extent]
    /// Of the member's own bytes.
    let checksum: Checksum
    /// How many bytes it has in the spool.
    let spooledCount: Int

    init(path: [UInt8], isDeflated: Bool, byteCount: Int, pieces: [Member.Piece]) {
        self.path = path
        self.byteCount = byteCount
        self.isDeflated = isDeflated && !pieces.isEmpty
        extents = pieces.map(\.extent)
        var checksum = Checksum()
        for piece in pieces { checksum.append(piece.checksum) }
        self.checksum = checksum
        spooledCount = extents.reduce(0) { $0 + $1.count }
    }
}
