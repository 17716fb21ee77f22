import CaseExport
import CaseModel
import CaseTesting
import Foundation
import Testing

/// What a user can meet is documented: commands, flags, exit codes, findings, tables, columns, kinds, formats.
@Suite struct DocumentationTests {
    // MARK: The command line

    @Test func everyCommandHasASection() throws {
        let page = try Page("CommandLine")
        for command in try Tool.commands() {
            #expect(page.section(of: "## `caseexport \(command.name)`") != nil, "no section for \(command.name)")
        }
    }

    @Test func everyFlagIsInItsCommandsSectionOrAmongThoseOfSeveral() throws {
        let page = try Page("CommandLine")
        let shared = try #require(page.section(of: "## Flags of several commands"))
        for command in try Tool.commands() {
            let own = page.section(of: "## `caseexport \(command.name)`") ?? ""
            for flag in command.flags {
                let isDocumented = [own, shared].contains { $0.contains("| `\(flag)`") || $0.contains(", `\(flag)` |") }
                #expect(isDocumented, "\(command.name) \(flag)")
            }
        }
    }

    @Test func everyDocumentedFlagIsThere() throws {
        let flags = Set(try Tool.commands().flatMap(\.flags))
        let documented = try Page("CommandLine").text.matches(of: /\| `(-[^`]+)`/).map { String($0.1) }
        #expect(!documented.isEmpty)
        for flag in documented { #expect(flags.contains(flag), "\(flag)") }
    }

    @Test func exitCodesAreThoseOfTheHelp() throws {
        let page = try Page("CommandLine")
        let table = try #require(page.section(of: "## Exit codes"))
        let documented = table.split(separator: "\n").compactMap { row in
            row.hasPrefix("| `") ? Int(row.dropFirst(3).prefix { $0 != "`" }) : nil
        }
        let commands = try Tool.commands()
        #expect(documented == Set(commands.flatMap(\.exitCodes)).sorted())
        for command in commands {
            #expect(!command.exitCodes.isEmpty, "the help of \(command.name) ends without exit codes")
            let words = "Exit codes: \(command.exitCodes.map { "`\($0)`" }.joined(separator: ", "))."
            #expect(page.section(of: "## `caseexport \(command.name)`")?.contains(words) == true, "\(command.name)")
        }
    }

    @Test func everyFormatHasASection() throws {
        let page = try Page("Formats")
        #expect(page.headings(level: 2).filter { $0 != "Overview" }.sorted() == Format.all.map(\.name).sorted())
    }

    // MARK: Findings

    @Test func findingCodesAreTheHeadings() throws {
        let documented = try Page("Checking").headings(level: 3).filter { $0.hasPrefix("`") }
        #expect(documented.sorted() == FindingCode.all.map { "`\($0.name)`" }.sorted())
    }

    @Test(arguments: FindingCode.all.map(\.name))
    func findingHasItsSeverityAndAnExample(_ name: String) throws {
        let code = try #require(FindingCode.all.first { $0.name == name })
        let section = try #require(try Page("Checking").section(of: "### `\(name)`"))
        #expect(section.contains(code.severity == .error ? "\n*Error.* " : "\n*Warning.* "))
        #expect(section.contains("\n```\n\(code.severity.rawValue) \(name) "))
    }

    @Test func codesOfVerifyingAreInTheirTable() throws {
        let rows = try #require(try Page("Verifying").generated).matches(of: /\| `([^`]+)` \| (error|warning) \|/)
        #expect(rows.map { "\($0.1)" } == FindingCode.verification.map(\.name), "run Scripts/generate")
        #expect(rows.map { "\($0.2)" } == FindingCode.verification.map(\.severity.rawValue))
        #expect(Set(FindingCode.everywhere.map(\.name)).count == FindingCode.everywhere.count)
    }

    // MARK: The model

    @Test(arguments: Schema.standard.layouts.map(\.table.name))
    func tableHasASectionWithEveryColumn(_ name: String) throws {
        let layout = try #require(Schema.standard.layout(named: name))
        let section = try #require(try Page("Model").section(of: "### \(name)"))
        for column in layout.columns.map(\.column) {
            let isDocumented = ["", "*", "**"].contains { section.contains("\n| \($0)\(column.name)\($0) | `") }
            #expect(isDocumented, "\(name).\(column.name)")
        }
    }

    @Test func dictionaryIsCurrent() throws {
        let dictionary = DictionaryWriter.markdown(.standard).components(separatedBy: "\n## ").dropFirst()
        let expected = dictionary.map { "\n### \($0)" }.joined() + "\n"
        #expect(try Page("Model").generated == expected, "run Scripts/generate")
    }

    @Test func everyKindHasARow() throws {
        let section = try #require(try Page("Model").section(of: "### Kinds"))
        for kind in Kind.all { #expect(section.contains("\n| `\(kind.name)` | "), "\(kind.name)") }
    }

    @Test func everyKeyOfTheDescriptionHasARow() throws {
        let section = try #require(try Page("Datasets").section(of: "### dataset.json"))
        for column in try #require(Schema.standard.table(named: "dataset")).columns {
            let name = column.isRequired ? "**`\(column.name)`**" : "`\(column.name)`"
            #expect(section.contains("\n| \(name) | `\(column.kind.name)` | "), "\(column.name)")
        }
    }

    @Test func vocabulariesAreCurrent() throws {
        var expected = ""
        var scheme = ""
        for row in ShippedConcepts.rows {
            if row.text(0) != scheme {
                scheme = row.text(0)
                expected += "\n### \(scheme)\n\n| code | label | definition | broader |\n|---|---|---|---|\n"
            }
            let broader = row.text(4).isEmpty ? "" : "`\(row.text(4))`"
            expected += "| `\(row.text(1))` | \(row.text(2)) | \(row.text(3)) | \(broader) |\n"
        }
        #expect(try Page("Vocabularies").generated == expected + "\n", "run Scripts/generate")
    }

    // MARK: The pages themselves

    @Test func readmeIsShortAndItsLinksLeadSomewhere() throws {
        let text = try String(contentsOf: Page.root.appending(path: "README.md"), encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151, "150 lines are the limit")
        let links = text.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
        #expect(!links.isEmpty)
        for link in links {
            #expect(FileManager.default.fileExists(atPath: Page.root.appending(path: link).path), "\(link)")
        }
    }

    @Test func readmeHasTheHashOfTheExample() throws {
        let file = ToolRunner.packageRoot + "/Exports/example/release/rdf/dataset.nq"
        let run = try ToolRunner(in: ToolRunner.packageRoot).run("graph", file, "--hash")
        let hash = String(run.standardOutput.prefix(64))
        let readme = try String(contentsOf: Page.root.appending(path: "README.md"), encoding: .utf8)
        #expect(hash.utf8.count == 64 && readme.contains("N-Quads: \(hash)\n") && readme.contains("\(hash)  export"))
    }

    /// Where the zlib is the one that the README names; what is compressed depends on it.
    @Test func readmeHasTheDigestOfTheBundle() throws {
        let output = try TemporaryDirectory()
        let run = try ToolRunner(in: output.path).run(
            "bundle", ExampleDataset.original, "--output", "example.zip", "--quiet")
        let line = try #require(run.standardOutput.split(separator: "\n").last)
        let readme = try String(contentsOf: Page.root.appending(path: "README.md"), encoding: .utf8)
        let premis = try ToolRunner(in: output.path).run(program: [
            "unzip", "-p", "example.zip", "*/metadata/premis.xml",
        ])
        try #require(premis.standardOutput.contains("zlib "))
        guard premis.standardOutput.contains("zlib 1.2.13") else { return }
        #expect(readme.contains("\n\(line)\n"), "the bundle is \(line)")
    }

    @Test func landingPageListsEveryPageAndLinksLeadToPages() throws {
        let pages = try Page.names()
        let landing = try Page("CaseExport").text
        for name in pages where name != "CaseExport" { #expect(landing.contains("- <doc:\(name)>"), "\(name)") }
        for name in pages {
            for link in try Page(name).text.matches(of: /<doc:([^>#]+)/) {
                #expect(pages.contains(String(link.1)), "\(name) links to \(link.1)")
            }
        }
    }
}

/// A page of the documentation catalogue.
private struct Page {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let catalogue = root.appending(path: "Sources/CaseExport/CaseExport.docc")

    let text: String

    init(_ name: String) throws {
        let folder = name.first?.isNumber == true ? "Decisions/" : ""
        text = try String(contentsOf: Self.catalogue.appending(path: "\(folder)\(name).md"), encoding: .utf8)
    }

    static func names() throws -> [String] {
        try ["", "Decisions"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: catalogue.appending(path: folder).path)
        }
        .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    }

    func headings(level: Int) -> [String] {
        let mark = String(repeating: "#", count: level) + " "
        return text.split(separator: "\n").filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
    }

    /// What stands under a heading, up to the next of its level or above.
    func section(of heading: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: Substring(heading)) else { return nil }
        let level = heading.prefix { $0 == "#" }.count
        let rest = lines[(start + 1)...].prefix { line in
            let marks = line.prefix { $0 == "#" }.count
            return marks == 0 || marks > level || !line.dropFirst(marks).hasPrefix(" ")
        }
        return "\n" + rest.joined(separator: "\n") + "\n"
    }

    /// What `Scripts/document-model` writes; nil where there is no such part.
    var generated: String? {
        let parts = text.components(separatedBy: "<!-- generated: begin -->\n")
        guard parts.count == 2 else { return nil }
        return parts[1].components(separatedBy: "<!-- generated: end -->").first
    }
}

