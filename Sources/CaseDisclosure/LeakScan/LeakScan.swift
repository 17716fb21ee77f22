import CaseBytes
import CaseModel

/// Something withheld that stands in a release all the same.
package struct Leak: Sendable, Equatable {
    /// The release's file, by its path.
    package let file: String
    /// Of its first byte; nil where it is in the file's name.
    package let offset: Int?
    /// Of the withheld cell.
    package let table: String
    package let record: String
    /// nil where it is the record's id.
    package let column: String?
}

/// More is withheld than can be looked for, so that nobody can say that none of it is in a release.
package struct LeakScanProblem: Error, CustomStringConvertible {
    package var description: String {
        "more texts are withheld than can be looked for in the bundle (\(WithheldValues.byteLimit >> 20) MiB of them), so nothing was published; bundle for readers of a higher level, or split the dataset by its cases"
    }
}

/// Looks through finished bytes for what had to stay out of them. Immutable, any thread.
///
/// Looked for are the ids of records that are left out, and the values that are, in every form in which a format, a
/// description or the page writes them. Not looked for are values that a disclosed record has as a whole cell and
/// that are not about the same record, what the keeper permits, and what the documentation of the model says anyway.
package final class LeakScan: Sendable {
    let disclosure: Disclosure
    let patterns: LeakPatterns
    /// Values that are passed over, by their place among the withheld ones.
    private let passedOver: Set<Int>

    private init(_ disclosure: Disclosure, _ patterns: LeakPatterns, passingOver values: Set<Int>) {
        self.disclosure = disclosure
        self.patterns = patterns
        passedOver = values
    }

    /// - Parameters:
    ///   - permitted: texts that may be in the release although they are withheld somewhere.
    ///   - known: documents that are the same in every release; what they say is no secret.
    /// - Returns: nil where nothing is withheld.
    /// - Throws: `LeakScanProblem`.
    package static func make(
        _ disclosure: Disclosure, permitted: [String], known: [[UInt8]]
    ) throws(LeakScanProblem) -> LeakScan? {
        guard !disclosure.withholdsNothing else { return nil }
        guard !disclosure.values.isOverfull else { throw LeakScanProblem() }
        let patterns = LeakPatterns(disclosure.values, permitted: permitted)
        let all = LeakScan(disclosure, patterns, passingOver: [])
        var passedOver: Set<Int> = []
        for document in known {
            var scan = FileScan(all, file: "")
            document.withUnsafeBytes { scan.add($0) }
            scan.finish()
            passedOver.formUnion(scan.values)
        }
        return LeakScan(disclosure, patterns, passingOver: passedOver)
    }

    /// Begins to look through a file; its name is looked through at once.
    package func begin(file: String) -> FileScan {
        var name = FileScan(self, file: file)
        Array(file.utf8).withUnsafeBytes { name.add($0) }
        name.finish()
        return FileScan(self, file: file, hits: name.hits.map(\.inName))
    }

    /// Whether a value is looked for.
    func seeks(_ value: Int) -> Bool { !passedOver.contains(value) }

    /// Whether an id is that of a record which is left out.
    func isWithheld(_ id: UnsafeBufferPointer<UInt8>) -> Bool { disclosure.marks[keyHash(id)].isWithheld }

    func leak(ofID id: UnsafeBufferPointer<UInt8>, in file: String, at offset: Int) -> Leak {
        let table = disclosure.plans.first { $0.layout.table.prefix.map { id.starts(with: $0.utf8) } ?? false }
        return Leak(
            file: file, offset: offset, table: table?.layout.table.name ?? "", record: id.text, column: nil)
    }

    func leak(ofValue value: Int, in file: String, at offset: Int) -> Leak {
        let entry = disclosure.values.entries[value]
        let table = disclosure.plans[Int(entry.layout)].layout.table
        return Leak(
            file: file, offset: offset, table: table.name, record: disclosure.values.record(entry),
            column: table.columns[Int(entry.column)].name)
    }
}

extension Leak {
    fileprivate var inName: Leak { Leak(file: file, offset: nil, table: table, record: record, column: column) }
}
