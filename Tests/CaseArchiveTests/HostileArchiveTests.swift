import CaseArchive
import CaseBytes
import CaseFiles
import CaseTesting
import Testing

/// Archives that are damaged, or made to mislead: a problem that says so, never a crash or what was not announced.
@Suite struct HostileArchiveTests {
    static let members = [
        TestMember(path: "a.txt", bytes: TestMembers.text(3000, seed: 61)),
        TestMember(path: "b.bin", bytes: TestMembers.text(700, seed: 62), isCompressible: false),
        TestMember(path: "ä/" + String(repeating: "c", count: 120), bytes: [1, 2, 3]),
    ]

    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// What the reader makes of some bytes: the members, or the problem.
    private func read(_ bytes: [UInt8]) throws -> Result<[[UInt8]: [UInt8]], ArchiveProblem> {
        let path = directory("archive")
        try writeFile(bytes, to: path)
        defer { try? TestFile.remove(path) }
        do {
            var read: [[UInt8]: [UInt8]] = [:]
            try ArchiveReader(path).forEachMember { member, content in
                read[member.path] = try content.bytes()
            }
            return .success(read)
        } catch let problem as ArchiveProblem {
            #expect(problem.archive == path)
            #expect("\(problem)".contains(path))
            return .failure(problem)
        }
    }

    private func archive(_ container: Container, level: Int = 6) async throws -> [UInt8] {
        var test = try TestContainer(container)
        test.level = level
        try await test.write(Self.members)
        return try test.bytes()
    }

    private func expectProblem(
        _ bytes: [UInt8], _ code: ArchiveProblem.Code = .damaged, saying words: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        switch try read(bytes) {
        case .success: Issue.record("it was read", sourceLocation: sourceLocation)
        case .failure(let problem):
            #expect(problem.code == code, "\(problem)", sourceLocation: sourceLocation)
            #expect(problem.detail.contains(words) || words.isEmpty, "\(problem)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [Container.zip, .tar, .tarGzip]) func everyBeginningIsRefused(_ container: Container) async throws
    {
        let bytes = try await archive(container)
        var random = SeededGenerator(seed: 63)
        let lengths =
            Array(0..<min(bytes.count, 600)) + (0..<200).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
        for length in lengths {
            switch try read(Array(bytes.prefix(length))) {
            case .success:
                // Nothing but zeros is missing: a tar archive ends with two blocks of them, and more.
                #expect(container == .tar && bytes[length...].allSatisfy { $0 == 0 }, "\(length) bytes were read")
            case .failure(let problem):
                #expect([.truncated, .damaged, .notAnArchive].contains(problem.code), "\(length): \(problem)")
            }
        }
    }

    /// What is changed is noticed, or makes no difference: a time, the attributes, a bit that fills a byte.
    @Test(arguments: [Container.zip, .tar, .tarGzip]) func changedBytesAreNoticedOrHarmless(
        _ container: Container
    ) async throws {
        let bytes = try await archive(container)
        let whole = try read(bytes).get()
        var noticed = 0
        for index in bytes.indices where container != .tar || index < 6 * 512 {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] ^= change
                switch try read(changed) {
                case .success(let read):
                    // In a tar archive nothing has a checksum but the headers; all else would show.
                    if container == .tar {
                        #expect(read.keys == whole.keys, "byte \(index)")
                    } else {
                        #expect(read == whole, "byte \(index)")
                    }
                case .failure: noticed += 1
                }
            }
        }
        #expect(noticed > 1000)
    }

    // MARK: Zip

    /// A zip archive of stored members, put together by hand.
    private struct Zip {
        var entries: [(local: ZipEntry, central: ZipEntry, data: [UInt8])] = []

        static func entry(_ path: String, _ data: [UInt8]) -> ZipEntry {
            ZipEntry(
                path: Array(path.utf8), flags: 0, method: 0, crc32: crc32(data), compressedCount: data.count,
                byteCount: data.count, offset: 0)
        }

        mutating func add(
            _ path: String, _ data: [UInt8], change: (inout ZipEntry, inout ZipEntry) -> Void = { _, _ in }
        ) {
            var (local, central) = (Self.entry(path, data), Self.entry(path, data))
            change(&local, &central)
            entries.append((local, central, data))
        }

        /// - Parameter hidden: a member that the directory has not.
        func bytes(hiding hidden: Int? = nil) -> [UInt8] {
            var buffer = ByteBuffer()
            var offsets: [Int] = []
            for (local, _, data) in entries {
                offsets.append(buffer.count)
                ZipRecords.appendLocalHeader(local, to: &buffer)
                buffer.append(data)
            }
            let start = buffer.count
            for (index, offset) in offsets.enumerated() where index != hidden {
                var entry = entries[index].central
                entry.offset += offset
                ZipRecords.appendCentralHeader(entry, to: &buffer)
            }
            ZipRecords.appendEnd(
                entries: entries.count - (hidden == nil ? 0 : 1), directoryCount: buffer.count - start, offset: start,
                to: &buffer)
            return buffer.array()
        }
    }

    @Test func handmadeZipIsRead() throws {
        var zip = Zip()
        zip.add("a", [1, 2, 3])
        zip.add("b", [4])
        #expect(try read(zip.bytes()).get() == [Array("a".utf8): [1, 2, 3], Array("b".utf8): [4]])
    }

