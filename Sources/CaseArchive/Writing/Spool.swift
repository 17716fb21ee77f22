import CaseFiles
import Synchronization

/// A run of bytes in the spool.
struct Extent: Sendable, Equatable {
    let offset: Int
    let count: Int
}

/// Where the bytes of all members wait for their place in the container: one file without a name.
///
/// Several threads append at once; each run gets the next free place.
final class Spool: Sendable {
    private let file: Descriptor
    private let end = Atomic(0)

    init(in folder: String) throws(FileProblem) { file = try .temporary(in: folder) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) -> Extent {
        let offset = end.add(bytes.count, ordering: .relaxed).oldValue
        try file.write(bytes, at: offset)
        return Extent(offset: offset, count: bytes.count)
    }

    func read(_ extent: Extent, into buffer: UnsafeMutablePointer<UInt8>) throws(FileProblem) {
        try file.read(into: buffer, count: extent.count, at: extent.offset)
    }
}

/// Hands out the bytes of a member in order, as extents of the size that is asked for.
struct ExtentCursor {
    private let extents: [Extent]
    private var index = 0
    private var done = 0

    init(_ extents: [Extent]) { self.extents = extents }

    /// The next bytes, at most so many; nil at the end.
    mutating func next(atMost limit: Int) -> Extent? {
        while index < extents.count, done == extents[index].count { (index, done) = (index + 1, 0) }
        guard index < extents.count else { return nil }
        let count = min(limit, extents[index].count - done)
        defer { done += count }
        return Extent(offset: extents[index].offset + done, count: count)
    }
}
