/// Splits bytes that come in pieces into lines, which end with LF, CR or both (RFC 8493, section 2.1.3).
package struct LineSplitter {
    private var rest: [UInt8] = []
    private var isBehindReturn = false
    private var isTooLong = false
    private let limit: Int
    /// How many lines were handed out.
    package private(set) var count = 0

    /// A line, without its end.
    package struct Line {
        package let bytes: UnsafeBufferPointer<UInt8>
        /// From 1.
        package let number: Int
        /// Whether it has more bytes than may be; only the first are there.
        package let isTooLong: Bool
    }

    /// - Parameter limit: how many bytes a line may have.
    package init(limit: Int) { self.limit = limit }

    /// Takes a piece in and hands out the lines that end in it, which are there until the call ends.
    package mutating func feed(_ piece: UnsafeRawBufferPointer, _ body: (Line) throws -> Void) rethrows {
        let bytes = piece.bindMemory(to: UInt8.self)
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x0A || byte == 0x0D else {
                index += 1
                isBehindReturn = false
                continue
            }
            if byte == 0x0A, isBehindReturn, index == start, rest.isEmpty {
                // The second half of an end that was seen.
                isBehindReturn = false
            } else {
                try end(UnsafeBufferPointer(rebasing: bytes[start..<index]), body)
                isBehindReturn = byte == 0x0D
            }
            index += 1
            start = index
        }
        keep(UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    /// Hands out the last line, where no end stands behind it.
    package mutating func finish(_ body: (Line) throws -> Void) rethrows {
        if !rest.isEmpty { try end(UnsafeBufferPointer(start: nil, count: 0), body) }
    }

    private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
        let room = limit - rest.count
        if bytes.count > room { isTooLong = true }
        rest.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private mutating func end(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Line) throws -> Void) rethrows {
        count += 1
        if rest.isEmpty, !isTooLong, bytes.count <= limit {
            try body(Line(bytes: bytes, number: count, isTooLong: false))
            return
        }
        keep(bytes)
        let (number, tooLong) = (count, isTooLong)
        try rest.withUnsafeBufferPointer { try body(Line(bytes: $0, number: number, isTooLong: tooLong)) }
        rest.removeAll(keepingCapacity: true)
        isTooLong = false
    }
}
