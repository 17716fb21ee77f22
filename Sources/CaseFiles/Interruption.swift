import Glibc
import Synchronization

/// What SIGINT, SIGTERM and SIGHUP set: work that is under way ends at the next batch and leaves nothing behind.
package enum Interruption {
    private static let isRequestedFlag = Atomic<Bool>(false)

    package static var isRequested: Bool { isRequestedFlag.load(ordering: .relaxed) }

    /// A second signal ends the process at once.
    package static func install() {
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
            signal(number) { number in
                Interruption.isRequestedFlag.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        // A reader that goes away (`| head`) shows as a failed write, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        // So does a limit on the size of files.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Whether whoever started the process has it pass over a signal, as `nohup` does.
    private static func isIgnored(_ number: CInt) -> Bool {
        var action = sigaction()
        return sigaction(number, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// - Throws: `Interrupted`
    package static func check() throws(Interrupted) { if isRequested { throw Interrupted() } }
}

/// Keeps freed memory in the process: batches of a megabyte come and go, and giving each back to the system costs
/// more than filling it.
package func keepFreedMemory() {
    // mallopt(3), which the C library has but Swift does not import: M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
    typealias Option = @convention(c) (CInt, CInt) -> CInt
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let set = unsafeBitCast(symbol, to: Option.self)
    _ = set(-3, 64 << 20)
    _ = set(-1, 128 << 20)
}

/// Somebody asked for the work to end.
package struct Interrupted: Error {
    package init() {}
}