/// What the tool says of its own command line.
private struct Tool {
    struct Command {
        let name: String
        /// With their hyphens.
        let flags: [String]
        let exitCodes: [Int]
    }

    private struct Description: Decodable {
        let command: Item
    }

    private struct Item: Decodable {
        let commandName: String
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Item]?
    }

    private struct Argument: Decodable {
        let names: [Name]?
    }

    private struct Name: Decodable {
        let kind: String
        let name: String
    }

    static func commands() throws -> [Command] {
        let description = try JSONDecoder().decode(Description.self, from: try run("--experimental-dump-help"))
        let items = (description.command.subcommands ?? []).filter { $0.commandName != "help" }
        try #require(!items.isEmpty)
        return items.map { item in
            let flags = (item.arguments ?? []).flatMap { $0.names ?? [] }.map {
                ($0.kind == "long" ? "--" : "-") + $0.name
            }
            let sentence = item.discussion?.components(separatedBy: "Exit codes: ").dropFirst().first ?? ""
            let codes = sentence.components(separatedBy: " · ").compactMap { Int($0.prefix { $0 != " " }) }
            return Command(name: item.commandName, flags: flags, exitCodes: codes)
        }
    }

    private static func run(_ arguments: String...) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: binary)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data
    }

    /// The tool beside the test bundle.
    private static var binary: String {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        let folder = bundle.map { URL(filePath: $0).deletingLastPathComponent() }
        return (folder ?? Page.root.appending(path: ".build/release")).appending(path: "caseexport").path
    }
}
