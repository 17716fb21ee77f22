import CaseModel

/// A file of a log's tree, or of its entries (C2SP tlog-tiles, "Merkle Tree", "Log entries").
package struct LogTile: Sendable, Hashable {
    package let kind: Kind
    /// Its place among those of its kind, from 0.
    package let index: Int
    /// How many hashes or entries it has: 256 where it is full, fewer where it is the last.
    package let width: Int

    package enum Kind: Sendable, Hashable {
        /// Of level 0 the hashes of entries; of each above those of the full tiles below it.
        case hashes(level: Int)
        case entries
    }

    package init(_ kind: Kind, index: Int, width: Int = Self.fullWidth) {
        precondition(index >= 0 && (1...Self.fullWidth).contains(width))
        self.kind = kind
        self.index = index
        self.width = width
    }

    package static let fullWidth = 256

    package var isFull: Bool { width == Self.fullWidth }

    /// The full tile in whose place it stands until there is more.
    package var full: LogTile { LogTile(kind, index: index) }

    /// Its path in the log's folder: `tile/0/x001/x234/067`, `tile/entries/000.p/17`.
    package var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1000
        } while rest > 0
        let path = groups.reversed().joined(separator: "/")
        return "tile/\(kind)/\(path)" + (isFull ? "" : ".p/\(width)")
    }

    /// nil where a path is none of a tile, or another than the one that the tile has.
    package init?(path: String) {
        var names = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard names.popFirst() == "tile", let kind = names.popFirst().flatMap(Kind.init) else { return nil }
        var width = Self.fullWidth
        if names.count >= 2, names[names.endIndex - 2].hasSuffix(".p") {
            guard let number = decimal(names.removeLast().utf8), (1..<Self.fullWidth).contains(number),
                let last = names.popLast()
            else { return nil }
            width = number
            names.append(last.dropLast(2))
        }
        var index = 0
        for (place, name) in names.enumerated() {
            let digits = place < names.count - 1 && name.hasPrefix("x") ? name.dropFirst() : name
            guard digits.utf8.count == 3, let group = Int(digits), group >= 0 else { return nil }
            let (product, overflow) = index.multipliedReportingOverflow(by: 1000)
            guard !overflow, product <= Int.max - group else { return nil }
            index = product + group
        }
        guard !names.isEmpty else { return nil }
        self.init(kind, index: index, width: width)
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    /// The tiles of a tree of one size that one of another has not, those of entries first: the new ones, and those
    /// that grew.
    package static func added(from first: Int, to second: Int) -> [LogTile] {
        let kinds: [Kind] = [.entries] + levels(of: second).map { Kind.hashes(level: $0) }
        return kinds.flatMap { kind -> [LogTile] in
            let (old, new) = (kind.count(at: first), kind.count(at: second))
            guard new > old else { return [] }
            return (old / fullWidth...(new - 1) / fullWidth).map { index in
                LogTile(kind, index: index, width: min(fullWidth, new - index * fullWidth))
            }
        }
    }

    /// The levels of which a tree of a size has tiles.
    static func levels(of size: Int) -> Range<Int> { 0..<(Int.bitWidth - size.leadingZeroBitCount + 7) / 8 }
}

extension LogTile.Kind: CustomStringConvertible {
    /// How many hashes or entries there are of it in a tree of a size.
    package func count(at size: Int) -> Int {
        switch self {
        case .entries: size
        case .hashes(let level): size >> (8 * level)
        }
    }

    /// As a path has it.
    package var description: String {
        switch self {
        case .entries: "entries"
        case .hashes(let level): String(level)
        }
    }

    fileprivate init?(_ name: Substring) {
        if name == "entries" {
            self = .entries
        } else {
            guard let level = decimal(name.utf8), level < 64 else { return nil }
            self = .hashes(level: level)
        }
    }
}
