/// The central directory of a zip archive (APPNOTE 4.3.12), kept as the bytes that it has: an entry is read from them
/// whenever it is asked for, so that a million of them take no more memory than their headers.
package struct ZipDirectory: RandomAccessCollection, Sendable {
    private let bytes: [UInt8]
    /// Where each header begins.
    private let positions: [UInt32]

    /// Reads all of it.
    ///
    /// - Parameter count: how many entries there should be.
    /// - Throws: `ArchiveDamage`
    package init(_ bytes: [UInt8], count: Int) throws {
        guard bytes.count <= Int(UInt32.max) else { throw ArchiveDamage("its directory is too large", code: .limit) }
        var positions: [UInt32] = []
        positions.reserveCapacity(Swift.min(count, bytes.count / ZipParser.centralCount))
        try bytes.withUnsafeBytes { bytes in
            var position = 0
            while position < bytes.count {
                positions.append(UInt32(position))
                position += try ZipParser.central(UnsafeRawBufferPointer(rebasing: bytes[position...])).1
            }
        }
        guard positions.count == count else {
            throw ArchiveDamage("its directory has \(positions.count) entries, and its end record says \(count)")
        }
        (self.bytes, self.positions) = (bytes, positions)
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { positions.count }

    package subscript(index: Int) -> ZipEntry {
        bytes.withUnsafeBytes { bytes in
            let header = UnsafeRawBufferPointer(rebasing: bytes[Int(positions[index])...])
            guard let (entry, _) = try? ZipParser.central(header) else { preconditionFailure("it was read before") }
            return entry
        }
    }
}
