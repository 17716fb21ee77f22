import CaseModel
import CaseReleases
import Testing

/// C2SP tlog-tiles, "Merkle Tree" and "Log entries".
@Suite struct LogTileTests {
    static let paths: [(LogTile, String)] = [
        (LogTile(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
        (LogTile(.hashes(level: 0), index: 0), "tile/0/000"),
        (LogTile(.hashes(level: 63), index: 999, width: 1), "tile/63/999.p/1"),
        (LogTile(.hashes(level: 1), index: 1000, width: 255), "tile/1/x001/000.p/255"),
        (LogTile(.entries, index: 0, width: 17), "tile/entries/000.p/17"),
        (LogTile(.entries, index: 1_000_000), "tile/entries/x001/x000/000"),
        (LogTile(.entries, index: Int.max), "tile/entries/x009/x223/x372/x036/x854/x775/807"),
    ]

    @Test(arguments: paths.indices) func hasItsPath(_ index: Int) {
        let (tile, path) = Self.paths[index]
        #expect(tile.path == path)
        #expect(LogTile(path: path) == tile)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/64/000",
        "tile/-1/000", "tile/0/001/000", "tile/0/x001", "tile/0/x000/001", "tile/0/x1/000", "tile/0/000.p",
        "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/1/2", "tile/0/000/1",
        "tile/entry/000", "tile/0/+01", "tile/0/xx01/000", "tile/0/00a", "tile/0/../000", "tile/0/000.p/+1",
        "tile/entries/x009/x223/x372/x036/x854/x775/808", "tile/entries/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/.p/1", "tile/0/\u{FF10}00",
    ]) func otherPathsAreNone(_ path: String) {
        #expect(LogTile(path: path) == nil)
    }

    /// The example of the specification.
    @Test func aTreeOf70000HasItsTiles() {
        let tiles = LogTile.added(from: 0, to: 70_000)
        func those(_ kind: LogTile.Kind) -> [LogTile] { tiles.filter { $0.kind == kind } }
        #expect(those(.entries).count == 274 && those(.hashes(level: 0)).count == 274)
        #expect(!those(.hashes(level: 0)).prefix(273).contains { !$0.isFull })
        #expect(those(.hashes(level: 0)).last?.width == 112)
        #expect(those(.hashes(level: 1)).map(\.width) == [256, 17])
        #expect(those(.hashes(level: 2)).map(\.path) == ["tile/2/000.p/1"])
        #expect(tiles.count == 274 * 2 + 3)
        #expect(LogTile.added(from: 0, to: 256).map(\.path) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"])
        #expect(LogTile.added(from: 0, to: 0).isEmpty && LogTile.added(from: 300, to: 300).isEmpty)
        #expect(
            LogTile.added(from: 255, to: 257).map(\.path) == [
                "tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1",
            ])
    }

    @Test func entriesHaveTheirLengthsBeforeThem() throws {
        let entries: [[UInt8]] = [[], [1, 2, 3], [UInt8](repeating: 9, count: 65_535)]
        let bytes = try EntryBundle.bytes(of: entries)
        #expect(Array(bytes.prefix(7)) == [0, 0, 0, 3, 1, 2, 3] && Array(bytes[7..<9]) == [0xFF, 0xFF])
        #expect(EntryBundle.entries(of: bytes, count: 3) == entries)
        for count in [0, 2, 4] { #expect(EntryBundle.entries(of: bytes, count: count) == nil) }
        for count in [1, 3, 6, bytes.count - 1] {
            #expect(EntryBundle.entries(of: Array(bytes.prefix(count)), count: 3) == nil)
        }
        #expect(EntryBundle.entries(of: bytes + [0], count: 4) == nil)
        let problem = NoteTests.problem { _ = try EntryBundle.bytes(of: [[UInt8](repeating: 0, count: 65_536)]) }
        #expect(problem?.code == .logTile)
    }
}
