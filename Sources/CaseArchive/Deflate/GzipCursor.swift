import CaseBytes
import CaseFiles

/// Where in a gzip file something is being expanded.
final class GzipCursor {
    private let file: SharedFile
    fileprivate let inflater: Inflater
    /// Whether something is being expanded, and not between two gzip members.
    fileprivate var isInside: Bool
    /// Where the bytes that were not expanded yet begin in the file.
    fileprivate var offset: Int
    /// How many bytes were expanded.
    private(set) var position: Int

    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private var waiting = 0..<0

    init(_ file: SharedFile) {
        self.file = file
        inflater = Inflater(isGzip: true)
        (isInside, offset, position) = (false, 0, 0)
    }

    fileprivate init(_ file: SharedFile, _ mark: GzipMark) {
        self.file = file
        inflater = Inflater(copying: mark.inflater)
        (isInside, offset, position) = (mark.isInside, mark.offset, mark.position)
    }

    deinit { input.deallocate() }

    /// Expands at least one byte.
    ///
    /// - Throws: `ArchiveDamage`, also where there is none; `FileProblem`, `Interrupted`
    func expand(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            if waiting.isEmpty { try fill() }
            if !isInside {
                // Gzip members may follow one another (RFC 1952, section 2.2).
                guard !waiting.isEmpty else { throw ArchiveDamage("it ends too early") }
                inflater.reset()
                isInside = true
            }
            let step = try inflater.step(UnsafeRawBufferPointer(rebasing: input[waiting]), into: output)
            if waiting.isEmpty, step.produced == 0, !step.isEnd {
                throw ArchiveDamage("its compressed data end too early")
            }
            waiting = (waiting.lowerBound + step.consumed)..<waiting.upperBound
            offset += step.consumed
            if step.isEnd { isInside = false }
            if step.produced > 0 {
                position += step.produced
                return step.produced
            }
        }
    }

    private func fill() throws {
        try Interruption.check()
        let count = min(input.count, try file.descriptor.byteCount() - offset)
        if count > 0 { try file.descriptor.read(into: input.baseAddress!, count: count, at: offset) }
        waiting = 0..<max(0, count)
    }
}

/// A place from which expanding can go on.
///
/// `@unchecked Sendable`: nothing is expanded with its inflater, which is only copied.
final class GzipMark: @unchecked Sendable {
    fileprivate let inflater: Inflater
    fileprivate let isInside: Bool
    fileprivate let offset: Int
    fileprivate let position: Int

    init(_ cursor: GzipCursor) {
        inflater = Inflater(copying: cursor.inflater)
        (isInside, offset, position) = (cursor.isInside, cursor.offset, cursor.position)
    }

    func cursor(_ file: SharedFile) -> GzipCursor { GzipCursor(file, self) }
}
