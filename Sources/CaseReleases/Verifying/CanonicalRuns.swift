import CaseBytes
import CaseFiles
import Glibc

/// The hash of a graph whose records come in the order of their IRIs, as all formats of an export have them: only the
/// lines of one record have to be sorted.
final class CanonicalRuns: GraphLineWatcher {
    private var digests = RunningDigests(.sha256)
    private var run = ByteBuffer()
    private var lines: [Range<Int>] = []
    private var last = ByteBuffer()
    /// Whether everything came in order so far.
    private var isOrdered = true

    /// How many bytes the lines of one record may have.
    private static let runLimit = 64 << 20

    func take(_ line: UnsafeBufferPointer<UInt8>, beginsSubject: Bool) {
        guard isOrdered else { return }
        if beginsSubject { endRun() }
        lines.append(run.count..<(run.count + line.count))
        run.append(line)
        if run.count > Self.runLimit { isOrdered = false }
    }

    private func endRun() {
        let bytes = run.bytes
        lines.sort { precedes(UnsafeBufferPointer(rebasing: bytes[$0]), UnsafeBufferPointer(rebasing: bytes[$1])) }
        for range in lines {
            let line = UnsafeBufferPointer(rebasing: bytes[range])
            if !precedes(last.bytes, line) { isOrdered = false }
            digests.update(UnsafeRawBufferPointer(line))
            last.removeAll()
            last.append(line)
        }
        run.removeAll()
        lines.removeAll(keepingCapacity: true)
    }

    /// - Returns: the SHA-256 of the graph's canonical N-Quads; nil where the records did not come in order.
    func finish() -> String? {
        endRun()
        return isOrdered ? digests.finished().sha256 : nil
    }
}

/// Below 0, 0 or above.
func compareBytes(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int) -> CInt { memcmp(a, b, count) }
