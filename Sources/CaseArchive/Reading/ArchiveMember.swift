/// A member of an archive, as the archive has it.
///
/// Nothing says that its path is safe, or that it is UTF-8, or that no other member has it: who uses it checks that.
package struct ArchiveMember: Sendable, Equatable {
    package enum Kind: Sendable {
        case file, directory, symbolicLink, hardLink
        /// A device, a pipe, or what else an archive may say it is.
        case other
    }

    /// As it stands in the archive; of a directory that is read, below it, with slashes.
    package let path: [UInt8]
    package let kind: Kind
    /// How many bytes it has; what comes is checked against it.
    package let byteCount: Int
    /// What the archive says, where it says it.
    package let crc32: UInt32?
    /// Of a link.
    package let target: [UInt8]?

    package init(path: [UInt8], kind: Kind, byteCount: Int, crc32: UInt32? = nil, target: [UInt8]? = nil) {
        self.path = path
        self.kind = kind
        self.byteCount = byteCount
        self.crc32 = crc32
        self.target = target
    }
}

/// The bytes of a member that is being read.
package struct MemberContent {
    let member: ArchiveMember
    let archive: String
    let read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

    /// Hands out the bytes in order, in pieces that are there until the call ends. Of a member of a tar archive they
    /// come once.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, and what `body` throws.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws { try read(body) }

    /// All bytes of a small member.
    ///
    /// - Throws: also `ArchiveProblem` with `limit`, before anything is read.
    package func bytes(limit: Int = 64 << 20) throws -> [UInt8] {
        guard member.byteCount <= limit else {
            let damage = ArchiveDamage(
                "it has \(member.byteCount) bytes, and \(limit) are the limit", code: .limit)
            throw ArchiveProblem(damage, in: archive, member: member.path)
        }
        var bytes: [UInt8] = []
        try read { bytes.append(contentsOf: $0) }
        return bytes
    }
}
