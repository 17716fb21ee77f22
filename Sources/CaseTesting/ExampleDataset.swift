package import Foundation

/// A copy of the reference case in a directory of its own, `cases/`, to be spoilt.
package struct ExampleDataset: Sendable {
    package let scratch: TemporaryDirectory

    package static let original = ToolRunner.packageRoot + "/Exports/example/dataset"

    package init() throws {
        scratch = try TemporaryDirectory()
        try FileManager.default.copyItem(atPath: Self.original, toPath: path)
    }

    package var path: String { scratch.path + "/cases" }

    package func file(_ name: String) -> String { path + "/" + name }

    package func bytes(of name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file(name))) }

    package func write(_ bytes: Data, to name: String) throws {
        try bytes.write(to: URL(fileURLWithPath: file(name)))
    }

    package func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    /// Appends a line to a table.
    package func append(_ line: String, to name: String) throws {
        try write(try bytes(of: name) + Data((line + "\n").utf8), to: name)
    }

    /// Changes one line of a table; the header is line 1.
    package func change(line: Int, of name: String, _ body: (inout String) -> Void) throws {
        var lines = String(decoding: try bytes(of: name), as: UTF8.self).components(separatedBy: "\n")
        body(&lines[line - 1])
        try write(lines.joined(separator: "\n"), to: name)
    }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

    /// The names beside the dataset, those that begin with a dot too.
    package var neighbours: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0 != "cases" }.sorted()) ?? []
    }

    /// Runs the tool beside the dataset.
    package var tool: ToolRunner { ToolRunner(in: scratch.path) }
}

/// Generates a dataset with Scripts/generate-dataset.
///
/// - Parameter path: a directory, or a SQLite file if it ends so.
package func generateDataset(statements: Int, seed: Int, at path: String, ids: String = "padded") throws {
    var runner = ToolRunner(in: ToolRunner.packageRoot)
    runner.environment["CASEEXPORT"] = ToolRunner.tool
    let run = try runner.run(program: [
        "python3", ToolRunner.packageRoot + "/Scripts/generate-dataset", "--quiet", "--statements", String(statements),
        "--seed", String(seed), "--ids", ids, "--output", path,
    ])
    guard run.exitCode == 0 else { throw ToolFailure("the dataset was not generated: \(run.standardError)") }
}
