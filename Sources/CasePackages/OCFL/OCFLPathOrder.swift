import CaseArchive
import Glibc

/// Paths in an order in which a folder stands right before what is in it: a slash comes before every other byte.
struct OCFLPathOrder {
    private let paths: PathTable
    /// Numbers of paths.
    let sorted: [UInt32]
    /// The place of each path among the sorted ones, by its number.
    let rank: [UInt32]

    init(_ paths: PathTable) {
        self.paths = paths
        sorted = (0..<UInt32(paths.count)).sorted {
            Self.compare(paths[Int($0)], paths[Int($1)]) < 0
        }
        var rank = [UInt32](repeating: 0, count: paths.count)
        for (place, number) in sorted.enumerated() { rank[Int(number)] = UInt32(place) }
        self.rank = rank
    }

    /// Below 0 where the first comes first, above 0 where the second does.
    static func compare(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                let count = min(a.count, b.count)
                var index = 0
                while index < count, a[index] == b[index] { index += 1 }
                if index == count { return a.count - b.count }
                return place(a[index]) - place(b[index])
            }
        }
    }

    private static func place(_ byte: UInt8) -> Int { byte == 0x2F ? -1 : Int(byte) }

    /// Finds paths that are folders of others: with each, the next one is in it.
    ///
    /// - Parameter numbers: of paths, in this order, each once.
    func forEachConflict(in numbers: [UInt32], _ body: (_ inner: Int, _ outer: Int) -> Void) {
        for index in numbers.indices.dropFirst() {
            let (outer, inner) = (paths[Int(numbers[index - 1])], paths[Int(numbers[index])])
            guard inner.count > outer.count, inner[inner.startIndex + outer.count] == 0x2F, inner.starts(with: outer)
            else { continue }
            body(Int(numbers[index]), Int(numbers[index - 1]))
        }
    }
}
