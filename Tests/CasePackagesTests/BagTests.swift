import CasePackages
import CaseTesting
import Testing

@Suite struct BagTests {
    static func document(_ tagFile: TagFile, _ facts: ReleaseFacts) throws -> String {
        String(decoding: try #require(try tagFile.document(facts, tagFiles: [])).bytes, as: UTF8.self)
    }

    @Test func payloadOxumCountsThePayloadOnly() {
        let files = [
            SampleRelease.file("data/a", "text/plain", format: "x"),
            SampleRelease.file("data/bc", "text/plain", format: "x"),
            SampleRelease.file("metadata/d", "text/plain", format: "x"),
        ]
        #expect(Bag.payloadOxum(files) == "13.2")
        #expect(Bag.payloadOxum([]) == "0.0")
    }

    @Test func manifestIsSortedByBytes() throws {
        var facts = SampleRelease.facts()
        facts.files = ["data/b", "data/a/z", "data/a.b", "data/B", "data/a-b", "data/a_b"].map {
            SampleRelease.file($0, "text/plain", format: "x")
        }
        facts.files.removeAll { $0.path == "data/B" }
        let lines = try Self.document(.manifest, facts).split(separator: "\n")
        #expect(lines.map { $0.dropFirst(130) } == ["data/a-b", "data/a.b", "data/a/z", "data/a_b", "data/b"])
        #expect(lines.allSatisfy { $0.dropFirst(128).hasPrefix("  ") })
    }

    @Test(arguments: [
        "data/é", "data/a b", "data//a", "data/", "/data/a", "data/../a", "data/a.", "data/.", "data/a\nb",
        "data/a%0Ab",
        "data/a\\b", "data/~a", "data/a:b", "data/\u{212A}",
        "data/" + String(repeating: "a", count: 196),
    ])
    func otherNamesAreRefused(path: String) throws {
        var facts = SampleRelease.facts()
        facts.files.append(SampleRelease.file(path, "text/plain", format: "x"))
        for make in [
            { try TagFile.manifest.document(facts, tagFiles: []) },
            { try PayloadDescription.crate.document(facts, page: nil) },
        ] {
            let problem = try #require(throws: PackageProblem.self) { _ = try make() }
            #expect(problem.path == path)
            #expect(!problem.hint.isEmpty)
        }
    }

    @Test func aPathOfTheGreatestLengthIsTaken() throws {
        var facts = SampleRelease.facts()
        facts.files.append(
            SampleRelease.file("data/" + String(repeating: "a", count: 195), "text/plain", format: "x"))
        #expect(try TagFile.manifest.document(facts, tagFiles: []) != nil)
    }

    @Test(arguments: [["data/a", "data/A"], ["data/a", "data/a"], ["data/a", "data/a/b"], ["data/A/b", "data/a"]])
    func pathsThatFileSystemsCannotKeepApartAreRefused(paths: [String]) throws {
        var facts = SampleRelease.facts()
        facts.files += paths.map { SampleRelease.file($0, "text/plain", format: "x") }
        #expect(throws: PackageProblem.self) { try TagFile.manifest.document(facts, tagFiles: []) }
    }

    @Test(arguments: ["", "a/b", "a b", "é", ".", "..", String(repeating: "a", count: 201)])
    func otherBagNamesAreRefused(name: String) {
        var facts = SampleRelease.facts()
        facts.name = name
        #expect(throws: PackageProblem.self) { try TagFile.manifest.document(facts, tagFiles: []) }
    }

    @Test func aFileWithoutADigestIsRefused() {
        var facts = SampleRelease.facts()
        facts.files[0].sha512 = ""
        #expect(throws: PackageProblem.self) { try TagFile.manifest.document(facts, tagFiles: []) }
    }

    @Test func theTagManifestListsAllButTagManifests() throws {
        let files = ["bagit.txt", "metadata/premis.xml", "manifest-sha512.txt", "tagmanifest-sha512.txt.sig"].map {
            SampleRelease.file($0, "text/plain", format: "x")
        }
        let document = try #require(try TagFile.tagManifest.document(SampleRelease.facts(), tagFiles: files))
        let paths = String(decoding: document.bytes, as: UTF8.self).split(separator: "\n").map { $0.dropFirst(130) }
        #expect(paths == ["bagit.txt", "manifest-sha512.txt", "metadata/premis.xml"])
    }

    /// Reads as bagit.py does: what is behind a line's end is one space away from what is before it.
    private static func elements(_ text: String) -> [(label: String, value: String)] {
        var elements: [(label: String, value: String)] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix(" ") {
                elements[elements.count - 1].value += " " + line.drop { $0 == " " }
            } else {
                let colon = line.firstIndex(of: ":")!
                elements.append((String(line[..<colon]), String(line[line.index(colon, offsetBy: 2)...])))
            }
        }
        return elements
    }

    @Test func longValuesAreFolded() throws {
        let long = String(repeating: "word ", count: 2000) + String(repeating: "x", count: 200) + " ende: é 🕊️"
        let facts = SampleRelease.facts(changing: ["title": "T", "description": long])
        let text = try Self.document(.info, facts)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "" && !lines.dropLast().contains(""))
        let wide = lines.filter { $0.unicodeScalars.count > 79 }
        #expect(wide.map { String($0) } == [" " + String(repeating: "x", count: 200)])
        let value = Self.elements(text).first { $0.label == "External-Description" }?.value
        #expect(value == "T: " + long)
    }

    /// Readers take other characters than LF for the end of a line as well.
    @Test func whatEndsALineIsASpace() throws {
        let breaks = ["\n", "\r", "\r\n", "\t", "\u{B}", "\u{C}", "\u{1C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{0}"]
        let title = "a" + breaks.joined(separator: "b:") + "c"
        let text = try Self.document(.info, SampleRelease.facts(changing: ["title": title]))
        #expect(
            !text.unicodeScalars.contains {
                $0 != "\n" && ($0.value < 0x20 || [0x85, 0x2028, 0x2029].contains($0.value))
            })
        let value = Self.elements(text).first { $0.label == "External-Description" }?.value
        #expect(value?.hasPrefix("a b: b: b: b: b: b: b: b: b: b: c: What was heard") == true)
    }

    @Test(arguments: [
        ("The keeper", "Contact-Name"), ("keeper@example.org", "Contact-Email"), ("https://example.org/contact", nil),
        ("www.example.org", nil), ("0123 456789", nil), ("Ann, ann@example.org", nil), ("", nil),
    ])
    func aContactIsANameOrAnAddress(contact: String, label: String?) throws {
        let text = try Self.document(.info, SampleRelease.facts(changing: ["contact": contact]))
        let found = Self.elements(text).filter { $0.label.hasPrefix("Contact-") }
        #expect(found.map(\.label) == (label.map { [$0] } ?? []))
        #expect(found.allSatisfy { $0.value == contact })
    }

    @Test func theDeclarationIsTwoLines() throws {
        let text = try Self.document(.declaration, SampleRelease.facts())
        #expect(text == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    }
}
