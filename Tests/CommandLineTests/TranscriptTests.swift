import CaseTesting
import Foundation
import Testing

/// What users see: `Transcripts/*.txt`, played in a directory with a copy of the reference case, `cases/`.
@Suite struct TranscriptTests {
    /// With CASEEXPORT_RECORD=1 the files are written anew; read the diff before you commit it.
    @Test(arguments: Transcript.names)
    func isCurrent(name: String) throws {
        let transcript = try Transcript(name)
        let played = try transcript.played()
        if ProcessInfo.processInfo.environment["CASEEXPORT_RECORD"] == "1" { try transcript.record(played) }
        let current = try Transcript(name).text
        if played != current {
            let (found, expected) = (played.components(separatedBy: "\n"), current.components(separatedBy: "\n"))
            let line = zip(found, expected).prefix { $0 == $1 }.count
            Issue.record(
                """
                Transcripts/\(name):\(line + 1) differs; Scripts/record rewrites it
                expected: \(line < expected.count ? expected[line] : "the end")
                found:    \(line < found.count ? found[line] : "the end")
                """)
        }
    }

    /// Each exit code is in a transcript but for two: 130 (see `InterruptionTests`), and 2, which only a fault of the
    /// tool itself can bring about.
    @Test func everyExitCode() throws {
        let text = try Transcript.names.map { try Transcript($0).text }.joined(separator: "\n")
        let codes = Set(text.split(separator: "\n").compactMap { $0.hasPrefix("exit ") ? Int($0.dropFirst(5)) : nil })
        #expect(codes.isSuperset(of: [0, 64, 65, 66, 73, 75]))
    }

    @Test func everyCommandHasItsHelp() throws {
        let text = try Transcript("help.txt").text
        let root = try ToolRunner(in: "/").run("--help").standardOutput
        // The list ends with an empty line.
        let list = root.components(separatedBy: "SUBCOMMANDS:\n").last?.components(separatedBy: "\n\n").first ?? ""
        let commands = list.split(separator: "\n").filter { !$0.hasPrefix("   ") }.compactMap {
            $0.split(separator: " ").first
        }
        #expect(commands.count >= 4)
        for command in commands { #expect(text.contains("$ caseexport \(command) --help\n"), "\(command)") }
    }
}
