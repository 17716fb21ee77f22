package import CaseFiles

/// A tar archive, compressed with gzip or not, that is read from its beginning to its end; what is read next is read and
/// expanded on a thread of its own.
package final class TarArchiveStream {
    /// What its first bytes say.
    package let container: Container
    private let reader: TarReader

    /// - Parameter path: for messages.
    /// - Throws: `ArchiveProblem` with `notAnArchive`; `FileProblem`, `Interrupted`.
    package init(_ file: consuming Descriptor, path: String, limits: ArchiveLimits) throws {
        let bytes = PushedBack(FileBytesProducer(file))
        switch ArchiveReader.container(try bytes.peek(TarBlock.byteCount)) {
        case .tar: container = .tar
        case .tarGzip: container = .tarGzip
        case .zip:
            let damage = ArchiveDamage(
                "a zip archive has its directory at its end, and cannot be read from standard input; give its path",
                code: .unsupported)
            throw ArchiveProblem(damage, in: path)
        default:
            throw ArchiveProblem(ArchiveDamage("it is no tar or tar.gz archive", code: .notAnArchive), in: path)
        }
        let isCompressed = container == .tarGzip
        let producer = BytesAhead(isCompressed ? GzipBytes(bytes, limits: limits) : bytes)
        reader = TarReader(TarStream(producer), path: path, limits: limits)
    }

    /// The next member; nil at the end. What was not read of the one before is passed over.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, `Interrupted`
    package func next() throws -> ArchiveMember? { try reader.next()?.member }

    /// Where the bytes begin of the member that was given out last, before the archive was compressed.
    package var dataOffset: Int { reader.dataOffset }

    /// Hands out what is left of the member's bytes, in pieces that are there until the call ends.
    package func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws { try reader.read(body) }
}

/// Bytes of which the first can be looked at before they are taken.
private final class PushedBack: ByteProducer {
    private let producer: any ByteProducer
    private var first: ArraySlice<UInt8> = []

    init(_ producer: any ByteProducer) { self.producer = producer }

    /// The first bytes, as many as there are of so many.
    func peek(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = try bytes.withUnsafeMutableBytes {
                try producer.fill(UnsafeMutableRawBufferPointer(rebasing: $0[done...]))
            }
            if more == 0 { break }
            done += more
        }
        first = bytes[..<done]
        return Array(first)
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if first.isEmpty { return try producer.fill(buffer) }
        let count = min(first.count, buffer.count)
        buffer.copyBytes(from: first.prefix(count))
        first = first.dropFirst(count)
        return count
    }
}
