package import CaseBytes

/// Writes the headers of members of a tar archive: ustar, and a pax header before it where that has no room.
package enum TarHeader {
    /// A number with so many octal digits and an end fits in a field.
    private static let sizeLimit = 1 << 33

    /// Appends what stands before the bytes of a member. The owner is 0 and has no name, the mode is 0644.
    ///
    /// - Parameter instant: in seconds since 1970.
    package static func append(path: [UInt8], byteCount: Int, instant: Int, to buffer: inout ByteBuffer) {
        var records: [UInt8] = []
        let isPlain = path.allSatisfy { $0 < 0x80 }
        let parts = isPlain ? split(path[...]) : nil
        let instantFits = (0..<sizeLimit).contains(instant)
        if parts == nil { records += record("path", path) }
        if byteCount >= sizeLimit { records += record("size", Array("\(byteCount)".utf8)) }
        if !instantFits { records += record("mtime", Array("\(instant)".utf8)) }
        let modified = instantFits ? instant : 0
        if !records.isEmpty {
            // Programs that do not know it take it for a file of this name.
            appendBlock(
                (prefix: [], name: Array("././@PaxHeader".utf8)[...]), kind: "x", byteCount: records.count,
                modified: modified, to: &buffer)
            buffer.append(records)
            for _ in 0..<TarBlock.padding(behind: records.count) { buffer.append(0) }
        }
        appendBlock(
            parts ?? approximation(of: path), kind: "0", byteCount: byteCount < sizeLimit ? byteCount : 0,
            modified: modified, to: &buffer)
    }

    /// The path as prefix and name; nil where it does not fit.
    static func split(_ path: ArraySlice<UInt8>) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
        if path.count <= TarBlock.Field.name.count { return ([], path) }
        // The first slash that leaves a name that fits: the prefix is as short as it can be.
        let earliest = path.endIndex - TarBlock.Field.name.count - 1
        guard let slash = path[earliest...].firstIndex(of: 0x2F), slash < path.endIndex - 1,
            slash - path.startIndex <= TarBlock.Field.prefix.count
        else { return nil }
        return (path[..<slash], path[(slash + 1)...])
    }

    /// For programs that do not know pax headers: something like the path.
    private static func approximation(of path: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
        let plain = path.map { $0 < 0x80 ? $0 : 0x5F }
        return split(plain[...]) ?? ([], plain.suffix(TarBlock.Field.name.count))
    }

    /// A record of a pax header: its length, which counts itself, the keyword and the value.
    static func record(_ keyword: String, _ value: [UInt8]) -> [UInt8] {
        let rest = keyword.utf8.count + value.count + 3
        var length = rest + 1
        while length != rest + "\(length)".utf8.count { length = rest + "\(length)".utf8.count }
        return Array("\(length) \(keyword)=".utf8) + value + [0x0A]
    }

    private static func appendBlock(
        _ path: (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>), kind: Unicode.Scalar, byteCount: Int,
        modified: Int, to buffer: inout ByteBuffer
    ) {
        typealias Field = TarBlock.Field
        var block = [UInt8](repeating: 0, count: TarBlock.byteCount)
        func put(_ bytes: some Collection<UInt8>, in field: Range<Int>) {
            block.replaceSubrange(field.lowerBound..<(field.lowerBound + bytes.count), with: bytes)
        }
        put(path.name, in: Field.name)
        put(path.prefix, in: Field.prefix)
        put(octal(0o644, digits: 7), in: Field.mode)
        for field in [Field.owner, Field.group, Field.deviceMajor, Field.deviceMinor] {
            put(octal(0, digits: 7), in: field)
        }
        put(octal(byteCount, digits: 11), in: Field.size)
        put(octal(modified, digits: 11), in: Field.modified)
        block[Field.kind] = UInt8(kind.value)
        put("ustar".utf8, in: Field.magic)
        put("00".utf8, in: Field.version)
        put(octal(TarBlock.checksum(block), digits: 6) + [0, 0x20], in: Field.checksum)
        buffer.append(block)
    }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        let text = Array(String(number, radix: 8).utf8)
        return [UInt8](repeating: 0x30, count: digits - text.count) + text
    }
}