    @Test func zipHeadersThatDisagreeAreRefused() throws {
        let changes: [(String, (inout ZipEntry) -> Void)] = [
            ("path", { $0.path = Array("b".utf8) }), ("flags", { $0.flags = 1 << 11 }),
            ("method", { $0.method = 8 }), ("crc", { $0.crc32 ^= 1 }), ("size", { $0.byteCount = 2 }),
            ("size", { $0.compressedCount = 2 }),
        ]
        for (words, change) in changes {
            var zip = Zip()
            zip.add("a", [1, 2, 3]) { local, _ in change(&local) }
            zip.add("z", [])
            try expectProblem(zip.bytes(), .ambiguous, saying: words)
        }
    }

    @Test func zipMembersThatShareBytesAreRefused() throws {
        var zip = Zip()
        zip.add("a", [1, 2, 3])
        zip.add("b", [1, 2, 3]) { _, central in central.offset = -34 }
        try expectProblem(zip.bytes(), .ambiguous, saying: "another member has the same bytes")
        // The first member's data are the second's header and data.
        var inner = ByteBuffer()
        ZipRecords.appendLocalHeader(Zip.entry("b", [9]), to: &inner)
        inner.append(9)
        var bomb = Zip()
        bomb.add("a", inner.array())
        bomb.add("b", [9]) { _, central in central.offset = -(inner.count) }
        try expectProblem(bomb.bytes(), .ambiguous, saying: "it reaches into the next member")
    }

    @Test func zipSizesAreNotBelieved() throws {
        var zip = Zip()
        zip.add("a", [1, 2, 3]) { local, central in
            local.byteCount = 1 << 40
            local.compressedCount = 1 << 40
            central.byteCount = 1 << 40
            central.compressedCount = 1 << 40
        }
        try expectProblem(zip.bytes(), .limit)
        var far = Zip()
        far.add("a", [1, 2, 3]) { _, central in central.offset = 1 << 40 }
        far.add("b", [1, 2, 3]) { _, central in central.offset = -34 }
        try expectProblem(far.bytes(), saying: "it begins behind the directory")
    }

    @Test func zipFeaturesThatAreNotReadAreNamed() throws {
        for flag in [1, 1 << 6, 1 << 13] as [UInt16] {
            var zip = Zip()
            zip.add("a", [1]) { local, central in (local.flags, central.flags) = (flag, flag) }
            try expectProblem(zip.bytes(), .unsupported, saying: "encrypted")
        }
        var zip = Zip()
        zip.add("a", [1]) { local, central in (local.method, central.method) = (12, 12) }
        try expectProblem(zip.bytes(), .unsupported, saying: "method 12")
    }

    @Test func zipBytesThatBelongToNothingAreRefused() throws {
        var zip = Zip()
        zip.add("a", [1])
        let bytes = zip.bytes()
        try expectProblem(bytes + [0], saying: "behind its end record")
        try expectProblem([0x50, 0x4B, 3, 4] + bytes, saying: "does not stand before")
        // A member that only those see who read from the beginning.
        zip.add("b", [2])
        try expectProblem(zip.bytes(hiding: 0), .ambiguous, saying: "before its first member")
        try expectProblem(zip.bytes(hiding: 1), .ambiguous, saying: "32 bytes behind it that are no member's")
        var counted = bytes
        counted[bytes.count - 12] = 2
        counted[bytes.count - 14] = 2
        try expectProblem(counted, saying: "2")
        var split = bytes
        split[bytes.count - 18] = 1
        try expectProblem(split, .unsupported, saying: "split")
    }

    @Test func deflatedDataHaveTheSizeThatWasSaid() async throws {
        var test = try TestContainer(.zip)
        test.level = 9
        try await test.write([TestMember(path: "zeros", bytes: [UInt8](repeating: 0, count: 5 << 20))])
        let bytes = try test.bytes()
        let reader = try ZipReader(test.path)
        #expect(reader.entries[0].compressedCount < 10_000)
        // Both headers say that it is smaller than what it expands to.
        var lying = bytes
        let central = bytes.count - 22 - 46 - "top/zeros".utf8.count
        for offset in [22, central + 24] {
            #expect(Array(bytes[offset..<(offset + 4)]) == [0, 0, 0x50, 0])
            lying[offset + 2] = 0x10
        }
        try expectProblem(lying, saying: "expands to more bytes")
        for offset in [22, central + 24] { lying[offset + 2] = 0x51 }
        try expectProblem(lying, saying: "the directory says")
    }

    @Test func limitsHold() async throws {
        let bytes = try await archive(.zip)
        let directory = try TemporaryDirectory()
        try writeFile(bytes, to: directory("zip"))
        var limits = ArchiveLimits()
        limits.memberCount = 2
        #expect(throws: ArchiveProblem.self) { try ArchiveReader(directory("zip"), limits: limits).members() }
        limits.memberCount = 3
        #expect(try ArchiveReader(directory("zip"), limits: limits).members().count == 3)
        limits.directoryByteCount = 100
        #expect(throws: ArchiveProblem.self) { try ArchiveReader(directory("zip"), limits: limits).members() }
    }
}

/// The CRC-32 of some bytes, bit by bit (RFC 1952, section 8).
func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
    }
    return ~crc
}
