import CaseFiles
package import CaseModel

/// Where a dataset lives. Implementations: `DirectoryStore`, `SQLiteStore`, `PostgreSQLStore`.
package protocol DatasetStore: Sendable {
    /// For messages.
    var path: String { get }

    /// Begins one consistent read of the dataset.
    ///
    /// - Parameter lanes: how many tables will be read at once, at the most. The snapshot may offer fewer.
    /// - Throws: `StoreProblem` where the dataset cannot be read at all, `FileProblem` where a file cannot.
    func snapshot(lanes: Int) throws -> any DatasetSnapshot
}

/// One consistent read of a dataset.
package protocol DatasetSnapshot: Sendable {
    var metadata: DatasetMetadata { get }

    /// What is wrong with the dataset as a whole, before any row is read.
    var findings: [Finding] { get }

    /// How many tables may be read at once.
    var laneCount: Int { get }

    /// The rows of a table, from the start, each time. Of each lane one table at a time is read. They come in canonical order, with canonical cells wherever
    /// the stored ones are canonical.
    func rows(of layout: TableLayout, rowLimit: Int, lane: Int) throws -> any RowReader

    /// The name of the file that holds a table, in a store that has files.
    func fileName(of layout: TableLayout) -> String?

    /// The directory that the documents' files are in; nil where the store has none.
    var documentsPath: String? { get }

    /// What measures the documents' files; nil where the store has none, so that each of them is missing.
    var documents: (any DocumentFiles)? { get }
}

/// The rows of one table. It belongs to whoever asked for it: one task at a time reads.
package protocol RowReader: AnyObject {
    /// The next batch; nil at the end.
    func next() throws -> RowBatch?
}

extension DatasetStore {
    package func snapshot() throws -> any DatasetSnapshot { try snapshot(lanes: 1) }
}

extension DatasetSnapshot {
    package var documents: (any DocumentFiles)? { documentsPath.map { FolderDocuments(path: $0) } }

    package func rows(of layout: TableLayout, rowLimit: Int) throws -> any RowReader {
        try rows(of: layout, rowLimit: rowLimit, lane: 0)
    }

    package var schema: Schema { metadata.schema }

    /// Where a row of a batch is.
    package func place(_ batch: RowBatch, row: Int, column: String? = nil) -> Place {
        let layout = schema.layouts[batch.layoutIndex]
        let key = layout.keyColumns.map { batch.text(row, $0) }.filter { !$0.isEmpty }.joined(separator: "/")
        let line = batch.lines.isEmpty || batch.lines[row] == 0 ? nil : batch.lines[row]
        return Place(
            table: layout.table.name, record: key.isEmpty ? nil : key, column: column, row: batch.firstRow + row + 1,
            file: line == nil ? nil : fileName(of: layout), line: line)
    }
}

/// Why a dataset cannot be read at all.
package struct StoreProblem: Error, Sendable {
    /// What sort of failure it is; the command line gives each its exit code.
    package enum Code: Sendable {
        /// There is no dataset of this name.
        case noInput
        /// It cannot be read just now: somebody else is writing to it, or a server does not answer any more.
        case locked
        /// What is there is not a dataset that can be read; the finding says why.
        case unfit
    }

    package let code: Code
    package let finding: Finding?
    package let message: String

    package init(_ code: Code, _ message: String, finding: Finding? = nil) {
        self.code = code
        self.message = message
        self.finding = finding
    }
}

extension StoreProblem {
    /// Names the table in what is found wrong with it.
    static func naming<R>(_ table: Table, _ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let problem as StoreProblem where problem.finding?.place.table == nil {
            guard let finding = problem.finding else { throw problem }
            var place = finding.place
            place.table = table.name
            throw StoreProblem(
                problem.code, problem.message,
                finding: Finding(
                    finding.code, at: place, "table \(table.name): \(finding.message)", hint: finding.hint))
        }
    }
}

extension StoreProblem: CustomStringConvertible {
    package var description: String { message }
}

/// Opens a dataset by what its path names: a directory, a SQLite file, or the address of a PostgreSQL database.
///
/// - Parameters:
///   - metadata: a file of CSVW metadata that maps a database's tables; of a PostgreSQL database only.
///   - documents: the directory of the documents' files; of a PostgreSQL database only.
package func datasetStore(
    at path: String, metadata: String? = nil, documents: String? = nil
) throws -> any DatasetStore {
    if PostgreSQLAddress.isAddress(path) {
        let address = try PostgreSQLAddress(path)
        #if PostgreSQL
        return PostgreSQLStore(address, metadataPath: metadata, documentsPath: documents)
        #else
        throw StoreProblem(.noInput, "cannot read \(address.shown): this caseexport was built without PostgreSQL")
        #endif
    }
    switch fileType(path) {
    case .directory: return DirectoryStore(path: path)
    case .file:
        if TableFile.isPartOfDirectory(path) {
            throw StoreProblem(
                .noInput,
                "\(path) is one file of a dataset; name the directory that it is in: \(splitPath(path)?.parent ?? ".")")
        }
        return SQLiteStore(path: path)
    case .other: throw StoreProblem(.noInput, "cannot read \(path): it is neither a directory nor a plain file")
    case nil:
        throw StoreProblem(.noInput, "there is no dataset at \(PostgreSQLAddress.shown(path))")
    }
}
