import CaseModel

/// Goes through a JSON document once, value by value, and keeps of it only what it is asked to keep: for documents that
/// are too large to be held as a tree.
///
/// Each function reads what the scanner stands before, and leaves it behind that.
protocol JSONWalker {
    /// Where the document is read.
    var scanner: JSONScanner { get set }
    /// The string that was read last, so that its room is used again.
    var text: [UInt8] { get set }
}

extension JSONWalker {
    /// How deep a value that is passed over may be nested.
    private static var depthLimit: Int { 200 }

    /// Reads the one value of the document.
    ///
    /// - Throws: `JSONProblem` where it is not JSON, or something stands behind the value.
    mutating func walkDocument(_ body: (inout Self) throws(JSONProblem) -> Void) throws(JSONProblem) {
        scanner.skipSpace()
        try body(&self)
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw scanner.expected("nothing behind the value") }
    }

    /// Goes through an object; `body` is told each key and where it begins, and reads the value.
    ///
    /// - Throws: `JSONProblem`
    mutating func forEachMember(
        _ body: (inout Self, [UInt8], Int) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        guard scanner.take(0x7B) else { throw scanner.expected("an object") }
        scanner.skipSpace()
        if scanner.take(0x7D) { return }
        while true {
            scanner.skipSpace()
            let offset = scanner.position
            try readString("a key in quotes")
            let key = text
            scanner.skipSpace()
            guard scanner.take(0x3A) else { throw scanner.expected("a colon") }
            scanner.skipSpace()
            try body(&self, key, offset)
            scanner.skipSpace()
            if scanner.take(0x7D) { return }
            guard scanner.take(0x2C) else { throw scanner.expected("a comma or }") }
        }
    }

    /// Goes through an array; `body` is told where each item begins, and reads it.
    ///
    /// - Throws: `JSONProblem`
    mutating func forEachItem(_ body: (inout Self, Int) throws(JSONProblem) -> Void) throws(JSONProblem) {
        guard scanner.take(0x5B) else { throw scanner.expected("an array") }
        scanner.skipSpace()
        if scanner.take(0x5D) { return }
        while true {
            scanner.skipSpace()
            try body(&self, scanner.position)
            scanner.skipSpace()
            if scanner.take(0x5D) { return }
            guard scanner.take(0x2C) else { throw scanner.expected("a comma or ]") }
        }
    }

    /// Reads a string into `text`. Half a surrogate pair in it becomes bytes that are not UTF-8.
    ///
    /// - Throws: `JSONProblem`
    mutating func readString(_ what: String = "a string") throws(JSONProblem) {
        var room: [UInt8] = []
        swap(&room, &text)
        room.removeAll(keepingCapacity: true)
        guard scanner.string(into: &room) else { throw scanner.expected(what) }
        text = room
    }

    /// Passes over a value, whatever it is.
    ///
    /// - Throws: `JSONProblem`, also where it is nested too deep.
    mutating func skipValue() throws(JSONProblem) { try skipValue(depth: 0) }

    private mutating func skipValue(depth: Int) throws(JSONProblem) {
        guard depth < Self.depthLimit else { throw scanner.expected("no more than \(Self.depthLimit) levels") }
        scanner.skipSpace()
        if scanner.isNext(0x7B) {
            try forEachMember { (walker, _, _) throws(JSONProblem) in try walker.skipValue(depth: depth + 1) }
        } else if scanner.isNext(0x5B) {
            try forEachItem { (walker, _) throws(JSONProblem) in try walker.skipValue(depth: depth + 1) }
        } else if scanner.isNext(0x22) {
            try readString()
        } else if scanner.word() == nil {
            throw scanner.expected("a value")
        }
    }
}
