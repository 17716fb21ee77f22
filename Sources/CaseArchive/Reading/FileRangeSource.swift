import CaseBytes
import CaseFiles

/// An open file that several read at once, each at a place of its own.
final class SharedFile: Sendable {
    let descriptor: Descriptor

    init(_ path: String) throws(FileProblem) { descriptor = try .reading(path) }
}

/// A run of bytes of a file.
final class FileRangeSource: ByteSource {
    private let file: SharedFile
    private var range: Range<Int>

    init(_ file: SharedFile, _ range: Range<Int>) {
        self.file = file
        self.range = range
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        try Interruption.check()
        let count = min(buffer.count, range.count, pieceCount)
        guard count > 0, let start = buffer.baseAddress else { return 0 }
        try file.descriptor.read(into: start, count: count, at: range.lowerBound)
        range = (range.lowerBound + count)..<range.upperBound
        return count
    }
}
