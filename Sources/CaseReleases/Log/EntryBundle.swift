import CaseModel

/// The bytes of a tile of entries: each with its length before it, in two bytes, big-endian (C2SP tlog-tiles,
/// "Log entries").
package enum EntryBundle {
    /// How many bytes an entry may have.
    package static let entryLimit = Int(UInt16.max)
    /// How many bytes a full tile can have.
    static let byteLimit = LogTile.fullWidth * (entryLimit + 2)

    /// - Throws: `LogProblem` where an entry is too long.
    package static func bytes(of entries: some Sequence<[UInt8]>) throws(LogProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            guard entry.count <= entryLimit else {
                throw LogProblem(
                    .logTile, "an entry of a log has at most \(entryLimit) bytes, this one \(entry.count)")
            }
            bytes += [UInt8(entry.count >> 8), UInt8(entry.count & 0xFF)]
            bytes += entry
        }
        return bytes
    }

    /// - Parameter count: how many entries there are in it.
    /// - Returns: nil where there are fewer or more, or the last is cut off.
    package static func entries(of bytes: [UInt8], count: Int) -> [[UInt8]]? {
        var (entries, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], bytes[...])
        while let high = rest.popFirst() {
            guard entries.count < count, let low = rest.popFirst() else { return nil }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else { return nil }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return entries.count == count ? entries : nil
    }
}
