import CaseTesting
import Foundation
import Testing

/// Commands, and what comes of each: its standard output, its standard error with `! ` before each line, and its exit
/// code.
///
///     $ caseexport check cases
///     ! cases: 3 rows in 2 tables, no findings; fit to export
///     exit 0
///
/// Lines before the first command that begin with `# ` are for readers. What is not `caseexport` runs in a shell
/// and prepares the next command.
struct Transcript {
    struct Step {
        let command: String
        var result = ""
    }

    let name: String
    private let head: String
    private let steps: [Step]

    static let folder = ToolRunner.packageRoot + "/Tests/CommandLineTests/Transcripts"

    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.sorted()
    }

    init(_ name: String) throws {
        self.name = name
        var head = ""
        var steps: [Step] = []
        let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if steps.isEmpty {
                head += line + "\n"
            } else {
                steps[steps.count - 1].result += line + "\n"
            }
        }
        self.head = head
        self.steps = steps
    }

    /// What the file says.
    var text: String { head + steps.map { "$ \($0.command)\n\($0.result)" }.joined() }

    /// What it would say now.
    func played() throws -> String {
        let dataset = try ExampleDataset()
        var text = head
        for step in steps {
            let isTool = step.command.hasPrefix("caseexport")
            var tool = dataset.tool
            tool.environment = ["PATH": Self.path, "COLUMNS": "", "LC_ALL": "C.UTF-8"]
            let run = try tool.run(program: ["sh", "-c", step.command])
            text += "$ \(step.command)\n" + run.standardOutput + Self.marked(run.standardError)
            if isTool || run.exitCode != 0 { text += "exit \(run.exitCode)\n" }
            if step.result.hasSuffix("\n\n") || step.result == "\n" { text += "\n" }
        }
        return text
    }

    /// The tool's folder first.
    private static let path =
        (ToolRunner.tool as NSString).deletingLastPathComponent + ":"
        + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")

    private static func marked(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
            text.isEmpty || text.hasSuffix("\n") ? 1 : 0
        )
        .map { $0.isEmpty ? "!\n" : "! \($0)\n" }.joined()
    }

    func record(_ text: String) throws {
        try text.write(toFile: Self.folder + "/" + name, atomically: true, encoding: .utf8)
    }
}
