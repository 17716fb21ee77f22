@_exported public import CaseModel
import CaseFiles
import CaseFormats
import CaseReleases
import CaseStore

/// A case dataset: a directory of tables, a SQLite file, or a PostgreSQL database.
public struct Dataset: Sendable {
    let store: any DatasetStore
    /// Where documents are that are not in the dataset itself.
    private let documents: String?
    /// Is told how many rows are done, some thousands at a time, from any thread.
    public var progress: (@Sendable (Int) -> Void)?
    /// Is told how many rows there are, where that is known before they are gone through.
    public var total: (@Sendable (Int) -> Void)?

    /// - Parameters:
    ///   - path: a directory with `dataset.json`, a SQLite file, or the address of a PostgreSQL database as libpq has it:
    ///     `postgresql://keeper@db.example.org/cases`.
    ///   - metadata: of a PostgreSQL database, a file of CSVW metadata that maps its tables or declares more of them.
    ///   - documents: of a PostgreSQL database, the directory of the documents' files.
    /// - Throws: `DatasetError` where there is nothing of this name.
    public init(at path: String, metadata: String? = nil, documents: String? = nil) throws(DatasetError) {
        if metadata != nil || documents != nil, !PostgreSQLAddress.isAddress(path) {
            throw DatasetError(
                .usage,
                "--metadata and --documents are for PostgreSQL databases; \(path) has its metadata and its documents in it or beside it"
            )
        }
        self.documents = documents
        store = try DatasetError.catching { try datasetStore(at: path, metadata: metadata, documents: documents) }
    }

    /// Whether a path is the address of a PostgreSQL database.
    public static func isAddress(_ path: String) -> Bool { PostgreSQLAddress.isAddress(path) }

    /// What messages call a dataset: its path, or its address without passwords.
    public static func name(of path: String) -> String { PostgreSQLAddress.shown(path) }

    /// Checks every row, key, reference and rule.
    ///
    /// - Parameter threads: how many threads work; nil for as many as the machine has cores.
    /// - Throws: `DatasetError` where the dataset cannot be read.
    public func check(threads: Int? = nil) async throws(DatasetError) -> CheckReport {
        let result: RunResult
        do {
            let options = self.options(threads)
            result = try await CaseReleases.check(try store.snapshot(lanes: min(options.threads, 2)), options: options)
        } catch {
            return try DatasetError.report(from: error)
        }
        return CheckReport(result)
    }

    /// Checks the dataset and writes it, in the same pass, into a directory that appears when it is complete.
    ///
    /// Nothing is written where the check finds an error.
    ///
    /// - Throws: `DatasetError` where the dataset cannot be read or the output cannot be written.
    public func export(_ options: ExportOptions, to path: String) async throws(DatasetError) -> ExportReport {
        let result: RunResult
        do {
            try refuseToReplace(path)
            var plan = ExportPlan(
                formats: try options.formats.map { try $0.make(excelDelimiter: options.excelDelimiter) })
            plan.hasDigest = options.hasDigest
            let snapshot = try store.snapshot(lanes: plan.isOrdered ? 1 : min(options.threads ?? 2, 2))
            if let tables = options.tables {
                if let unknown = tables.first(where: { snapshot.schema.table(named: $0) == nil }) {
                    throw DatasetError(
                        .usage,
                        "there is no table \"\(visible(unknown))\"; there are \(snapshot.schema.tables.map(\.name).joined(separator: ", "))"
                    )
                }
                plan.tables = Set(tables)
            }
            result = try await CaseReleases.export(
                snapshot, plan: plan, to: path, replacing: options.replacesExisting,
                options: self.options(options.threads))
        } catch {
            return ExportReport(check: try DatasetError.report(from: error), path: path, result: nil)
        }
        return ExportReport(check: CheckReport(result), path: path, result: result)
    }

    /// Copies the dataset into a new one, in canonical form, and checks that. The new one appears only if it is fit to
    /// export.
    ///
    /// - Parameters:
    ///   - path: a SQLite file where it ends in `.sqlite`, `.sqlite3` or `.db`, the address of a PostgreSQL database,
    ///     else a directory.
    ///   - replacesExisting: whether a dataset that is there already gives way.
    /// - Throws: `DatasetError` where the dataset cannot be read or the new one cannot be written.
    public func copy(
        to path: String, replacingExisting replacesExisting: Bool = false, threads: Int? = nil
    ) async throws(DatasetError) -> ImportReport {
        let run: ImportRun
        do {
            try refuseToReplace(path)
            run = try await importDataset(
                store, to: path, replacing: replacesExisting, options: options(threads))
        } catch {
            return ImportReport(
                check: try DatasetError.report(from: error), path: Self.name(of: path), normalized: [])
        }
        let check =
            run.check.map { CheckReport($0, findings: $0.findings.withoutFiles()) }
            ?? CheckReport(findings: run.imported.findings)
        return ImportReport(
            check: check, path: Self.name(of: path), normalized: run.imported.normalized,
            rowCounts: run.imported.rowCounts)
    }

    /// An output that the dataset itself is in would take its place.
    func refuseToReplace(_ path: String) throws(DatasetError) {
        if let inner = files.first(where: { isInside($0, path) }) {
            throw DatasetError(.cannotWrite, "cannot write to \(path): the dataset \(inner) is in it")
        }
    }

    /// What the dataset is made of on disk.
    var files: [String] { [store.path] + [documents].compactMap(\.self) }

    func options(_ threads: Int?) -> RunOptions {
        var options = RunOptions()
        options.progress = progress
        options.total = total
        if let threads { options.threads = threads }
        return options
    }
}

