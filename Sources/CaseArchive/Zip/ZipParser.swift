/// Reads the records of a zip archive from memory (PKWARE APPNOTE 6.3.10), strictly.
package enum ZipParser {
    /// What the end of an archive says.
    package struct End: Equatable {
        package var entryCount: Int
        package var directoryCount: Int
        package var directoryOffset: Int
    }

    /// How many bytes the end record has without its comment.
    package static let endCount = 22
    package static let locatorCount = 20
    package static let zip64EndCount = 56
    package static let localCount = 30
    static let centralCount = 46

    /// Finds the end record (4.3.16): it ends, with its comment, where the file ends.
    ///
    /// - Parameter tail: the last bytes of the file.
    /// - Returns: where in them it begins.
    package static func endPosition(in tail: UnsafeRawBufferPointer) throws(ArchiveDamage) -> Int {
        var position = tail.count - endCount
        var isThere = false
        while position >= 0 {
            if tail.number(UInt32.self, at: position) == ZipRecords.endSignature {
                let end = position + endCount + Int(tail.number(UInt16.self, at: position + 20))
                if end == tail.count { return position }
                if end < tail.count { isThere = true }
            }
            position -= 1
        }
        if isThere { throw ArchiveDamage("there are bytes behind its end record") }
        throw ArchiveDamage("there is no end record; the file may have been cut off", code: .truncated)
    }

    /// Reads the end record.
    package static func end(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> End {
        let disks = [bytes.number(UInt16.self, at: 4), bytes.number(UInt16.self, at: 6)]
        let counts = [bytes.number(UInt16.self, at: 8), bytes.number(UInt16.self, at: 10)]
        guard disks == [0, 0], counts[0] == counts[1] else {
            throw ArchiveDamage("it is split over several files", code: .unsupported)
        }
        return End(
            entryCount: Int(counts[0]), directoryCount: Int(bytes.number(UInt32.self, at: 12)),
            directoryOffset: Int(bytes.number(UInt32.self, at: 16)))
    }

    /// Where the Zip64 end record is (4.3.15); nil where these bytes are no locator.
    package static func zip64Offset(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> Int? {
        guard bytes.number(UInt32.self, at: 0) == ZipRecords.zip64LocatorSignature else { return nil }
        guard bytes.number(UInt32.self, at: 4) == 0, bytes.number(UInt32.self, at: 16) <= 1 else {
            throw ArchiveDamage("it is split over several files", code: .unsupported)
        }
        return try bytes.size(at: 8)
    }

    /// Reads the Zip64 end record (4.3.14), which says what the end record has no room for, and nothing else.
    package static func zip64End(_ bytes: UnsafeRawBufferPointer, behind short: End) throws(ArchiveDamage) -> End {
        guard bytes.number(UInt32.self, at: 0) == ZipRecords.zip64EndSignature, try bytes.size(at: 4) == 44 else {
            throw ArchiveDamage("there is no Zip64 end record where its locator says")
        }
        guard bytes.number(UInt64.self, at: 16) == 0, try bytes.size(at: 24) == bytes.size(at: 32) else {
            throw ArchiveDamage("it is split over several files", code: .unsupported)
        }
        let end = End(
            entryCount: try bytes.size(at: 32), directoryCount: try bytes.size(at: 40),
            directoryOffset: try bytes.size(at: 48))
        guard short.entryCount == 0xFFFF || short.entryCount == end.entryCount,
            short.directoryCount == 0xFFFF_FFFF || short.directoryCount == end.directoryCount,
            short.directoryOffset == 0xFFFF_FFFF || short.directoryOffset == end.directoryOffset
        else { throw ArchiveDamage("its two end records do not agree", code: .ambiguous) }
        return end
    }

    /// - Returns: the entry, and how many bytes its header in the central directory (4.3.12) has.
    static func central(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> (ZipEntry, Int) {
        guard bytes.count >= centralCount, bytes.number(UInt32.self, at: 0) == ZipRecords.centralSignature else {
            throw ArchiveDamage("its directory is damaged")
        }
        let lengths = [28, 30, 32].map { Int(bytes.number(UInt16.self, at: $0)) }
        let length = centralCount + lengths.reduce(0, +)
        guard length <= bytes.count else { throw ArchiveDamage("its directory is damaged") }
        let disk = bytes.number(UInt16.self, at: 34)
        guard disk == 0 || disk == 0xFFFF else {
            throw ArchiveDamage("it is split over several files", code: .unsupported)
        }
        var entry = common(bytes, at: 8, path: bytes.array(centralCount, lengths[0]))
        entry.offset = Int(bytes.number(UInt32.self, at: 42))
        entry.system = bytes[5]
        entry.externalAttributes = bytes.number(UInt32.self, at: 38)
        let extra = bytes[(centralCount + lengths[0])..<(centralCount + lengths[0] + lengths[1])]
        try apply(UnsafeRawBufferPointer(rebasing: extra), to: &entry, hasOffset: true)
        return (entry, length)
    }

    /// How many bytes stand behind the fixed part of a local header (4.3.7).
    package static func localRest(_ bytes: UnsafeRawBufferPointer) throws(ArchiveDamage) -> Int {
        guard bytes.number(UInt32.self, at: 0) == ZipRecords.localSignature else {
            throw ArchiveDamage("there is no header where the directory says")
        }
        return Int(bytes.number(UInt16.self, at: 26)) + Int(bytes.number(UInt16.self, at: 28))
    }

    /// Reads a local header, whole. It says nothing of attributes, nor where it is.
    package static func local(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(ArchiveDamage) -> ZipEntry {
        let pathCount = Int(bytes.number(UInt16.self, at: 26))
        var entry = common(bytes, at: 6, path: bytes.array(localCount, pathCount))
        entry.offset = offset
        let extra = UnsafeRawBufferPointer(rebasing: bytes[(localCount + pathCount)...])
        try apply(extra, to: &entry, hasOffset: false)
        return entry
    }

    /// Whether a data descriptor (4.3.9) says the numbers of the directory. It has a signature or none, and numbers of 32
    /// or 64 bits.
    package static func isDescriptor(_ bytes: UnsafeRawBufferPointer, of entry: ZipEntry) -> Bool {
        let isSigned = bytes.count % 8 == 0
        let numbers = bytes.dropFirst(isSigned ? 4 : 0)
        guard [12, 20].contains(numbers.count) else { return false }
        if isSigned, bytes.number(UInt32.self, at: 0) != ZipRecords.descriptorSignature { return false }
        let rest = UnsafeRawBufferPointer(rebasing: numbers)
        let sizes = [entry.compressedCount, entry.byteCount].map(UInt64.init)
        return rest.number(UInt32.self, at: 0) == entry.crc32
            && sizes
                == (rest.count == 12
                    ? [4, 8].map { UInt64(rest.number(UInt32.self, at: $0)) }
                    : [4, 12].map { rest.number(UInt64.self, at: $0) })
    }

    /// What is the same in both headers, from the flags on.
    private static func common(_ bytes: UnsafeRawBufferPointer, at start: Int, path: [UInt8]) -> ZipEntry {
        ZipEntry(
            path: path, flags: bytes.number(UInt16.self, at: start), method: bytes.number(UInt16.self, at: start + 2),
            crc32: bytes.number(UInt32.self, at: start + 8),
            compressedCount: Int(bytes.number(UInt32.self, at: start + 12)),
            byteCount: Int(bytes.number(UInt32.self, at: start + 16)), offset: 0)
    }

    /// Takes from the extra fields (4.5) the numbers that the header has no room for, and a second name.
    private static func apply(
        _ extra: UnsafeRawBufferPointer, to entry: inout ZipEntry, hasOffset: Bool
    ) throws(ArchiveDamage) {
        var position = 0
        var hasZip64 = false
        while position < extra.count {
            guard position + 4 <= extra.count else { throw ArchiveDamage("its extra fields are damaged") }
            let id = extra.number(UInt16.self, at: position)
            let end = position + 4 + Int(extra.number(UInt16.self, at: position + 2))
            guard end <= extra.count else { throw ArchiveDamage("its extra fields are damaged") }
            let field = UnsafeRawBufferPointer(rebasing: extra[(position + 4)..<end])
            if id == ZipRecords.zip64Field {
                guard !hasZip64 else { throw ArchiveDamage("it has two Zip64 fields") }
                hasZip64 = true
                try apply(zip64: field, to: &entry, hasOffset: hasOffset)
            } else if id == 0x7075 {
                // Info-ZIP's Unicode path (4.6.9): some programs unpack it under that name.
                entry.otherPath = Array(field.dropFirst(5))
            }
            position = end
        }
    }

    private static func apply(
        zip64 field: UnsafeRawBufferPointer, to entry: inout ZipEntry, hasOffset: Bool
    ) throws(ArchiveDamage) {
        var position = 0
        func next(_ number: Int, isHere: Bool = true) throws(ArchiveDamage) -> Int {
            guard isHere, number == 0xFFFF_FFFF else { return number }
            guard position + 8 <= field.count else { throw ArchiveDamage("its Zip64 field is damaged") }
            defer { position += 8 }
            return try field.size(at: position)
        }
        entry.byteCount = try next(entry.byteCount)
        entry.compressedCount = try next(entry.compressedCount)
        entry.offset = try next(entry.offset, isHere: hasOffset)
        // Numbers that nothing asks for, which some programs write and others take: they have to say the same.
        guard position + 8 <= field.count else { return }
        let numbers = [entry.byteCount, entry.compressedCount] + (hasOffset ? [entry.offset] : [])
        for (index, number) in numbers.enumerated() where 8 * index + 8 <= field.count {
            guard try field.size(at: 8 * index) == number else {
                throw ArchiveDamage("its Zip64 field says other numbers than its header", code: .ambiguous)
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// A little-endian number, which has to be there.
    func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= count)
        return Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// A number of 64 bits that counts bytes.
    func size(at offset: Int) throws(ArchiveDamage) -> Int {
        guard let size = Int(exactly: number(UInt64.self, at: offset)), size < 1 << 62 else {
            throw ArchiveDamage("it says that it is larger than a file can be")
        }
        return size
    }

    func array(_ offset: Int, _ length: Int) -> [UInt8] { Array(self[offset..<(offset + length)]) }
}
