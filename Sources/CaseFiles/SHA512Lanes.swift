import CSHA512

/// Hashes several messages at once on one thread, each in a lane of the processor's wide registers: together they take
/// little longer than one of them alone.
package final class SHA512Lanes {
    /// How many messages this processor hashes at once; 1 where it has no wide registers, and `SHA512` is as fast.
    package static var bestWidth: Int { csha512_lanes() }

    /// Fills a buffer with a message's next bytes, and says how many there are; 0 at the end only.
    package typealias Filling = (UnsafeMutableRawBufferPointer) throws -> Int

    /// What came of a message, by the number that it was given.
    package typealias Outcome = (number: Int, digest: Result<[UInt8], any Error>)

    private let width: Int
    private let count: Int
    private var busy: [Lane] = []
    private var idle: [Lane] = []
    private let states: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
    private let blocks: UnsafeMutablePointer<UnsafePointer<UInt8>?>

    /// - Parameters:
    ///   - count: how many messages there may be at once.
    ///   - width: of the registers that are used: 8, 4 or 1, and not more than `bestWidth`.
    package init(count: Int, width: Int = bestWidth) {
        self.count = count
        self.width = width
        states = .allocate(capacity: count)
        blocks = .allocate(capacity: count)
    }

    deinit {
        states.deallocate()
        blocks.deallocate()
    }

    package var isEmpty: Bool { busy.isEmpty }

    /// Whether another message may begin.
    package var hasRoom: Bool { busy.count < count }

    /// Begins with a message, whose bytes are asked for when there are none left.
    package func begin(_ number: Int, _ fill: @escaping Filling) {
        let lane = idle.popLast() ?? Lane()
        lane.begin(number, fill)
        busy.append(lane)
    }

    /// Hashes some of every message.
    ///
    /// - Returns: those that ended.
    package func step() -> [Outcome] {
        var ended: [Outcome] = []
        endLanes { lane in
            do {
                try lane.refill()
                return false
            } catch {
                ended.append((lane.number, .failure(error)))
                return true
            }
        }
        guard let blockCount = busy.lazy.map(\.blockCount).min() else { return ended }
        for (index, lane) in busy.enumerated() {
            states[index] = lane.state.words
            blocks[index] = lane.take(blockCount)
        }
        csha512_compress(width, busy.count, states, blocks, blockCount)
        endLanes { lane in
            guard lane.isDone else { return false }
            ended.append((lane.number, .success(lane.digest)))
            return true
        }
        return ended
    }

    private func endLanes(where isEnded: (Lane) -> Bool) {
        // From the last on, so that what is removed does not move those to come.
        for index in busy.indices.reversed() where isEnded(busy[index]) {
            let lane = busy.remove(at: index)
            lane.end()
            idle.append(lane)
        }
    }
}

/// A message that is being hashed.
private final class Lane {
    let state = SHA512State()
    private(set) var number = 0
    private var fill: SHA512Lanes.Filling?
    private let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: inputCount + SHA512State.paddingByteCount, alignment: 64)
    /// What of the memory is still to be hashed.
    private var rest = 0..<0
    private var byteCount = 0
    /// Whether the padding is in the memory too.
    private var isPadded = false

    /// How many bytes of the message the memory has room for; behind them comes the padding.
    private static let inputCount = 64 << 10

    deinit { memory.deallocate() }

    var blockCount: Int { rest.count / SHA512State.blockByteCount }

    var isDone: Bool { isPadded && rest.isEmpty }

    func begin(_ number: Int, _ fill: @escaping SHA512Lanes.Filling) {
        self.number = number
        self.fill = fill
        (rest, byteCount, isPadded) = (0..<0, 0, false)
        state.reset()
    }

    /// Lets go of the message.
    func end() { fill = nil }

    /// Sees to it that there is a block at least.
    func refill() throws {
        while blockCount == 0, !isPadded {
            moveToStart()
            let room = UnsafeMutableRawBufferPointer(rebasing: memory[rest.upperBound..<Self.inputCount])
            let added = try fill?(room) ?? 0
            byteCount += added
            rest = 0..<(rest.upperBound + added)
            if added == 0 {
                rest = 0..<SHA512State.pad(memory, behind: rest.upperBound, messageByteCount: byteCount)
                isPadded = true
            }
        }
    }

    /// Where the next blocks begin, which are hashed then.
    func take(_ blockCount: Int) -> UnsafePointer<UInt8> {
        defer { rest = (rest.lowerBound + blockCount * SHA512State.blockByteCount)..<rest.upperBound }
        return UnsafePointer((memory.baseAddress! + rest.lowerBound).assumingMemoryBound(to: UInt8.self))
    }

    private func moveToStart() {
        guard rest.lowerBound > 0 else { return }
        memory.baseAddress!.copyMemory(from: memory.baseAddress! + rest.lowerBound, byteCount: rest.count)
        rest = 0..<rest.count
    }

    var digest: [UInt8] { state.digest }
}