/// What an export writes, and how.
public struct ExportOptions: Sendable {
    public var formats: [Format]
    /// The tables to write; nil for all.
    public var tables: [String]?
    /// What separates the cells of the `excel` format: a comma or a semicolon.
    public var excelDelimiter: Character = ","
    /// Whether the SHA-512 digests of the CSV files are computed and recorded, and the hash of the graph is computed.
    public var hasDigest = true
    /// Whether an export that is there already gives way.
    public var replacesExisting = false
    /// How many threads work; nil for as many as the machine has cores.
    public var threads: Int?

    public init(formats: [Format]) { self.formats = formats }
}

/// A format that datasets are exported to.
public struct Format: Sendable, Hashable {
    public let name: String
    /// One line: what it is.
    public let summary: String

    public static let csv = Format(named: "csv")!
    public static let excel = Format(named: "excel")!
    public static let jsonld = Format(named: "jsonld")!
    public static let ndjson = Format(named: "ndjson")!
    public static let nquads = Format(named: "nquads")!
    public static let rdfxml = Format(named: "rdfxml")!
    public static let turtle = Format(named: "turtle")!

    /// Every format, in the order of their names.
    public static var all: [Format] { FormatRegistry.all.map { Format(name: $0.name, summary: $0.summary) } }

    private init(name: String, summary: String) {
        self.name = name
        self.summary = summary
    }

    /// nil where there is no format of this name.
    public init?(named name: String) {
        guard let format = Self.all.first(where: { $0.name == name }) else { return nil }
        self = format
    }

    func make(excelDelimiter: Character) throws(DatasetError) -> any ExportFormat {
        guard let type = FormatRegistry.all.first(where: { $0.name == name }) else {
            throw DatasetError(.usage, "there is no format \"\(name)\"")
        }
        var choices = FormatOptions()
        guard let delimiter = excelDelimiter.asciiValue, delimiter == 0x2C || delimiter == 0x3B else {
            throw DatasetError(.usage, "the excel format separates cells by a comma or a semicolon")
        }
        choices.excelDelimiter = delimiter
        return type.init(options: choices)
    }
}

/// What a check found.
public struct CheckReport: Sendable {
    public let findings: FindingList
    /// Rows by table, of the tables that have any.
    public let rowCounts: [(table: String, rows: Int)]
    /// How many records are above the access level `public`.
    public let restrictedCount: Int
    /// The dataset's title, where it has one.
    public let title: String?

    /// Whether the dataset may be exported.
    public var isFit: Bool { findings.isFit }

    init(_ result: RunResult, findings: FindingList? = nil) {
        self.findings = findings ?? result.findings
        rowCounts = result.rowCounts
        restrictedCount = result.restrictedCount
        title = result.dataset["title"]
    }

    init(finding: Finding) {
        var findings = FindingList()
        findings.append(finding)
        self.init(findings: findings)
    }

    init(findings: FindingList) {
        self.findings = findings
        rowCounts = []
        restrictedCount = 0
        title = nil
    }
}

/// What an export wrote.
public struct ExportReport: Sendable {
    public struct File: Sendable {
        /// Relative to the output directory.
        public let path: String
        public let byteCount: Int
        /// nil for files that describe others.
        public let rowCount: Int?
        /// nil for formats that do not write the graph.
        public let tripleCount: Int?
        /// In lower-case hexadecimal; nil where none was computed.
        public let sha512: String?
        /// In lower-case hexadecimal; nil where none was computed.
        public let sha256: String?
    }

    /// The graph that the formats carry.
    public struct Graph: Sendable {
        public let tripleCount: Int
        /// The SHA-256 of its canonical N-Quads (RDFC-1.0), in lower-case hexadecimal.
        public let sha256: String
    }

    public let check: CheckReport
    /// The output directory.
    public let path: String
    /// Empty where the dataset was not fit to export.
    public let files: [File]
    /// nil where the dataset was not fit to export, and where fewer than two formats carry the graph and N-Quads is
    /// not among them.
    public let graph: Graph?
    /// The processor time that encoding took, in seconds, by format.
    public let encodingSeconds: [(format: String, seconds: Double)]

    init(check: CheckReport, path: String, result: RunResult?) {
        self.check = check
        self.path = path
        files = (result?.findings.isFit ?? false ? result?.formats ?? [] : []).flatMap { format in
            format.parts.map { part in
                File(
                    path: part.path, byteCount: part.byteCount, rowCount: part.rowCount,
                    tripleCount: part.tripleCount > 0 ? part.tripleCount : nil,
                    sha512: part.sha512,
                    sha256: part.sha256)
            }
                + format.companions.map {
                    File(
                        path: $0.companion.path, byteCount: $0.fixity.byteCount, rowCount: nil, tripleCount: nil,
                        sha512: nil,
                        sha256: nil)
                }
        }
        encodingSeconds = result?.formats.map { ($0.format, $0.encodingSeconds) } ?? []
        graph = result?.graph.map { Graph(tripleCount: $0.tripleCount, sha256: $0.sha256) }
    }
}

/// What an import made.
public struct ImportReport: Sendable {
    /// The check of the new dataset; of the old one where rows of it could not be read.
    public let check: CheckReport
    /// The new dataset.
    public let path: String
    /// Rows by table that were copied, of the tables that have any.
    public let rowCounts: [(table: String, rows: Int)]
    /// How many values were brought into canonical form, by kind.
    public let normalized: [(kind: String, count: Int)]

    init(
        check: CheckReport, path: String, normalized: [(kind: String, count: Int)],
        rowCounts: [(table: String, rows: Int)] = []
    ) {
        self.check = check
        self.path = path
        self.normalized = normalized
        self.rowCounts = rowCounts
    }
}
