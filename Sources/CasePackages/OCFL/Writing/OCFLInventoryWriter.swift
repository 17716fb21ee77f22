import CaseArchive
import CaseBytes

/// Writes an inventory (OCFL 1.1, section 3.5) in the one form that it has here: keys, digests and paths in the order of
/// their bytes, versions in that of their numbers, a digest a line, so that it compares and searches line by line.
///
/// It needs four bytes for each path besides the inventory, whatever its size.
package struct OCFLInventoryWriter {
    private let inventory: OCFLInventory
    /// The place of each digest among all, by its number.
    private let digestRank: [UInt32]
    private let contentOrder: OCFLPathOrder
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private static let chunk = 1 << 16

    /// - Parameter sink: takes the bytes, in pieces.
    /// - Throws: what the sink throws.
    package static func write(
        _ inventory: OCFLInventory, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var buffer = ByteBuffer(capacity: 2 * chunk)
        let writer = OCFLInventoryWriter(inventory, sink)
        try writer.write(to: &buffer)
        try writer.flush(&buffer)
    }

    private init(_ inventory: OCFLInventory, _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.inventory = inventory
        self.sink = sink
        let digests = inventory.digests
        let sorted = (0..<UInt32(digests.count)).sorted {
            digests[Int($0)].lexicographicallyPrecedes(digests[Int($1)])
        }
        var rank = [UInt32](repeating: 0, count: sorted.count)
        for (place, number) in sorted.enumerated() { rank[Int(number)] = UInt32(place) }
        digestRank = rank
        contentOrder = OCFLPathOrder(inventory.contentPaths)
    }

    private func flush(_ buffer: inout ByteBuffer) throws {
        try sink(UnsafeRawBufferPointer(buffer.bytes))
        buffer.removeAll()
    }

    private func write(to buffer: inout ByteBuffer) throws {
        buffer.append("{\n  \"digestAlgorithm\": \"sha512\",\n  \"head\": " as StaticString)
        append(inventory.head ?? [], to: &buffer)
        buffer.append(",\n  \"id\": " as StaticString)
        append(inventory.id ?? [], to: &buffer)
        buffer.append(",\n  \"manifest\": {" as StaticString)
        let contents = inventory.contentDigests.indices.map {
            OCFLInventory.Entry(digest: inventory.contentDigests[$0], path: UInt32($0))
        }
        try write(contents, inventory.contentPaths, contentOrder.rank, indent: "\n    ", to: &buffer)
        buffer.append("},\n  \"type\": \"https://ocfl.io/1.1/spec/#inventory\",\n  \"versions\": {" as StaticString)
        let order = OCFLPathOrder(inventory.logicalPaths)
        for (index, version) in inventory.versions.enumerated() {
            buffer.append(index == 0 ? "\n    " : ",\n    " as StaticString)
            append(version.key, to: &buffer)
            try write(version, order, to: &buffer)
        }
        if !inventory.versions.isEmpty { buffer.append("\n  " as StaticString) }
        buffer.append("}\n}\n" as StaticString)
    }

    private func write(
        _ version: OCFLInventory.Version, _ order: OCFLPathOrder, to buffer: inout ByteBuffer
    ) throws {
        buffer.append(": {\n      \"created\": " as StaticString)
        append(version.created ?? [], to: &buffer)
        if let message = version.message {
            buffer.append(",\n      \"message\": " as StaticString)
            append(message, to: &buffer)
        }
        buffer.append(",\n      \"state\": {" as StaticString)
        try write(version.state, inventory.logicalPaths, order.rank, indent: "\n        ", to: &buffer)
        buffer.append(0x7D)
        if let user = version.user, let name = user[0] {
            buffer.append(",\n      \"user\": {" as StaticString)
            if let address = user[1] {
                buffer.append("\"address\": " as StaticString)
                append(address, to: &buffer)
                buffer.append(", " as StaticString)
            }
            buffer.append("\"name\": " as StaticString)
            append(name, to: &buffer)
            buffer.append(0x7D)
        }
        buffer.append("\n    }" as StaticString)
    }

    /// Writes each digest with its paths, and the line end behind the last.
    private func write(
        _ entries: [OCFLInventory.Entry], _ paths: PathTable, _ rank: [UInt32], indent: StaticString,
        to buffer: inout ByteBuffer
    ) throws {
        let sorted = entries.sorted {
            $0.digest == $1.digest
                ? rank[Int($0.path)] < rank[Int($1.path)] : digestRank[Int($0.digest)] < digestRank[Int($1.digest)]
        }
        var last: UInt32?
        for entry in sorted {
            if entry.digest == last {
                buffer.append(", " as StaticString)
            } else {
                if last != nil { buffer.append("]," as StaticString) }
                buffer.append(indent)
                append(inventory.digests[Int(entry.digest)], to: &buffer)
                buffer.append(": [" as StaticString)
                last = entry.digest
            }
            append(paths[Int(entry.path)], to: &buffer)
            if buffer.count >= Self.chunk { try flush(&buffer) }
        }
        guard last != nil else { return }
        buffer.append(0x5D)
        buffer.append(UnsafeBufferPointer(start: indent.utf8Start, count: indent.utf8CodeUnitCount - 2))
    }

    private func append(_ text: some Collection<UInt8>, to buffer: inout ByteBuffer) {
        let done: Void? = text.withContiguousStorageIfAvailable { buffer.append(json: $0) }
        if done == nil { Array(text).withUnsafeBufferPointer { buffer.append(json: $0) } }
    }
}
