import CaseFiles
import Glibc

/// Has another producer work on a thread of its own, some buffers ahead of whoever takes its bytes.
final class BytesAhead: ByteProducer {
    private let producer: any ByteProducer
    private let pipe: BytePipe
    private var thread: pthread_t?
    /// What is being handed out.
    private var current: (buffer: Int, range: Range<Int>)?

    /// - Parameter count: how many buffers there are.
    init(_ producer: any ByteProducer, count: Int = 8) {
        self.producer = producer
        pipe = BytePipe(producer, count: count)
    }

    deinit {
        pipe.cancel()
        if let thread { pthread_join(thread, nil) }
    }

    /// Begins to work.
    ///
    /// - Returns: false where the system gives no thread; the producer then works when it is asked.
    private func start() -> Bool {
        if thread == nil { thread = startThread { [pipe] in pipe.work() } }
        return thread != nil
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard start() else { return try producer.fill(buffer) }
        if current == nil { current = try pipe.takeFilled() }
        guard let (number, range) = current else { return 0 }
        let count = min(range.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: pipe.buffers[number][range.prefix(count)]))
        let rest = range.dropFirst(count)
        current = rest.isEmpty ? nil : (number, rest)
        if rest.isEmpty { pipe.giveBack(number) }
        return count
    }
}

/// The buffers between both threads, which is all of it that the working one knows: so it ends when nobody takes them.
private final class BytePipe: @unchecked Sendable {
    // `@unchecked Sendable`: what both threads touch is only touched while the monitor is locked; a buffer belongs to
    // the thread that has taken its number out of one of the two lists, and the producer to the one that works.
    let buffers: [UnsafeMutableRawBufferPointer]
    private let producer: any ByteProducer
    private var free: [Int]
    private var filled: [(buffer: Int, count: Int)] = []
    private var failure: (any Error)?
    private var isAtEnd = false
    private var isCancelled = false
    private let monitor = Monitor()

    init(_ producer: any ByteProducer, count: Int) {
        self.producer = producer
        buffers = (0..<count).map { _ in .allocate(byteCount: pieceCount, alignment: 64) }
        free = Array(buffers.indices)
    }

    deinit { for buffer in buffers { buffer.deallocate() } }

    /// Lets the working thread end.
    func cancel() {
        monitor.locked {
            isCancelled = true
            monitor.wakeAll()
        }
    }

    func work() {
        while let buffer = nextFree() {
            var outcome: Result<Int, any Error>
            do { outcome = .success(try producer.fill(buffers[buffer])) } catch { outcome = .failure(error) }
            let isDone = monitor.locked {
                switch outcome {
                case .success(0): isAtEnd = true
                case .success(let count): filled.append((buffer, count))
                case .failure(let error):
                    failure = error
                    isAtEnd = true
                }
                monitor.wakeOne()
                return isAtEnd
            }
            if isDone { return }
        }
    }

    private func nextFree() -> Int? {
        monitor.locked {
            while free.isEmpty, !isCancelled { monitor.wait() }
            return isCancelled ? nil : free.removeLast()
        }
    }

    /// - Throws: what the producer threw, behind all that it gave before.
    func takeFilled() throws -> (buffer: Int, range: Range<Int>)? {
        try monitor.locked {
            while filled.isEmpty, !isAtEnd { monitor.wait() }
            guard !filled.isEmpty else {
                if let failure { throw failure }
                return nil
            }
            let (buffer, count) = filled.removeFirst()
            return (buffer, 0..<count)
        }
    }

    func giveBack(_ buffer: Int) {
        monitor.locked {
            free.append(buffer)
            monitor.wakeOne()
        }
    }
}
