import CaseTesting
import Foundation
import Testing

/// Runs a script of this folder with the interpreter and the readers that Scripts/setup installs.
enum PythonRunner {
    static let folder = ToolRunner.packageRoot + "/Tests/Interoperability"

    /// What is installed for the scripts: readers of the formats, and validators of packages, whose dependencies differ.
    enum Environment: String {
        case formats = ".venv"
        case packages = ".venv-packages"

        var interpreter: String { ToolRunner.packageRoot + "/" + rawValue + "/bin/python" }
    }

    /// Expects that the script finds nothing wrong.
    static func expectSuccess(
        _ script: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectSuccess(script, arguments, sourceLocation: sourceLocation)
    }

    static func expectSuccess(
        _ script: String, _ arguments: [String], in environment: Environment = .formats,
        timeout: Duration = .seconds(300), sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard let run = try run(script, arguments, environment, timeout, sourceLocation) else { return }
        #expect(run.exitCode == 0, "\(run.text.suffix(4000))", sourceLocation: sourceLocation)
    }

    /// Expects that the script finds something wrong, and says so.
    ///
    /// - Parameter finding: what it has to say among other things.
    static func expectFailure(
        _ script: String, _ arguments: String..., finding: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectFailure(script, arguments, finding: finding, sourceLocation: sourceLocation)
    }

    static func expectFailure(
        _ script: String, _ arguments: [String], in environment: Environment = .formats,
        finding: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard let run = try run(script, arguments, environment, .seconds(300), sourceLocation) else { return }
        #expect(run.exitCode == 1, "\(run.text.suffix(4000))", sourceLocation: sourceLocation)
        let isFound = run.standardOutput.split(separator: "\n").contains {
            $0.hasPrefix("FOUND ") && (finding.isEmpty || $0.contains(finding))
        }
        #expect(isFound, "\(finding): \(run.text.suffix(4000))", sourceLocation: sourceLocation)
    }

    private static func run(
        _ script: String, _ arguments: [String], _ environment: Environment, _ timeout: Duration,
        _ place: SourceLocation
    ) throws -> ToolRun? {
        guard FileManager.default.isExecutableFile(atPath: environment.interpreter) else {
            Issue.record("there is no \(environment.rawValue)/bin/python; run Scripts/setup", sourceLocation: place)
            return nil
        }
        var runner = ToolRunner(in: folder)
        runner.timeout = timeout
        return try runner.run(program: [environment.interpreter, "\(folder)/\(script)"] + arguments)
    }
}
