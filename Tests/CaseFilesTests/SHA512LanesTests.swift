import CaseFiles
import CaseTesting
import Testing

/// Messages that are hashed together have the digests that each has alone.
@Suite struct SHA512LanesTests {
    /// What a lane reads: a message, in pieces of at most so many bytes.
    private final class Message {
        let number: Int
        let bytes: [UInt8]
        let pieceCount: Int
        private var position = 0

        init(_ number: Int, _ bytes: [UInt8], pieceCount: Int) {
            self.number = number
            self.bytes = bytes
            self.pieceCount = pieceCount
        }

        func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            let piece = bytes[position...].prefix(min(buffer.count, pieceCount))
            buffer.copyBytes(from: piece)
            position += piece.count
            return piece.count
        }
    }

    private struct Broken: Error {}

    /// Hashes all messages, as many at once as there is room for; nil where one could not be read.
    private func digests(_ messages: [Message], count: Int, width: Int, broken: Int? = nil) -> [[UInt8]?] {
        let lanes = SHA512Lanes(count: count, width: width)
        var digests = [[UInt8]?](repeating: nil, count: messages.count)
        var waiting = messages[...]
        while true {
            while lanes.hasRoom, let message = waiting.popFirst() {
                lanes.begin(message.number) { buffer in
                    let length = try message.fill(buffer)
                    if message.number == broken, length == 0 { throw Broken() }
                    return length
                }
            }
            if lanes.isEmpty { return digests }
            for (number, digest) in lanes.step() { digests[number] = try? digest.get() }
        }
    }

    private func alone(_ message: Message) -> [UInt8]? {
        var digest = DigestComputation(DigestAlgorithms([.sha512]))
        message.bytes.withUnsafeBytes { digest.update($0) }
        return digest.digest(.sha512)
    }

    /// The widths of registers that this processor has.
    static let widths = [1, 4, 8].filter { $0 <= SHA512Lanes.bestWidth }

    private func messages(_ lengths: [Int], pieceCount: Int = .max) -> [Message] {
        var random = SeededGenerator(seed: 1)
        return lengths.enumerated().map { number, length in
            Message(number, (0..<length).map { _ in .random(in: 0...255, using: &random) }, pieceCount: pieceCount)
        }
    }

    @Test(arguments: widths, 1...9) func everyLengthAroundABlock(width: Int, count: Int) {
        let messages = messages(Array(0...260))
        #expect(digests(messages, count: count, width: width) == messages.map(alone))
    }

    @Test(arguments: widths, [1, 127, 128, 1000, 65_535, 65_536, .max])
    func anyPieces(width: Int, pieceCount: Int) {
        let messages = messages([65_535, 3, 65_536, 0, 65_537, 131_072, 111, 112, 70_000], pieceCount: pieceCount)
        #expect(digests(messages, count: 4, width: width) == messages.map(alone))
    }

    @Test(arguments: widths) func aMessageThatCannotBeReadLeavesTheOthersAlone(width: Int) {
        let messages = messages([500, 100_000, 0, 200_000, 12])
        let digests = digests(messages, count: 3, width: width, broken: 1)
        #expect(digests[1] == nil)
        for message in messages where message.number != 1 { #expect(digests[message.number] == alone(message)) }
    }
}
