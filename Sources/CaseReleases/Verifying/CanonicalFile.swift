import CaseBytes
import CaseFiles
import CaseModel

/// A file of canonical N-Quads on its way to a reader: hashed, and compared with what the reader makes of it.
///
/// What the file says is canonical where the lines that its quads are written as are its bytes, each behind the one
/// before it.
final class CanonicalFile: ByteSource, GraphLineWatcher {
    private let source: any ByteSource
    private let path: String
    private var digests: RunningDigests
    /// Bytes that were handed to the reader, and not compared yet.
    @exclusivity(unchecked) private var waiting = ByteBuffer(capacity: 1 << 21)
    @exclusivity(unchecked) private var position = 0
    @exclusivity(unchecked) private var last = ByteBuffer()
    private var line = 0
    private var isComparing = true
    private(set) var findings = FindingList()

    /// - Parameter hashes: false where the digest is known already.
    init(_ source: any ByteSource, path: String, hashes: Bool) {
        self.source = source
        self.path = path
        digests = RunningDigests(hashes ? .sha256 : [])
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        let count = try source.read(into: buffer)
        let bytes = UnsafeBufferPointer(rebasing: buffer[..<count])
        digests.update(UnsafeRawBufferPointer(bytes))
        if isComparing {
            waiting.removeFirst(position)
            position = 0
            waiting.append(bytes)
        }
        return count
    }

    func take(_ line: UnsafeBufferPointer<UInt8>, beginsSubject: Bool) {
        self.line += 1
        guard isComparing else { return }
        let rest = UnsafeBufferPointer(start: waiting.base + position, count: waiting.count - position)
        guard rest.count >= line.count, equalBytes(UnsafeBufferPointer(rebasing: rest[..<line.count]), line) else {
            report("the line is not as canonical N-Quads have it")
            // Nothing behind it can be told apart any more.
            isComparing = false
            return
        }
        position += line.count
        if !precedes(last.bytes, line) {
            report("the line does not come behind the one before it, as the lines of canonical N-Quads do")
        }
        last.removeAll()
        last.append(line)
    }

    /// Ends the comparison.
    ///
    /// - Returns: the SHA-256 of the file, where it was computed.
    func finish() -> String? {
        if isComparing, position < waiting.count {
            line += 1
            report("there is something behind the last statement, and canonical N-Quads have nothing there")
        }
        return digests.finished().sha256
    }

    private func report(_ message: @autoclosure () -> String) {
        if findings.lists(.formatSyntax) {
            findings.append(Finding(.formatSyntax, at: Place(file: path, line: line), message()))
        } else {
            findings.count(.formatSyntax)
        }
    }
}

/// Whether one line comes before another in the order of their bytes.
func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(a.count, b.count)
    guard common > 0, let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
    let order = compareBytes(first, second, count: common)
    return order == 0 ? a.count < b.count : order < 0
}
