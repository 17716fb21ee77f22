import Glibc

/// Has another producer work on a thread of its own, some buffers ahead of whoever takes its bytes.
final class BytesAhead: ByteProducer, @unchecked Sendable {
    // `@unchecked Sendable`: what both threads touch is only touched while the mutex is held; a buffer belongs to the
    // thread that has taken its number out of one of the two lists.
    private let producer: any ByteProducer
    private let buffers: [UnsafeMutableRawBufferPointer]
    private var free: [Int]
    private var filled: [(buffer: Int, count: Int)] = []
    private var failure: (any Error)?
    private var isAtEnd = false
    private var isCancelled = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var thread: pthread_t?
    /// What is being handed out.
    private var current: (buffer: Int, range: Range<Int>)?

    /// - Parameter count: how many buffers there are.
    init(_ producer: any ByteProducer, count: Int = 8) {
        self.producer = producer
        buffers = (0..<count).map { _ in .allocate(byteCount: pieceCount, alignment: 64) }
        free = Array(buffers.indices)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    /// Begins to work.
    ///
    /// - Returns: false where the system gives no thread; the producer then works when it is asked.
    private func start() -> Bool {
        if thread != nil { return true }
        var thread = pthread_t()
        let context = Unmanaged.passUnretained(self).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { context in
                Unmanaged<BytesAhead>.fromOpaque(context!).takeUnretainedValue().work()
                return nil
            }, context)
        if failure == 0 { self.thread = thread }
        return failure == 0
    }

    private func locked<R>(_ body: () throws -> R) rethrows -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    private func work() {
        while let buffer = nextFree() {
            var outcome: Result<Int, any Error>
            do { outcome = .success(try producer.fill(buffers[buffer])) } catch { outcome = .failure(error) }
            let isDone = locked {
                switch outcome {
                case .success(0): isAtEnd = true
                case .success(let count): filled.append((buffer, count))
                case .failure(let error):
                    failure = error
                    isAtEnd = true
                }
                pthread_cond_signal(condition)
                return isAtEnd
            }
            if isDone { return }
        }
    }

    private func nextFree() -> Int? {
        locked {
            while free.isEmpty, !isCancelled { pthread_cond_wait(condition, mutex) }
            return isCancelled ? nil : free.removeLast()
        }
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard start() else { return try producer.fill(buffer) }
        if current == nil { current = try nextFilled() }
        guard let (number, range) = current else { return 0 }
        let count = min(range.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffers[number][range.prefix(count)]))
        let rest = range.dropFirst(count)
        current = rest.isEmpty ? nil : (number, rest)
        if rest.isEmpty {
            locked {
                free.append(number)
                pthread_cond_signal(condition)
            }
        }
        return count
    }

    /// - Throws: what the producer threw, behind all that it gave before.
    private func nextFilled() throws -> (buffer: Int, range: Range<Int>)? {
        try locked {
            while filled.isEmpty, !isAtEnd { pthread_cond_wait(condition, mutex) }
            guard !filled.isEmpty else {
                if let failure { throw failure }
                return nil
            }
            let (buffer, count) = filled.removeFirst()
            return (buffer, 0..<count)
        }
    }

    deinit {
        locked {
            isCancelled = true
            pthread_cond_broadcast(condition)
        }
        if let thread { pthread_join(thread, nil) }
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
        for buffer in buffers { buffer.deallocate() }
    }
}
