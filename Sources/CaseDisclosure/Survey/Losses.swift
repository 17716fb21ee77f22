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
    /// How many had lost something, and how many had something left, when that was last known.
    private var counts = (lost: 0, kept: 0)

    /// What has to be read when the table was.
    enum Consequence {
        case nothing
        /// The table again, to find out what is left.
        case table
        /// The statements: there are others that may have nothing left.
        case statements
    }

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
    mutating func end() -> Consequence {
        guard isReading else { return .nothing }
        isReading = false
        isSettled = !hasGrown
        if hasGrown { return .table }
        // What is lost only grows, and what is left of it only shrinks: the same numbers are the same statements.
        if counts == (lost.count, kept.count) { return .nothing }
        counts = (lost.count, kept.count)
        return .statements
    }

    /// Whether nothing is left to a statement of what it had.
    func lostAll(_ statement: UInt64) -> Bool {
        isSettled && lost.contains(statement) && !kept.contains(statement)
    }
}
