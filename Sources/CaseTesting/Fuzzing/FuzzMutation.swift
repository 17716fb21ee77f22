/// Random changes of an input, the same for the same seed.
package struct FuzzMutation {
    /// What an input is crossed with.
    private let inputs: [[UInt8]]
    private let words: [[UInt8]]
    private let byteLimit: Int
    private var random: SeededGenerator

    package init(seed: UInt64, inputs: [[UInt8]], words: [[UInt8]], byteLimit: Int) {
        self.inputs = inputs
        self.words = words
        self.byteLimit = byteLimit
        random = SeededGenerator(seed: seed)
    }

    /// Numbers at which something changes.
    private static let limits: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]

    /// One of the inputs, changed in one to four places.
    package mutating func next() -> [UInt8] {
        var bytes = inputs.isEmpty ? [] : random.pick(inputs)
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
        return Array(bytes.prefix(byteLimit))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < bytes.count: bytes[place] = random.pick(Self.limits)
        case 2 where place < bytes.count: bytes[place] = .random(in: .min ... .max, using: &random)
        case 3: bytes.insert(.random(in: .min ... .max, using: &random), at: place)
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 6: bytes.removeSubrange(place...)
        case 7 where !words.isEmpty: bytes.insert(contentsOf: random.pick(words), at: place)
        case 8 where !inputs.isEmpty: bytes = Array(bytes[..<place] + random.pick(inputs).dropFirst(place))
        default:
            let other = Int.random(in: 0...bytes.count, using: &random)
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: other)
        }
    }
}
