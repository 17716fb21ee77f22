import Glibc

/// Computes the digests of files whose bytes come one file after another, behind whoever hands them in.
///
/// A digest is computed from a file's first byte to its last, and each step waits for the one before. What can be done
/// at once is another file: while the end of one waits to be hashed, the beginnings of the next may come. Those that
/// are hashed by SHA-512 alone are hashed together on one thread, others on a thread each.
package final class DigestsAhead {
    private let queue: HashingQueue
    private var threads: [pthread_t] = []
    /// What of the last file is not waiting yet.
    private var filling: (buffer: UnsafeMutableRawBufferPointer, count: Int)?

    /// What was computed of a file.
    package typealias FileDigests = (number: Int, digests: [(DigestAlgorithm, [UInt8])])

    /// - Parameters:
    ///   - threadCount: how many hash. Where the system gives none, the caller's does.
    ///   - bufferCount: how many pieces of 256 KiB may wait.
    ///   - width: how many files are hashed together.
    package init(threadCount: Int, bufferCount: Int = 96, width: Int = SHA512Lanes.bestWidth) {
        queue = HashingQueue(bufferCount: max(bufferCount, 1), width: width)
        for _ in 0..<threadCount {
            guard let thread = startThread({ [queue] in queue.work(isWaiting: true) }) else { break }
            threads.append(thread)
        }
    }

    deinit {
        queue.close()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Takes the bytes of a file, in order; waits while too many are not hashed. Where it throws, nothing is given out.
    package func hash(
        _ number: Int, _ algorithms: DigestAlgorithms, _ body: ((UnsafeRawBufferPointer) -> Void) throws -> Void
    ) rethrows {
        let file = queue.begin(number, algorithms)
        do {
            try body { append($0, to: file) }
        } catch {
            end(file, isWhole: false)
            throw error
        }
        end(file, isWhole: true)
    }

    private func append(_ bytes: UnsafeRawBufferPointer, to file: File) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let (buffer, count) = filling ?? (queue.takeFree(), 0)
            let added = rest.prefix(HashingQueue.pieceCount - count)
            UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: added))
            rest = rest.dropFirst(added.count)
            filling = (buffer, count + added.count)
            if count + added.count == HashingQueue.pieceCount { handIn(file, isLast: false) }
        }
    }

    private func end(_ file: File, isWhole: Bool) {
        if filling == nil { filling = (queue.takeFree(), 0) }
        file.isWhole = isWhole
        handIn(file, isLast: true)
    }

    /// Gives to those who hash what was filled.
    private func handIn(_ file: File, isLast: Bool) {
        guard let (buffer, count) = filling.take() else { return }
        queue.append(Piece(buffer: buffer, count: count, isLast: isLast), of: file)
        if threads.isEmpty { queue.work(isWaiting: false) }
    }

    /// The digests of files that were hashed since they were last taken.
    package func takeFinished() -> [FileDigests] { queue.takeFinished() }

    /// Waits until all is hashed.
    package func waitForAll() {
        queue.hurry()
        if threads.isEmpty { queue.work(isWaiting: false) }
        queue.waitForAll()
    }
}

/// What waits to be hashed, which is all that the hashing threads know: so they end when nobody hands in any more.
private final class HashingQueue: @unchecked Sendable {
    // `@unchecked Sendable`: what threads share is only touched while the monitor is locked. A buffer belongs to whoever
    // has taken it out of a list, and what was computed of a file to the thread that has taken a piece of it.
    private let monitor = Monitor()
    private let buffers: [UnsafeMutableRawBufferPointer]
    private var free: [UnsafeMutableRawBufferPointer]
    /// Those that were not hashed to their end, the first one first.
    private var files: [File] = []
    private var isHashingTogether = false
    /// Whether what waits is all that comes for now.
    private var isHurried = false
    private var finished: [DigestsAhead.FileDigests] = []
    private var isClosed = false
    private let width: Int

    /// How many bytes of a file are hashed at once.
    static let pieceCount = 256 << 10

    init(bufferCount: Int, width: Int) {
        self.width = width
        buffers = (0..<bufferCount).map { _ in
            .allocate(byteCount: Self.pieceCount + SHA512State.paddingByteCount, alignment: 64)
        }
        free = buffers
    }

    deinit { for buffer in buffers { buffer.deallocate() } }

    // MARK: Whoever hands in

    func begin(_ number: Int, _ algorithms: DigestAlgorithms) -> File {
        let file = File(number, algorithms, width: width)
        monitor.locked { files.append(file) }
        return file
    }

