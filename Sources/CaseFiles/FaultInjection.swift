import Glibc
import Synchronization

/// The seam through which tests make the n-th write fail. Without a test there is none, and it costs a load.
package final class FaultInjection: Sendable {
    private let remaining: Atomic<Int>
    private let error: CInt

    /// - Parameters:
    ///   - write: which write fails, from 1; so do all after it, as on a full disk.
    ///   - error: the errno that it fails with.
    package init(failingFromWrite write: Int, with error: CInt = ENOSPC) {
        remaining = Atomic(write)
        self.error = error
    }

    /// The errno that this write is to fail with, or 0.
    func nextWrite() -> CInt { remaining.subtract(1, ordering: .relaxed).newValue <= 0 ? error : 0 }

    /// Whether a write was made to fail.
    package var hasFailed: Bool { remaining.load(ordering: .relaxed) <= 0 }

    @TaskLocal package static var current: FaultInjection?
}
