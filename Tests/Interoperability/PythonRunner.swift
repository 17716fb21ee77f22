import CaseTesting
import Foundation
import Testing

/// Runs a script of this folder with the interpreter and the readers that Scripts/setup installs.
enum PythonRunner {
    static let folder = ToolRunner.packageRoot + "/Tests/Interoperability"
    static let interpreter = ToolRunner.packageRoot + "/.venv/bin/python"

    /// Expects that the script finds nothing wrong.
    static func expectSuccess(
        _ script: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard let run = try run(script, arguments, sourceLocation) else { return }
        #expect(run.exitCode == 0, "\(run.text.suffix(4000))", sourceLocation: sourceLocation)
    }

    /// Expects that the script finds something wrong, and says so.
    static func expectFailure(
        _ script: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard let run = try run(script, arguments, sourceLocation) else { return }
        #expect(run.exitCode == 1, "\(run.text.suffix(4000))", sourceLocation: sourceLocation)
        #expect(run.standardOutput.contains("FOUND "), "\(run.text.suffix(4000))", sourceLocation: sourceLocation)
    }

    private static func run(_ script: String, _ arguments: [String], _ place: SourceLocation) throws -> ToolRun? {
        guard FileManager.default.isExecutableFile(atPath: interpreter) else {
            Issue.record("there is no .venv/bin/python; run Scripts/setup", sourceLocation: place)
            return nil
        }
        return try ToolRunner(in: folder).run(program: [interpreter, "\(folder)/\(script)"] + arguments)
    }
}
