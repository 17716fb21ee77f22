import CaseFormats
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Testing

/// The same dataset gives the same bytes, however it is gone through and wherever it lives.
@Suite struct DeterminismTests {
    private static let formats = FormatRegistry.all.map { $0.init(options: FormatOptions()) }

    /// A random dataset as a directory of CSV, one of NDJSON, a SQLite file and a PostgreSQL database, and what comes
    /// of it.
    private struct Sources {
        let directory = Result { try TemporaryDirectory() }
        let ndjson = Result { try TemporaryDirectory() }
        let database = Result { try TemporaryDirectory() }
        let reference: [String: String]
        #if PostgreSQL
        let server = Result { try PostgreSQLServer.shared().makeDatabase() }
        #endif

        init(seed: UInt64, schema: Schema = .standard) async throws {
            let dataset = RandomDataset(seed: seed, rowsPerTable: 60, schema: schema)
            try dataset.write(to: try directory.get(), order: .shuffled)
            try dataset.writeNDJSON(to: try ndjson.get(), order: .byBytes)
            try dataset.writeSQLite(to: try database.get(), name: "cases.sqlite")
            #if PostgreSQL
            try server.get().write(dataset)
            #endif
            reference = try await DeterminismTests.digests(of: DirectoryStore(path: try directory.get().path))
        }
    }

    static func digests(
        of store: any DatasetStore, threads: Int = 1, rowLimit: Int = RowBatch.rowLimit
    ) async throws -> [String: String] {
        var options = RunOptions()
        options.threads = threads
        options.rowLimit = rowLimit
        let output = try TemporaryDirectory()
        let result = try await export(
            try store.snapshot(), plan: ExportPlan(formats: formats), to: output("out"), replacing: false,
            options: options)
        try #require(result.findings.isFit, "\(result.findings.findings.prefix(3))")
        return try fileDigests(of: output("out"))
    }

    @Test(arguments: [1, 2, 7], [1, 3, 10_000])
    func workersAndBatches(threads: Int, rowLimit: Int) async throws {
        let sources = try await Sources(seed: 11)
        #expect(sources.reference.count > 60)
        var stores: [any DatasetStore] = [
            DirectoryStore(path: try sources.directory.get().path), DirectoryStore(path: try sources.ndjson.get().path),
            SQLiteStore(path: try sources.database.get()("cases.sqlite")),
        ]
        #if PostgreSQL
        stores.append(try sources.server.get().store(documents: try sources.directory.get()("documents")))
        #endif
        for store in stores {
            let digests = try await Self.digests(of: store, threads: threads, rowLimit: rowLimit)
            #expect(digests == sources.reference, "\(store.path)")
        }
    }

    @Test func smallRunsOnDisk() async throws {
        let sources = try await Sources(seed: 12)
        var store = DirectoryStore(path: try sources.directory.get().path)
        store.runLimit = 1000
        #expect(try await Self.digests(of: store, threads: 2) == sources.reference)
    }

    @Test(arguments: [
        ["TZ": "Asia/Kathmandu"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"], ["LC_ALL": "C", "TZ": "UTC"],
        ["HOME": "", "LANG": "", "PATH": "/nowhere:/usr/bin:/bin"],
    ])
    func environments(variables: [String: String]) throws {
        let output = try TemporaryDirectory()
        let arguments = ["export", ExampleDataset.original, "--to", "csv,excel,ndjson", "--output"]
        var tool = ToolRunner(in: output.path)
        #expect(try tool.run(arguments + ["one", "--threads", "1"]).exitCode == 0)
        tool.environment = variables
        #expect(try tool.run(arguments + ["two", "--threads", "7"]).exitCode == 0)
        let one = try fileDigests(of: output("one"))
        #expect(one.count > 60)
        #expect(try fileDigests(of: output("two")) == one)
    }

    @Test func countsAreTheSnapshots() async throws {
        let store = DirectoryStore(path: ExampleDataset.original)
        let output = try TemporaryDirectory()
        let result = try await export(
            try store.snapshot(), plan: ExportPlan(formats: Self.formats), to: output("out"), replacing: false,
            options: RunOptions())
        for table in try store.snapshot().schema.tables {
            let rows = try store.deliver(table.name).rows.count
            #expect(result.rowCounts.first { $0.table == table.name }?.rows ?? 0 == rows, "\(table.name)")
            for format in result.formats where format.parts.count > 1 {
                let part = format.parts.first { $0.layouts.map(\.table.name) == [table.name] }
                #expect(part?.rowCount ?? 0 == rows, "\(format.format) \(table.name)")
            }
        }
        let rows = result.rowCounts.reduce(0) { $0 + $1.rows }
        let triples = try #require(result.graph?.tripleCount)
        let graphs = result.formats.filter { $0.parts.count == 1 }
        #expect(graphs.map(\.format) == ["jsonld", "nquads", "rdfxml", "turtle"])
        for format in graphs {
            #expect(format.parts[0].rowCount == rows, "\(format.format)")
            #expect(format.parts[0].tripleCount == triples, "\(format.format)")
        }
    }
}
