import CaseArchive
import CaseBytes
import CaseFiles
import CaseTesting
import Testing

/// Headers of tar archives that others write, and some that nobody should.
@Suite struct ForeignTarTests {
    /// One block of a tar archive: a header.
    private func header(
        _ path: String, size: String = "00000000000", flag: Character = "0", magic: String = "ustar\u{0}00",
        target: String = ""
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<(offset + text.utf8.count), with: Array(text.utf8))
        }
        put(path, at: 0)
        put("0000644", at: 100)
        put(size, at: 124)
        put("00000000000", at: 136)
        block[156] = flag.asciiValue!
        put(target, at: 157)
        put(magic, at: 257)
        return summed(block)
    }

    private func summed(_ block: [UInt8]) -> [UInt8] {
        var block = block
        block.replaceSubrange(148..<156, with: Array("        ".utf8))
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        block.replaceSubrange(
            148..<156, with: Array(String(repeating: "0", count: 6 - sum.count).utf8) + Array(sum.utf8) + [0, 0x20])
        return block
    }

    private func data(_ text: String) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    }

    private let end = [UInt8](repeating: 0, count: 1024)

    private func size(_ text: String) -> String {
        let digits = String(text.utf8.count, radix: 8)
        return String(repeating: "0", count: 11 - digits.count) + digits
    }

    private func pax(_ records: String, flag: Character = "x") -> [UInt8] {
        header("pax", size: size(records), flag: flag) + data(records)
    }

    private func members(_ bytes: [UInt8]) throws -> [ArchiveMember] {
        let directory = try TemporaryDirectory()
        try writeFile(bytes, to: directory("tar"))
        return try ArchiveReader(directory("tar")).members()
    }

    private func expectProblem(
        _ bytes: [UInt8], _ code: ArchiveProblem.Code = .damaged, saying words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let problem = #expect(throws: ArchiveProblem.self, sourceLocation: sourceLocation) { try members(bytes) }
        #expect(problem?.code == code, "\(String(describing: problem))", sourceLocation: sourceLocation)
        #expect(
            problem?.detail.contains(words) == true, "\(String(describing: problem))", sourceLocation: sourceLocation)
    }

    @Test func kindsAreTold() throws {
        let bytes =
            header("file", size: size("abc")) + data("abc") + header("old\0", flag: "\0") + header("folder/", flag: "5")
            + header("link", flag: "2", target: "../../etc/passwd") + header("hard", flag: "1", target: "file")
            + header("pipe", flag: "6") + header("gnu", magic: "ustar  \u{0}") + header("seventh", magic: "") + end
        let members = try members(bytes)
        #expect(
            members.map(\.kind) == [.file, .file, .directory, .symbolicLink, .hardLink, .other, .file, .file])
        #expect(members.map(\.byteCount) == [3, 0, 0, 0, 0, 0, 0, 0])
        #expect(members[3].target == Array("../../etc/passwd".utf8))
        #expect(members[4].target == Array("file".utf8))
        #expect(members[0].target == nil)
    }

    @Test func longNamesAreRead() throws {
        let name = String(repeating: "n", count: 300)
        let gnu = header("././@LongLink", size: size(name + "\0"), flag: "L") + data(name + "\0")
        let link = header("././@LongLink", size: size(name + "\0"), flag: "K") + data(name + "\0")
        #expect(try members(gnu + header("short") + end).map(\.path) == [Array(name.utf8)])
        #expect(try members(link + header("short", flag: "2") + end).map(\.target) == [Array(name.utf8)])
        #expect(try members(pax("310 path=\(name)\n") + header("short") + end).map(\.path) == [Array(name.utf8)])
    }

    /// What git and others write of the whole archive is passed over.
    @Test func globalHeadersMayNotSayWhatMembersAre() throws {
        #expect(try members(pax("16 comment=abcd\n", flag: "g") + header("a") + end).count == 1)
        try expectProblem(pax("10 path=b\n", flag: "g") + header("a") + end, .unsupported, saying: "path")
    }

    @Test func largeNumbersAreRead() throws {
        var block = header("a")
        block.replaceSubrange(124..<136, with: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0])
        #expect(try members(summed(block) + [UInt8](repeating: 7, count: 512) + end).map(\.byteCount) == [512])
        var early = header("a")
        early.replaceSubrange(136..<148, with: [UInt8](repeating: 0xFF, count: 12))
        #expect(try members(summed(early) + end).count == 1)
        block.replaceSubrange(124..<136, with: [UInt8](repeating: 0xFF, count: 12))
        try expectProblem(summed(block) + end, saying: "negative")
        block.replaceSubrange(124..<136, with: [0x80, 0x7F] + [UInt8](repeating: 0xFF, count: 10))
        try expectProblem(summed(block) + end, saying: "too large")
    }

    @Test func whatIsSaidTwiceIsRefused() throws {
        let path = "10 path=b\n"
        try expectProblem(pax(path) + pax(path) + header("a") + end, saying: "two pax headers")
        try expectProblem(pax(path + path) + header("a") + end, saying: "path twice")
        let long = header("L", size: size("c"), flag: "L") + data("c")
        try expectProblem(long + long + header("a") + end, saying: "two long names")
        try expectProblem(long + pax(path) + header("a") + end, saying: "two forms")
    }

    @Test(arguments: [
        "path=b\n", "8 path=b\n", "11 path=b\n", "10 path=b ", "010 path=b", "10  path\n", "99999999999999999999 a=b\n",
        "4 =\n", "6 =ab\n", "-1 path=b\n", "0 a=b\n", "1 \n", " 10 path=b\n",
    ])
    func damagedPaxRecordsAreRefused(_ records: String) throws {
        #expect(throws: ArchiveProblem.self) { try members(pax(records) + header("a") + end) }
    }

    @Test func whatIsKeptOtherwiseIsRefused() throws {
        try expectProblem(pax("22 GNU.sparse.major=1\n") + header("a") + end, .unsupported, saying: "holes")
        try expectProblem(header("a", flag: "S") + end, .unsupported, saying: "holes")
        try expectProblem(header("a", size: "00000000003", flag: "2") + data("abc") + end, saying: "no file")
        try expectProblem(header("", flag: "0") + end, saying: "no name")
        try expectProblem(header("a", size: "0000000000x") + end, saying: "number")
    }

    @Test func theEndIsTheEnd() throws {
        let one = header("a")
        #expect(try members(one + end + end).count == 1)
        try expectProblem(one + end + header("b") + end, saying: "behind its end")
        try expectProblem(one + [UInt8](repeating: 0, count: 512), .truncated, saying: "within its end")
        try expectProblem(one, .truncated, saying: "too early")
        try expectProblem(pax("10 path=b\n") + end, .truncated, saying: "long name")
        try expectProblem(
            header("a", size: "00000000001") + [1, 2] + [UInt8](repeating: 0, count: 510) + end, saying: "zeros")
    }

    @Test func headersBeforeAMemberAreLimited() throws {
        let comment = "comment=" + String(repeating: "c", count: 1 << 20)
        let record = "\(comment.utf8.count + 9) \(comment)\n"
        try expectProblem(pax(record) + header("a") + end, .limit, saying: "headers")
    }
}
