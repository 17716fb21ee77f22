package import Glibc

/// A mutex and a condition: what threads share that wait for one another.
package final class Monitor: @unchecked Sendable {
    // `@unchecked Sendable`: the two are made to be used by many threads.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Does something that no other thread does meanwhile.
    package func locked<R>(_ body: () throws -> R) rethrows -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Lets others in until one of them wakes this thread, or for no reason; only inside `locked`.
    package func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes one of those that wait.
    package func wakeOne() { pthread_cond_signal(condition) }

    /// Wakes all that wait.
    package func wakeAll() { pthread_cond_broadcast(condition) }
}

/// Starts a thread. What it works on has to be there until it has ended.
///
/// - Returns: what `pthread_join` or `pthread_detach` takes; nil where the system gives no thread.
package func startThread(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    let context = Unmanaged.passRetained(ThreadTask(work: work)).toOpaque()
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { context in
            Unmanaged<ThreadTask>.fromOpaque(context!).takeRetainedValue().work()
            return nil
        }, context)
    if failure == 0 { return thread }
    Unmanaged<ThreadTask>.fromOpaque(context).release()
    return nil
}

/// What a thread does, as an object that a pointer can name.
private final class ThreadTask: Sendable {
    let work: @Sendable () -> Void

    init(work: @escaping @Sendable () -> Void) { self.work = work }
}
