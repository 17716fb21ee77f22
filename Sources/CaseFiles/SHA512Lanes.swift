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
            states[index] = lane.state
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
    let state = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
    private(set) var number = 0
    private var fill: SHA512Lanes.Filling?
    private let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: inputCount + 2 * blockByteCount, alignment: 64)
    /// What of the memory is still to be hashed.
    private var rest = 0..<0
    private var byteCount = 0
    /// Whether the padding is in the memory too.
    private var isPadded = false

    /// How many bytes of the message the memory has room for; behind them comes the padding.
    private static let inputCount = 64 << 10
    /// How many bytes are hashed at once (FIPS 180-4, section 1).
    private static let blockByteCount = 128

    deinit {
        state.deallocate()
        memory.deallocate()
    }

    var blockCount: Int { rest.count / Self.blockByteCount }

    var isDone: Bool { isPadded && rest.isEmpty }

    func begin(_ number: Int, _ fill: @escaping SHA512Lanes.Filling) {
        self.number = number
        self.fill = fill
        (rest, byteCount, isPadded) = (0..<0, 0, false)
        // The initial hash value (FIPS 180-4, section 5.3.5).
        state[0] = 0x6A09_E667_F3BC_C908
        state[1] = 0xBB67_AE85_84CA_A73B
        state[2] = 0x3C6E_F372_FE94_F82B
        state[3] = 0xA54F_F53A_5F1D_36F1
        state[4] = 0x510E_527F_ADE6_82D1
        state[5] = 0x9B05_688C_2B3E_6C1F
        state[6] = 0x1F83_D9AB_FB41_BD6B
        state[7] = 0x5BE0_CD19_137E_2179
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
            if added == 0 { pad() }
        }
    }

    /// Where the next blocks begin, which are hashed then.
    func take(_ blockCount: Int) -> UnsafePointer<UInt8> {
        defer { rest = (rest.lowerBound + blockCount * Self.blockByteCount)..<rest.upperBound }
        return UnsafePointer((memory.baseAddress! + rest.lowerBound).assumingMemoryBound(to: UInt8.self))
    }

    private func moveToStart() {
        guard rest.lowerBound > 0 else { return }
        memory.baseAddress!.copyMemory(from: memory.baseAddress! + rest.lowerBound, byteCount: rest.count)
        rest = 0..<rest.count
    }

    /// Puts a bit, zeros and the number of bits behind the message (FIPS 180-4, section 5.1.2).
    private func pad() {
        // The number has sixteen bytes, and the bit needs one.
        let end = (rest.upperBound + 17 + Self.blockByteCount - 1) / Self.blockByteCount * Self.blockByteCount
        UnsafeMutableRawBufferPointer(rebasing: memory[rest.upperBound..<end]).initializeMemory(
            as: UInt8.self, repeating: 0)
        memory[rest.upperBound] = 0x80
        let (high, bits) = byteCount.multipliedFullWidth(by: 8)
        memory.storeBytes(of: UInt64(high).bigEndian, toByteOffset: end - 16, as: UInt64.self)
        memory.storeBytes(of: UInt64(bits).bigEndian, toByteOffset: end - 8, as: UInt64.self)
        rest = rest.lowerBound..<end
        isPadded = true
    }

    var digest: [UInt8] {
        (0..<8).flatMap { index in withUnsafeBytes(of: state[index].bigEndian, Array.init) }
    }
}
