import Glibc

/// A fixed number of threads that run tasks: what `--threads` means.
///
/// Tasks that prefer it run on it, and so do the actors that they call. Reading and writing block these threads and
/// none of Swift's own.
package final class WorkerPool: TaskExecutor, @unchecked Sendable {
    // `@unchecked Sendable`: everything below is only touched while the mutex is held.
    private var jobs: [UnownedJob] = []
    private var first = 0
    private var isClosed = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var threadCount = 0

    package init(threadCount: Int) {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        for _ in 0..<max(1, threadCount) {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(self).toOpaque()
            let failure = pthread_create(
                &thread, nil,
                { context in
                    let pool = Unmanaged<WorkerPool>.fromOpaque(context!).takeRetainedValue()
                    pool.work()
                    return nil
                }, context)
            guard failure == 0 else {
                // The work is done by as many as the system gives.
                Unmanaged<WorkerPool>.fromOpaque(context).release()
                precondition(self.threadCount > 0, "the system gives no threads: \(failure)")
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
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        while let job = nextJob() { job.runSynchronously(on: executor) }
    }

    private func nextJob() -> UnownedJob? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while first == jobs.count {
            if isClosed { return nil }
            pthread_cond_wait(condition, mutex)
        }
        let job = jobs[first]
        first += 1
        if first == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            first = 0
        }
        return job
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Ends the threads when they have nothing left to do.
    package func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}

/// Runs work on a pool of its own.
package func withWorkers<R: Sendable>(_ count: Int, _ body: () async throws -> sending R) async throws -> R {
    let pool = WorkerPool(threadCount: count)
    defer { pool.close() }
    return try await withTaskExecutorPreference(pool, operation: body)
}
