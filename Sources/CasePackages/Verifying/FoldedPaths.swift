import CaseArchive
import CaseBytes

/// Finds paths that are the same but for the case of their letters or their Unicode form.
struct FoldedPaths {
    /// By the hash of the folded path, then by the number.
    private var entries: [(hash: UInt64, number: UInt32)] = []

    /// - Parameter numbers: of files of the tree.
    init(_ tree: PackageTree, _ numbers: some Sequence<Int>) {
        for number in numbers { entries.append((Self.hash(tree.paths[number]), UInt32(number))) }
        entries.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    }

    /// Numbers of files whose folded path this is.
    func numbers(like path: [UInt8], in tree: PackageTree) -> [Int] {
        let hash = Self.hash(path[...])
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        let folded = Self.folded(path[...])
        return entries[low...].prefix { $0.hash == hash }.map { Int($0.number) }
            .filter { Self.folded(tree.paths[$0]) == folded }
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
        if path.allSatisfy({ $0 < 0x80 }) { return Array(path) }
        guard String(validating: path, as: UTF8.self) != nil else { return Array(path) }
        return path.withUnsafeBufferPointer { normalizationFormC(of: $0) }
    }

    private static func folded(_ path: ArraySlice<UInt8>) -> [UInt8] {
        if path.allSatisfy({ $0 < 0x80 }) { return path.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
        guard let text = String(validating: path, as: UTF8.self) else { return Array(path) }
        return normalized(Array(text.lowercased().utf8)[...])
    }

    private static func hash(_ path: ArraySlice<UInt8>) -> UInt64 {
        folded(path).withUnsafeBufferPointer { keyHash($0) }
    }
}
