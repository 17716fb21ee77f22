import CaseDisclosure
import Testing

@Suite struct ProfileTests {
    private func read(_ text: String, name: String = "own") throws(ProfileProblem) -> Profile {
        try ProfileReader.read(Array(text.utf8), name: name)
    }

    private func problem(_ text: String, name: String = "own") -> String {
        do {
            return "none: \(try read(text, name: name))"
        } catch {
            return error.description
        }
    }

    @Test func everyKeyIsRead() throws {
        let profile = try read(
            """
            // JSON5
            {
              title: 'For everybody', audience: "registered", "formats": ["csv", "turtle",],
              licence: { spdx: "CC-BY-4.0", url: "https://example.org/by" },
              container: "tar.gz", excelDelimiter: ";", documents: false, permittedTexts: ["a", "b\\u0020c"], /* end */
            }
            """)
        #expect(
            profile
                == Profile(
                    name: "own", title: "For everybody", audience: "registered", formats: ["csv", "turtle"],
                    licence: "CC-BY-4.0", licenceURL: "https://example.org/by", container: "tar.gz",
                    excelDelimiter: ";", includesDocuments: false, permittedTexts: ["a", "b c"]))
    }

    @Test func whatIsLeftOutHasADefault() throws {
        #expect(
            try read("{title: 'T', audience: 'public', formats: ['csv']}")
                == Profile(name: "own", title: "T", audience: "public", formats: ["csv"]))
    }

    @Test func theShippedProfiles() throws {
        #expect(ShippedProfiles.names == ["preservation", "public", "researcher"])
        let profiles = try ShippedProfiles.names.map { try #require(try ShippedProfiles.profile(named: $0)) }
        #expect(profiles.map(\.audience) == ["sealed", "public", "researcher"])
        #expect(profiles.map(\.name) == ShippedProfiles.names)
        #expect(profiles[1].formats.count == 7 && profiles[1].container == "zip")
        #expect(try ShippedProfiles.profile(named: "Public") == nil)
    }

    @Test(arguments: [
        ("audiense: 'public'", "profile own: there is no key \"audiense\"; do you mean audience?"),
        ("colour: 'red'", "profile own: there is no key \"colour\"; it may be title audience formats licence"),
        (
            "audience: 'secret'",
            "profile own: audience: \"secret\" is none of public registered researcher internal sealed"
        ),
        ("audience: 'Public'", "profile own: audience: \"Public\" is none of"),
        ("audience: 3", "profile own: audience: is not a text"),
        ("container: 'rar'", "profile own: container: \"rar\" is none of zip tar.gz tar directory"),
        ("excelDelimiter: '|'", "profile own: excelDelimiter: \"|\" is none of , ;"),
        ("documents: 'yes'", "profile own: documents: is not true or false"),
        ("documents: null", "profile own: documents: is null; leave the key out"),
        ("formats: []", "profile own: formats: is empty"),
        ("formats: ['csv', 'csv']", "profile own: formats[1]: \"csv\" is there twice"),
        ("formats: ['csv', 1]", "profile own: formats[1]: is not a text"),
        ("formats: 'csv'", "profile own: formats: is not"),
        ("permittedTexts: ['a', '']", "profile own: permittedTexts[1]: is empty"),
        ("licence: 'CC0-1.0'", "profile own: licence: is not"),
        ("licence: {url: 'https://e.org/'}", "profile own: licence: the key spdx is missing"),
        ("licence: {spdx: 'CC0 1.0'}", "profile own: licence.spdx: is not an SPDX identifier"),
        ("licence: {spdx: 'CC0-1.0', url: 'x'}", "profile own: licence.url: is not an absolute URL"),
        (
            "licence: {spdx: 'CC0-1.0', url: 'javascript:alert(1)'}",
            "profile own: licence.url: is no address of the web"
        ),
        ("licence: {spdx: 'CC0-1.0', uri: 'x'}", "profile own: licence: there is no key \"uri\"; do you mean url?"),
        ("title: 'a\\nb'", "profile own: title: is not one line of text"),
    ]) func aMistakeIsNamed(entry: String, message: String) {
        let key = entry.prefix { $0 != ":" }
        let others = ["title: 'T'", "audience: 'public'", "formats: ['csv']"].filter { !$0.hasPrefix(key + ":") }
        let found = problem("{\((others + [entry]).joined(separator: ", "))}")
        #expect(found.hasPrefix(message), "\(found)")
    }

    @Test func whatIsNoProfile() {
        #expect(problem("{audience: 'public', formats: ['csv']}") == "profile own: the key title is missing")
        #expect(problem("").hasPrefix("profile own: is not JSON5"))
        #expect(problem("{title: }").hasPrefix("profile own: is not JSON5"))
        #expect(problem("[]").hasPrefix("profile own: is not an object"))
        #expect(problem("{title: 'T', audience: 'public', formats: ['csv']} {}").hasPrefix("profile own: is not JSON5"))
        #expect(problem(String(repeating: "[", count: 100_000)).hasPrefix("profile own: is not JSON5"))
        #expect(problem("{}" + String(repeating: " ", count: 1 << 20)).contains("1048576 are the limit"))
        for name in ["", "Own", "a/b", "1a", "-a", "ä", String(repeating: "a", count: 41)] {
            #expect(problem("{}", name: name).contains("a profile's name is"))
        }
    }
}