    func append(_ piece: Piece, of file: File) {
        monitor.locked {
            file.waiting.append(piece)
            monitor.wakeAll()
        }
    }

    func takeFree() -> UnsafeMutableRawBufferPointer {
        monitor.locked {
            while free.isEmpty { monitor.wait() }
            return free.removeLast()
        }
    }

    func takeFinished() -> [DigestsAhead.FileDigests] {
        monitor.locked {
            defer { finished.removeAll(keepingCapacity: true) }
            return finished
        }
    }

    func hurry() {
        monitor.locked {
            isHurried = true
            monitor.wakeAll()
        }
    }

    func waitForAll() {
        monitor.locked {
            while !files.isEmpty { monitor.wait() }
            isHurried = false
        }
    }

    /// Lets the hashing threads end.
    func close() {
        monitor.locked {
            isClosed = true
            monitor.wakeAll()
        }
    }

    // MARK: Who hashes

    func work(isWaiting: Bool) {
        while let batch = nextBatch(isWaiting: isWaiting) {
            SHA512State.compress(batch.compactMap { $0.file.take($0.piece) }, width: width)
            monitor.locked {
                for (file, piece) in batch {
                    free.append(piece.buffer)
                    file.isTaken = false
                    if file.isHashedTogether { isHashingTogether = false }
                    guard piece.isLast else { continue }
                    files.removeAll { $0 === file }
                    if file.isWhole { finished.append((file.number, file.digests)) }
                }
                monitor.wakeAll()
            }
        }
    }

    private typealias Batch = [(file: File, piece: Piece)]

    /// What is hashed next by one thread; nil where there is nothing, and nothing is to be waited for.
    private func nextBatch(isWaiting: Bool) -> Batch? {
        monitor.locked {
            while !isClosed {
                let batch = takeBatch()
                if !batch.isEmpty { return batch }
                if !isWaiting { return nil }
                monitor.wait()
            }
            return nil
        }
    }

    /// Pieces of the first files that wait; only while the monitor is locked.
    private func takeBatch() -> Batch {
        var batch: Batch = []
        for file in files where !file.isTaken && !file.waiting.isEmpty {
            if file.isHashedTogether {
                // With two threads at it, or too soon, there would not be much to hash together.
                if isHashingTogether || !isHurried && free.count > buffers.count / 2 { continue }
            } else if !batch.isEmpty {
                continue
            }
            file.isTaken = true
            batch.append((file, file.waiting.removeFirst()))
            if !file.isHashedTogether || batch.count == width { break }
        }
        isHashingTogether = isHashingTogether || batch.contains { $0.file.isHashedTogether }
        return batch
    }
}

/// Bytes that wait to be hashed; all but the last of a file are as many.
private struct Piece {
    let buffer: UnsafeMutableRawBufferPointer
    let count: Int
    let isLast: Bool
}

/// A file that is being hashed.
private final class File {
    let number: Int
    private let algorithms: DigestAlgorithms
    private var computation: DigestComputation
    /// nil where it is hashed alone.
    private let state: SHA512State?
    private var byteCount = 0
    var waiting: [Piece] = []
    /// Whether a thread hashes a piece of it.
    var isTaken = false
    /// Whether all its bytes came.
    var isWhole = false

    init(_ number: Int, _ algorithms: DigestAlgorithms, width: Int) {
        let isHashedTogether = width > 1 && algorithms == DigestAlgorithms([DigestAlgorithm.sha512])
        self.number = number
        self.algorithms = algorithms
        state = isHashedTogether ? SHA512State() : nil
        computation = DigestComputation(isHashedTogether ? [] : algorithms)
    }

    var isHashedTogether: Bool { state != nil }

    /// Hashes a piece.
    ///
    /// - Returns: what is still to be done, for a file that is hashed together with others.
    func take(_ piece: Piece) -> SHA512State.Run? {
        guard let state else {
            computation.update(UnsafeRawBufferPointer(rebasing: piece.buffer[..<piece.count]))
            return nil
        }
        byteCount += piece.count
        let end =
            piece.isLast
            ? SHA512State.pad(piece.buffer, behind: piece.count, messageByteCount: byteCount) : piece.count
        return (
            state, UnsafePointer(piece.buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)),
            end / SHA512State.blockByteCount
        )
    }

    var digests: [(DigestAlgorithm, [UInt8])] {
        if let state { return [(.sha512, state.digest)] }
        return algorithms.each.compactMap { algorithm in computation.digest(algorithm).map { (algorithm, $0) } }
    }
}
