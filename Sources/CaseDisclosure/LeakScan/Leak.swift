/// Something in a release that had to stay out. It names the cell that it was left out of, never what it says.
package struct Leak: Sendable, Hashable, CustomStringConvertible {
    /// The file that it was found in.
    package let file: String
    /// Where the bytes begin, from 0; nil where they are in the file's name.
    package let offset: Int?
    /// The table, the record and the column of the cell; of a value that was left out of several records, the first.
    package let table: String
    package let record: String
    package let column: String
    /// The place of a value among those that were left out; nil for an id.
    let entry: Int?

    package var description: String {
        let place = offset.map { "\(file), byte \($0 + 1)" } ?? "the name of \(file)"
        return "\(place): the \(column) of \(record) in \(table), which was left out"
    }
}

/// Why a release cannot be searched for what was left out of it.
package struct LeakScanProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
}
