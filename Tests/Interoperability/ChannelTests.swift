import CaseTesting
import Foundation
import Testing

/// The documents of a channel before programs that other people wrote.
@Suite(.serialized)
struct ChannelTests {
    /// What a channel is, and what of it is checked.
    static let channels = ["as it is", "without a release", "many releases, no address"] + hostile.keys.sorted()

    /// Texts that stand everywhere in a channel.
    private static let hostile = [
        "markup everywhere": "</script></title><!-- ]]> \" ' \\ & <b>",
        "controls everywhere": "a\u{0}\u{85}\u{2028}\u{FFFF}\u{202E} é 漢字 עברית 🕊️\r\n\t{}^`|",
    ]

    private static func make(_ channel: String) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        switch channel {
        case "as it is": try SampleCatalogue.write(to: directory)
        case "without a release": try SampleCatalogue.write(to: directory, releaseCount: 0)
        case "many releases, no address": try SampleCatalogue.write(to: directory, releaseCount: 120)
        default: try SampleCatalogue.write(to: directory, hostile: Self.hostile[channel] ?? "")
        }
        return directory
    }

    @Test(arguments: channels, ["catalog", "feed", "page"])
    func accepted(channel: String, check: String) throws {
        let directory = try Self.make(channel)
        try PythonRunner.expectSuccess("check_channel.py", directory.path, check)
    }

    @Test func digestsAreThoseOfTheDownloads() throws {
        let directory = try Self.make("as it is")
        try PythonRunner.expectSuccess("check_channel.py", directory.path, "sums")
    }

    @Test(arguments: channels) func browserFindsNothingWrongWithThePage(of channel: String) throws {
        let directory = try Self.make(channel)
        try PythonRunner.expectSuccess("check_page.py", "--metadata", directory("index.html"))
    }

    static let damages: [(check: String, file: String, text: String, other: String)] = [
        ("feed", "feed.atom", "<entry>", "<item>"),
        ("feed", "feed.atom", "length=\"", "length=\"1"),
        ("feed", "feed.atom", "<updated>", "<changed/><updated>2026</updated><updated>"),
        ("catalog", "catalog.ttl", "dcat:byteSize \"", "dcat:byteSize \"1"),
        ("catalog", "catalog.jsonld", "\"dcat:accessURL\"", "\"dcat:accessUrl\""),
        ("catalog", "catalog.ttl", "xsd:dateTime", "xsd:date"),
        ("page", "index.html", "\"sha256\":\"", "\"sha256\":\"0"),
        ("sums", "releases/20261122T020000Z-0a1b/changes.csv", "changes", "Changes"),
    ]

    @Test(arguments: damages.indices) func damageIsFound(_ index: Int) throws {
        let (check, file, text, other) = Self.damages[index]
        let directory = try Self.make("as it is")
        var document = String(decoding: try directory.read(file), as: UTF8.self)
        document.replaceSubrange(try #require(document.firstRange(of: text)), with: other)
        try directory.write(document, to: file)
        try PythonRunner.expectFailure("check_channel.py", directory.path, check)
    }
}
