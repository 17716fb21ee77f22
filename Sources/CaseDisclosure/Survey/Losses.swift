/// Statements that lost something that they rest on: a citation that supports them, a relation to another.
///
/// What is lost is only known when the table was read; whether something is left, when it was read once more. So
/// memory holds the statements that lost something, not all of them.
struct Losses {
    private var lost = RecordMarks()
    private var kept = RecordMarks()
    private var hasGrown = false
    private var isReading = false
    /// Whether `lostAll` can be asked: the table was read after the last loss was noted.
    private(set) var isSettled = false

    var isEmpty: Bool { lost.isEmpty }

    /// The table is about to be read.
    mutating func begin() {
        isReading = true
        isSettled = false
        hasGrown = false
        kept = RecordMarks()
    }

    mutating func lose(_ statement: UInt64) {
        if lost.insert(statement) { hasGrown = true }
    }

    mutating func keep(_ statement: UInt64) {
        if lost.contains(statement) { _ = kept.insert(statement) }
    }

    /// The table was read.
    ///
    /// - Returns: whether it has to be read again, to find out what is left.
    mutating func end() -> Bool {
        guard isReading else { return false }
        isReading = false
        isSettled = !hasGrown
        return hasGrown
    }

    /// Whether nothing is left to a statement of what it had.
    func lostAll(_ statement: UInt64) -> Bool {
        isSettled && lost.contains(statement) && !kept.contains(statement)
    }
}
