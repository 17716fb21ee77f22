import CSHA512

/// What SHA-512 keeps of a message between two of its blocks (FIPS 180-4, section 6.4).
final class SHA512State {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)

    /// How many bytes are hashed at once (FIPS 180-4, section 1).
    static let blockByteCount = 128
    /// How many bytes the padding has at the most.
    static let paddingByteCount = 2 * blockByteCount

    init() { reset() }

    deinit { words.deallocate() }

    /// Begins another message, with the initial hash value (FIPS 180-4, section 5.3.5).
    func reset() {
        words[0] = 0x6A09_E667_F3BC_C908
        words[1] = 0xBB67_AE85_84CA_A73B
        words[2] = 0x3C6E_F372_FE94_F82B
        words[3] = 0xA54F_F53A_5F1D_36F1
        words[4] = 0x510E_527F_ADE6_82D1
        words[5] = 0x9B05_688C_2B3E_6C1F
        words[6] = 0x1F83_D9AB_FB41_BD6B
        words[7] = 0x5BE0_CD19_137E_2179
    }

    var digest: [UInt8] {
        (0..<8).flatMap { index in withUnsafeBytes(of: words[index].bigEndian, Array.init) }
    }

    /// Puts a bit, zeros and the number of bits behind the last bytes of a message (FIPS 180-4, section 5.1.2).
    ///
    /// - Parameters:
    ///   - end: where its last bytes end, which begin with a block.
    ///   - messageByteCount: how many bytes the whole message has.
    /// - Returns: where the padding ends.
    static func pad(_ memory: UnsafeMutableRawBufferPointer, behind end: Int, messageByteCount: Int) -> Int {
        // The number has sixteen bytes, and the bit needs one.
        let paddedEnd = (end + 17 + blockByteCount - 1) / blockByteCount * blockByteCount
        UnsafeMutableRawBufferPointer(rebasing: memory[end..<paddedEnd]).initializeMemory(as: UInt8.self, repeating: 0)
        memory[end] = 0x80
        let (high, bits) = messageByteCount.multipliedFullWidth(by: 8)
        memory.storeBytes(of: UInt64(high).bigEndian, toByteOffset: paddedEnd - 16, as: UInt64.self)
        memory.storeBytes(of: UInt64(bits).bigEndian, toByteOffset: paddedEnd - 8, as: UInt64.self)
        return paddedEnd
    }
}

extension SHA512State {
    /// A run of a message's blocks.
    typealias Run = (state: SHA512State, blocks: UnsafePointer<UInt8>, blockCount: Int)

    /// Takes in runs of several messages together, as far as there are several.
    ///
    /// - Parameter width: how many messages the processor hashes at once.
    static func compress(_ runs: [Run], width: Int) {
        var rest = runs
        while let blockCount = rest.lazy.map(\.blockCount).min() {
            let states = rest.map { Optional($0.state.words) }
            let blocks = rest.map { Optional($0.blocks) }
            csha512_compress(width, rest.count, states, blocks, blockCount)
            rest = rest.compactMap { run in
                let left = run.blockCount - blockCount
                return left == 0 ? nil : (run.state, run.blocks + blockCount * blockByteCount, left)
            }
        }
    }
}
