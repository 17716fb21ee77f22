import CaseArchive
import CaseFiles

extension FuzzTarget {
    /// What is written into a container is what is read from it. The bytes are members: of each the length of its name,
    /// whether it is compressed, the length of its content, and both; the first byte is the level.
    static let containers = FuzzTarget("containers") { bytes in
        guard let first = bytes.first else { return }
        let members = members(bytes.dropFirst())
        for container in [Container.zip, .tar, .tarGzip] {
            try checkContainer(container, members, level: Int(first % 10))
        }
    }

    private static func members(_ bytes: ArraySlice<UInt8>) -> [TestMember] {
        var members: [TestMember] = []
        var rest = bytes
        while rest.count >= 3, members.count < 16 {
            let head = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let name = rest.prefix(Int(head[0]))
            rest = rest.dropFirst(name.count)
            // Long contents repeat what is there.
            let piece = rest.prefix(Int(head[2]))
            rest = rest.dropFirst(piece.count)
            let content = Array(repeatElement(piece, count: 1 + Int(head[1] >> 1)).joined())
            members.append(
                TestMember(
                    path: String(decoding: name, as: UTF8.self), bytes: content, isCompressible: head[1] & 1 == 0))
        }
        return members
    }

    private static func checkContainer(_ container: Container, _ members: [TestMember], level: Int) throws {
        let written = try TestContainer(container)
        var expected: [[UInt8]: [UInt8]] = [:]
        do {
            let writer = try ContainerWriter(
                container, staging: written.path, folder: "top", instant: 1_400_000_000, level: level)
            for member in members where expected[Array("top/\(member.path)".utf8)] == nil {
                do {
                    let part = try writer.begin(
                        member.path, isCompressible: member.isCompressible, digests: PartDigests())
                    for block in try member.bytes.withUnsafeBytes({ try part.write($0) }) { try block.run() }
                    for block in try part.finish().blocks { try block.run() }
                    expected[Array("top/\(member.path)".utf8)] = member.bytes
                } catch is FileProblem {}
            }
            _ = try writer.finish()
        }
        var found: [[UInt8]: [UInt8]] = [:]
        var paths: [[UInt8]] = []
        try ArchiveReader(written.path).forEachMember { member, content in
            try requireEqual(member.kind, .file, "a member is no file")
            paths.append(member.path)
            found[member.path] = try content.bytes()
        }
        try require(found == expected, "in a \(container.rawValue), what is read is not what was written")
        try require(paths.elementsEqual(paths.sorted { $0.lexicographicallyPrecedes($1) }), "members are not sorted")
    }
}
