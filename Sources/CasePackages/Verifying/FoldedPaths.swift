import CaseArchive
import CaseBytes
import CaseFiles

/// Finds paths that are the same but for the case of their letters or their Unicode form.
struct FoldedPaths {
    private typealias Entry = (hash: UInt64, number: UInt32)

    /// By the hash of the folded path, then by the number.
    private var entries: [Entry] = []
    /// By the hash of the path in NFC, then by the number: of paths that are not ASCII.
    private var normal: [Entry] = []

    /// How many bytes the longest path has.
    private var longest = 0

    /// How many entries of one hash are looked at: of those that are the same, the first will do.
    private static let lookLimit = 16

    /// - Parameter numbers: of files of the tree.
    /// - Throws: `Interrupted`
    init(_ tree: PackageTree, _ numbers: some Sequence<Int>) throws {
        for number in numbers {
            if number & 0xFFF == 0 { try Interruption.check() }
            let path = tree.paths[number]
            longest = max(longest, path.count)
            entries.append((Self.hash(Self.folded(path)), UInt32(number)))
            if !Self.isASCII(path) { normal.append((Self.hash(Self.normalized(path)), UInt32(number))) }
        }
        entries.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
        normal.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    }

    /// Whether a path may be like one that is there: neither case nor Unicode form make it so much longer.
    func mayHaveLike(_ path: [UInt8]) -> Bool { path.count <= 16 * longest }

    /// The first file whose path is the same in NFC, but for one whose path is the same anyway.
    func sameInNFC(as path: [UInt8], in tree: PackageTree) -> Int? {
        let form = Self.normalized(path[...])
        if let number = tree.paths.number(of: form), form != path { return number }
        return Self.first(Self.hash(form), in: normal) { Self.normalized(tree.paths[$0]) == form }
    }

    /// The first file whose path is the same when it is folded.
    func sameFolded(as path: [UInt8], in tree: PackageTree) -> Int? {
        let form = Self.folded(path[...])
        return Self.first(Self.hash(form), in: entries) { Self.folded(tree.paths[$0]) == form }
    }

    private static func first(_ hash: UInt64, in entries: [Entry], _ isSame: (Int) -> Bool) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        return entries[low...].prefix(lookLimit).prefix { $0.hash == hash }.map { Int($0.number) }.first(where: isSame)
    }

    /// Runs of files whose folded paths are the same.
    func twins(in tree: PackageTree) -> [[Int]] {
        var twins: [[Int]] = []
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].hash == entries[start].hash { end += 1 }
            if end > start + 1 {
                let run = entries[start..<end].map { Int($0.number) }
                let groups = Dictionary(grouping: run) { Self.folded(tree.paths[$0]) }
                twins += groups.values.filter { $0.count > 1 }
            }
            start = end
        }
        return twins.sorted { $0[0] < $1[0] }
    }

    /// In NFC.
    static func normalized(_ path: ArraySlice<UInt8>) -> [UInt8] {
        if isASCII(path) { return Array(path) }
        guard String(validating: path, as: UTF8.self) != nil else { return Array(path) }
        return path.withUnsafeBufferPointer { normalizationFormC(of: $0) }
    }

    private static func folded(_ path: ArraySlice<UInt8>) -> [UInt8] {
        if isASCII(path) { return path.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
        guard let text = String(validating: path, as: UTF8.self) else { return Array(path) }
        return normalized(Array(text.lowercased().utf8)[...])
    }

    private static func isASCII(_ path: ArraySlice<UInt8>) -> Bool { path.allSatisfy { $0 < 0x80 } }

    private static func hash(_ path: [UInt8]) -> UInt64 { path.withUnsafeBufferPointer { keyHash($0) } }
}
