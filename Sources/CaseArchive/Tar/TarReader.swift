import CaseFiles

/// Reads a tar archive from its beginning to its end, compressed with gzip or not.
///
/// It is strict: what stands behind the end is zeros, links and directories have no bytes, and no header says a thing
/// twice, so that no two programs see different archives.
package final class TarReader {
    package let path: String
    private let stream: TarStream
    private let limits: ArchiveLimits
    private var memberCount = 0
    private var pathByteCount = 0
    /// Where the header begins that is being read.
    private var headerOffset = 0
    /// How much of the member that is being read is still to come, and how many zeros fill its last block.
    private var rest = 0
    private var padding = 0
    /// The member that is being read, for messages.
    private var member: [UInt8]?
    private var isAtEnd = false

    /// - Throws: `FileProblem`.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        self.limits = limits
        stream = try TarStream(path, limits: limits)
    }

    init(_ stream: TarStream, path: String, limits: ArchiveLimits) {
        self.path = path
        self.limits = limits
        self.stream = stream
    }

    /// Where the bytes begin of the member that was given out last.
    package var dataOffset: Int { stream.position }

    /// The next member; nil at the end. What was not read of the one before is passed over.
    ///
    /// - Throws: `ArchiveProblem`; `FileProblem` where the file cannot be read.
    package func next() throws -> TarEntry? {
        if isAtEnd { return nil }
        return try naming {
            try skipRest()
            member = nil
            guard let entry = try nextEntry() else {
                isAtEnd = true
                return nil
            }
            memberCount += 1
            guard memberCount <= limits.memberCount else {
                throw ArchiveDamage(
                    "it has more than \(limits.memberCount) members; --limit-members raises the limit", code: .limit)
            }
            pathByteCount += min(entry.path.count, limits.pathByteCount)
            guard pathByteCount <= limits.directoryByteCount else {
                throw ArchiveDamage(
                    "the paths of its members have more than \(limits.directoryByteCount) bytes", code: .limit)
            }
            member = entry.path
            guard entry.byteCount == 0 || entry.kind == .file else {
                throw ArchiveDamage("it is no file, and has \(entry.byteCount) bytes")
            }
            rest = entry.byteCount
            padding = TarBlock.padding(behind: rest)
            return entry
        }
    }

    /// Hands out what is left of the member's bytes, in pieces that are there until the call ends.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, and what `body` throws.
    package func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try naming {
            while rest > 0 {
                let piece = try stream.next(atMost: rest)
                rest -= piece.count
                try body(piece)
            }
        }
    }

    private func skipRest() throws {
        try stream.skip(rest)
        rest = 0
        while padding > 0 {
            let piece = try stream.next(atMost: padding)
            padding -= piece.count
            guard piece.allSatisfy({ $0 == 0 }) else { throw ArchiveDamage("its last block is not filled with zeros") }
        }
    }

    private func nextEntry() throws -> TarEntry? {
        var extensions = TarExtensions()
        let offset = stream.position
        var extraCount = 0
        while true {
            headerOffset = stream.position
            let block = try stream.bytes(TarBlock.byteCount)
            if block.allSatisfy({ $0 == 0 }) {
                guard extensions.isEmpty else {
                    throw ArchiveDamage("it ends behind the header of a long name", code: .truncated)
                }
                try readEnd()
                return nil
            }
            var entry = try TarEntry(block)
            guard let sort = TarExtensions.sort(of: entry.flag) else {
                entry.offset = offset
                return try extensions.applied(to: entry)
            }
            extraCount += entry.byteCount
            guard extraCount <= limits.headerByteCount else {
                throw ArchiveDamage(
                    "the headers before a member have more than \(limits.headerByteCount) bytes", code: .limit)
            }
            let body = try stream.bytes(entry.byteCount)
            _ = try stream.bytes(TarBlock.padding(behind: entry.byteCount))
            try extensions.add(body, sort)
        }
    }

    /// Behind the first of two blocks of zeros come zeros only.
    private func readEnd() throws {
        var count = 0
        while let piece = try stream.nextIfAny(atMost: pieceCount) {
            count += piece.count
            guard piece.allSatisfy({ $0 == 0 }) else { throw ArchiveDamage("there are bytes behind its end") }
            guard count <= limits.endByteCount else {
                throw ArchiveDamage("more than \(limits.endByteCount) zeros stand behind its end", code: .limit)
            }
        }
        guard count >= TarBlock.byteCount else { throw ArchiveDamage("it ends within its end", code: .truncated) }
    }

    /// Says in which archive, and where in it, something is wrong.
    private func naming<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let damage as ArchiveDamage {
            guard member == nil else { throw ArchiveProblem(damage, in: path, member: member) }
            let place = ArchiveDamage("\(damage.detail), at byte \(headerOffset) of the tar archive", code: damage.code)
            throw ArchiveProblem(place, in: path, member: nil)
        }
    }
}
