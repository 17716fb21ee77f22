package import CaseArchive
package import CaseFiles

/// A member that a test writes.
package struct TestMember: Sendable {
    package let path: String
    package let bytes: [UInt8]
    package let isCompressible: Bool

    package init(path: String, bytes: [UInt8], isCompressible: Bool = true) {
        self.path = path
        self.bytes = bytes
        self.isCompressible = isCompressible
    }
}

/// How a test writes its members.
package struct WritingOrder: Sendable {
    package let seed: UInt64
    /// In how large pieces; nil for any.
    package let pieceCount: Int?
    package let threadCount: Int
    package let shufflesMembers: Bool
    package let shufflesBlocks: Bool

    package init(
        seed: UInt64 = 0, pieceCount: Int? = nil, threadCount: Int = 1, shufflesMembers: Bool = false,
        shufflesBlocks: Bool = false
    ) {
        self.seed = seed
        self.pieceCount = pieceCount
        self.threadCount = threadCount
        self.shufflesMembers = shufflesMembers
        self.shufflesBlocks = shufflesBlocks
    }
}

/// Writes containers for tests.
package struct TestContainer {
    package let directory: TemporaryDirectory
    package let path: String
    package let container: Container
    package var folder = "top"
    package var instant = 1_400_000_000
    package var level = 6

    package init(_ container: Container) throws {
        self.container = container
        directory = try TemporaryDirectory()
        path = directory("out.\(container.rawValue)")
    }

    /// - Returns: what the writer says of the container, and of its members in their order.
    @discardableResult
    package func write(
        _ members: [TestMember], _ order: WritingOrder = WritingOrder()
    ) async throws -> (container: ContainerFixity, members: [PartFixity]) {
        var random = SeededGenerator(seed: order.seed)
        if container == .directory { try makeDirectories(path) }
        let writer = try ContainerWriter(container, staging: path, folder: folder, instant: instant, level: level)
        var blocks: [CompressionBlock] = []
        var fixities: [Int: PartFixity] = [:]
        let indices = order.shufflesMembers ? members.indices.shuffled(using: &random) : Array(members.indices)
        for index in indices {
            let member = members[index]
            let part = try writer.begin(
                member.path, isCompressible: member.isCompressible, digests: [.sha256, .sha512])
            var rest = member.bytes[...]
            while !rest.isEmpty {
                let count = order.pieceCount ?? Int.random(in: 1...(1 << 20), using: &random)
                blocks += try rest.prefix(count).withUnsafeBytes { try part.write($0) }
                rest = rest.dropFirst(count)
            }
            let (last, fixity) = try part.finish()
            blocks += last
            fixities[index] = fixity
        }
        if order.shufflesBlocks { blocks.shuffle(using: &random) }
        let waiting = blocks
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<order.threadCount {
                group.addTask {
                    for index in stride(from: thread, to: waiting.count, by: order.threadCount) {
                        try waiting[index].run()
                    }
                }
            }
            try await group.waitForAll()
        }
        return (try writer.finish(), members.indices.map { fixities[$0]! })
    }

    package func bytes() throws -> [UInt8] { try TestFile.read(path) }
}

/// What goes into containers of tests.
package enum TestMembers {
    /// Bytes that compress to about a third, as text does.
    package static func text(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        let words = (0..<200).map { _ in
            (0..<Int.random(in: 2...9, using: &random)).map { _ in random.pick(letters) }
        }
        while bytes.count < count { bytes += random.pick(words) + [random.oneIn(9) ? 0x0A : 0x20] }
        return Array(bytes.prefix(count))
    }

    /// Members of every size and name at which something changes.
    package static func atLimits(seed: UInt64) -> [TestMember] {
        var members: [TestMember] = []
        let block = 512 << 10
        let sizes = [0, 1, 2, 511, 512, 513, 10_240, 65_535, 65_536, block - 1, block, block + 1, 2 * block + 77]
        for (index, size) in sizes.enumerated() {
            let bytes = text(size, seed: seed &+ UInt64(index))
            members.append(TestMember(path: "sizes/\(size).txt", bytes: bytes))
            members.append(TestMember(path: "stored/\(size).bin", bytes: bytes, isCompressible: false))
        }
        return members + named(seed: seed)
    }

    private static func named(seed: UInt64) -> [TestMember] {
        var random = SeededGenerator(seed: seed)
        var paths = ["ä.txt", "日本/\u{1F4C4}.txt", "mid\u{E9}/plain", "with space", "a", "b/a", "b-a"]
        // With the top folder four bytes more: on both sides of what a name of ustar holds, and of what its prefix does.
        for count in [95, 96, 97, 100, 101, 151, 155, 156, 200, 251, 252, 253, 255, 256, 257, 300, 1000] {
            for step in [9, 99, 154, 155, 156, 250] where count > step {
                paths.append(path(count, slashEvery: step, &random))
            }
        }
        return paths.enumerated().map { TestMember(path: $1, bytes: Array("\($0)".utf8)) }
    }

    /// A path of so many bytes. No name is longer than a file system takes.
    private static func path(_ count: Int, slashEvery step: Int, _ random: inout SeededGenerator) -> String {
        let bytes = (0..<count).map { index in
            index % (step + 1) == step && index < count - 1 ? 0x2F : random.pick(letters)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
