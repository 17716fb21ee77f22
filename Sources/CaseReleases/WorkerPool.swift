import CaseFiles
import Glibc

/// A fixed number of threads that run tasks: what `--threads` means.
///
/// Tasks that prefer it run on it, and so do the actors that they call. Reading and writing block these threads and
/// none of Swift's own.
package final class WorkerPool: TaskExecutor, @unchecked Sendable {
    // `@unchecked Sendable`: everything below is only touched while the monitor is locked.
    private var jobs: [UnownedJob] = []
    private var first = 0
    private var isClosed = false
    private let monitor = Monitor()
    private var threadCount = 0

    package init(threadCount: Int) {
        for _ in 0..<max(1, threadCount) {
            guard let thread = startThread({ self.work() }) else {
                // The work is done by as many as the system gives.
                precondition(self.threadCount > 0, "the system gives no threads")
                break
            }
            // Nobody waits for them, and what the system keeps of a thread goes with it.
            pthread_detach(thread)
            self.threadCount += 1
        }
    }

    /// How many threads the machine runs at once.
    package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        monitor.locked {
            jobs.append(job)
            monitor.wakeOne()
        }
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        while let job = nextJob() { job.runSynchronously(on: executor) }
    }

    private func nextJob() -> UnownedJob? {
        monitor.locked {
            while first == jobs.count {
                if isClosed { return nil }
                monitor.wait()
            }
            let job = jobs[first]
            first += 1
            if first == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                first = 0
            }
            return job
        }
    }

    /// Ends the threads when they have nothing left to do.
    package func close() {
        monitor.locked {
            isClosed = true
            monitor.wakeAll()
        }
    }
}

/// Runs work on a pool of its own.
package func withWorkers<R: Sendable>(_ count: Int, _ body: () async throws -> sending R) async throws -> R {
    let pool = WorkerPool(threadCount: count)
    defer { pool.close() }
    return try await withTaskExecutorPreference(pool, operation: body)
}
