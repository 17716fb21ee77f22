import CaseTesting
import Foundation
import Testing

/// What an export of a spoilt reference case does.
struct Refusal {
    let run: ToolRun
    let neighbours: [String]

    /// Exports `cases/` into `export/`.
    init(
        _ dataset: ExampleDataset, input: String = "cases", output: String = "export", tool: ToolRunner? = nil,
        arguments: [String] = []
    ) throws {
        let before = dataset.neighbours
        run = try (tool ?? dataset.tool).run(["export", input, "--to", "csv,ndjson", "--output", output] + arguments)
        neighbours = dataset.neighbours.filter { !before.contains($0) }
    }

    /// Expects a finding at a place, exit code 65, and nothing written.
    func expectFinding(
        _ code: String, at place: String, saying message: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lines = run.standardOutput.split(separator: "\n")
        #expect(
            lines.contains {
                ($0.hasPrefix("error \(code) \(place): ") || $0.hasPrefix("error \(code) \(place), "))
                    && (message.isEmpty || $0.contains(message))
            },
            "\(run.text.prefix(2000))", sourceLocation: sourceLocation)
        expect(65, sourceLocation: sourceLocation)
    }

    /// Expects an error in one line, an exit code, and nothing written.
    func expectError(_ message: String, exitCode: Int32, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            run.standardError.hasPrefix("caseexport: ") && run.standardError.contains(message)
                && run.standardError.split(separator: "\n").count == 1,
            "\(run.text.prefix(2000))", sourceLocation: sourceLocation)
        #expect(run.standardOutput.isEmpty, sourceLocation: sourceLocation)
        expect(exitCode, sourceLocation: sourceLocation)
    }

    private func expect(_ exitCode: Int32, sourceLocation: SourceLocation) {
        #expect(run.exitCode == exitCode, "\(run.text.prefix(2000))", sourceLocation: sourceLocation)
        #expect(neighbours == [], sourceLocation: sourceLocation)
    }
}

extension ToolRunner {
    /// As somebody who may not read everything, where the tests run as root.
    func withoutPrivileges() -> ToolRunner {
        guard geteuid() == 0 else { return self }
        var tool = self
        tool.wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        return tool
    }
}
