import CaseFiles
import CaseModel
import CaseReleases
import CaseTesting
import Foundation
import Testing

/// Each clause of RFC 8493 has a bag that keeps to it and one that does not.
@Suite struct BagClauseTests {
    /// A bag, what is done to its files, and the codes of the findings that come of it, warnings too.
    struct Clause: CustomTestStringConvertible, Sendable {
        let name: String
        let codes: [String]
        let bag: @Sendable (inout TestBag) -> Void
        let change: @Sendable (inout [String: [UInt8]]) -> Void

        init(
            _ name: String, _ codes: [String] = [], bag: @escaping @Sendable (inout TestBag) -> Void = { _ in },
            change: @escaping @Sendable (inout [String: [UInt8]]) -> Void = { _ in }
        ) {
            self.name = name
            self.codes = codes
            self.bag = bag
            self.change = change
        }

        var testDescription: String { name }
    }

    @Test(arguments: declaration + manifests + paths + tagManifests + info + fetching + encodings)
    func clause(_ clause: Clause) async throws {
        let directory = try TemporaryDirectory()
        var bag = TestBag()
        clause.bag(&bag)
        let path = try bag.write(to: directory, changing: clause.change)
        let outcome = try await verify(path, VerificationOptions())
        let codes = Set(outcome.findings.counts.keys.map(\.name))
        #expect(
            codes == Set(clause.codes),
            "\(outcome.findings.findings.map { "\($0.code.name) \($0.place): \($0.message)" })")
    }

    /// Swift takes these two names for the same text; file systems do not.
    @Test func namesThatDifferInUnicodeFormOnly() async throws {
        let directory = try TemporaryDirectory()
        let path = try TestBag().write(to: directory) { files in
            let line = TestBag.digest([], .sha512) + "  data/"
            files["manifest-sha512.txt"]? += Array((line + "\u{FC}\n" + line + "u\u{308}\n").utf8)
            files["tagmanifest-sha512.txt"] = nil
            files["bag-info.txt"] = nil
        }
        for name in ["\u{FC}", "u\u{308}"] {
            #expect(close(open(path + "/data/" + name, O_WRONLY | O_CREAT, 0o644)) == 0)
        }
        let outcome = try await verify(path, VerificationOptions())
        #expect(Set(outcome.findings.counts.keys.map(\.name)) == ["no-tag-manifest", "twin-paths"])
        #expect(outcome.fileCount == 6)
    }

    @Test func aBagWithoutItsPayloadFolder() async throws {
        let directory = try TemporaryDirectory()
        var bag = TestBag()
        bag.payload = [:]
        let path = try bag.write(to: directory)
        try FileManager.default.removeItem(atPath: path + "/data")
        let outcome = try await verify(path, VerificationOptions())
        #expect(outcome.findings.counts.keys.map(\.name) == ["no-payload"])
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The text of a manifest with each line changed.
    private static func lines(_ text: String, _ body: (String) -> String) -> String {
        text.split(separator: "\n").map { body(String($0)) + "\n" }.joined()
    }

    // MARK: bagit.txt (2.1.1)

    private static func declared(_ name: String, _ text: String, _ codes: [String]) -> Clause {
        Clause("2.1.1 \(name)", codes, bag: { $0.tags["bagit.txt"] = Array(text.utf8) })
    }

    static let declaration = [
        Clause("a plain bag"),
        declared(
            "labels as RFC 8493's examples write them", "BagIt-version: 1.0\nTag-File-Character-Encoding: UTF-8\n", []),
        declared("lines that end with CR LF", "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n", []),
        declared("no end behind the last line", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8", []),
        declared(
            "the lines in the other order", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n",
            ["bag-declaration"]),
        declared("one line only", "BagIt-Version: 1.0\n", ["bag-declaration"]),
        declared(
            "a third line", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n", ["bag-declaration"]),
        declared(
            "a byte order mark", "\u{FEFF}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", ["bag-declaration"]
        ),
        declared(
            "a blank before the colon", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n", ["bag-declaration"]
        ),
        declared("no number", "BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n", ["bag-declaration"]),
        declared("a version to come", "BagIt-Version: 1.1\nTag-File-Character-Encoding: UTF-8\n", ["bag-version"]),
        declared(
            "an encoding that nobody knows", "BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC-X\n",
            ["bag-declaration"]),
        declared("an empty file", "", ["bag-declaration"]),
        Clause("2.1.1 no bagit.txt", ["bag-declaration", "missing-file"], change: { $0["bagit.txt"] = nil }),
        Clause(
            "2.1.2 nothing in the payload folder", ["missing-file", "payload-oxum"],
            change: { files in
                files = files.filter { !$0.key.hasPrefix("data/") }
            }),
        Clause("2.1.3 an empty payload", bag: { $0.payload = [:] }),
    ]

    // MARK: Payload manifests (2.1.3, 2.4, 3)

    static let manifests = [
        Clause(
            "2.4 an algorithm's name in capitals", ["unportable-name", "no-tag-manifest"],
            change: { files in
                files["manifest-SHA512.txt"] = files.removeValue(forKey: "manifest-sha512.txt")
                files["tagmanifest-sha512.txt"] = nil
            }),
        Clause(
            "2.4 an algorithm's name with a hyphen", ["unportable-name", "no-tag-manifest"],
            change: { files in
                files["manifest-sha-512.txt"] = files.removeValue(forKey: "manifest-sha512.txt")
                files["tagmanifest-sha512.txt"] = nil
            }),
        Clause("2.1.3 no manifest", ["manifest-missing", "missing-file"], change: { $0["manifest-sha512.txt"] = nil }),
        Clause(
            "2.1.3 digests in capitals",
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? lines(text) { $0.prefix(128).uppercased() + $0.dropFirst(128) } : text
                }
            }),
        Clause(
            "2.1.3 tabs between digest and path",
            bag: { bag in
                bag.edit = { _, text in text.replacingOccurrences(of: "  ", with: "\t\t") }
            }),
        Clause(
            "2.1.3 lines that end with CR",
            bag: { bag in
                bag.edit = { _, text in text.replacingOccurrences(of: "\n", with: "\r") }
            }),
        Clause(
            "2.1.3 lines that end with CR LF",
            bag: { bag in
                bag.edit = { _, text in text.replacingOccurrences(of: "\n", with: "\r\n") }
            }),
        Clause("2.1.3 no end behind the last line", bag: { bag in bag.edit = { _, text in String(text.dropLast()) } }),
        Clause(
            "2.1.3 a comment", ["manifest-syntax"],
            bag: { bag in
                bag.edit = { name, text in name.hasPrefix("manifest") ? "# a comment\n" + text : text }
            }),
        Clause(
            "2.1.3 a digest that is too short", ["manifest-syntax", "unexpected-file"],
            bag: { bag in
                bag.edit = { name, text in name.hasPrefix("manifest") ? String(text.dropFirst()) : text }
            }),
        Clause(
            "2.1.3 a digest with a letter that is none of sixteen", ["manifest-syntax", "unexpected-file"],
            bag: { bag in
                bag.edit = { name, text in name.hasPrefix("manifest") ? "g" + text.dropFirst() : text }
            }),
        Clause(
            "2.1.3 a digest without a path", ["manifest-syntax"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? text + String(repeating: "0", count: 128) + "  \n" : text
                }
            }),
        Clause(
            "2.1.3 a folder is listed", ["manifest-syntax"],
            bag: { bag in
                bag.edit = { name, text in name.hasPrefix("manifest") ? text + "data/b\n" : text }
            }),
        Clause(
            "2.1.3 a line as md5sum writes it", ["md5sum-line"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? text.replacingOccurrences(of: "  ", with: " *") : text
                }
            }),
        Clause(
            "2.1.3 a path twice", ["manifest-duplicate"],
            bag: { bag in
                bag.edit = { name, text in name.hasPrefix("manifest") ? text + lines(text) { $0 } : text }
            }),
        Clause(
            "2.1.3 a path twice, before 1.0", ["manifest-repeats"],
            bag: { bag in
                bag.version = "0.97"
                bag.edit = { name, text in name.hasPrefix("manifest") ? text + lines(text) { $0 } : text }
            }),
        Clause(
            "2.1.3 a file that is not listed", ["payload-oxum", "unexpected-file"],
            change: { $0["data/new"] = text("new") }),
        Clause("2.1.3 a file that is not there", ["missing-file", "payload-oxum"], change: { $0["data/a.txt"] = nil }),
        Clause("2.1.3 a file that was altered", ["altered-file"], change: { $0["data/a.txt"] = text("FIRST\n") }),
        Clause(
            "2.1.3 a tag file is listed", ["manifest-scope"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? text + String(repeating: "0", count: 128) + "  bagit.txt\n" : text
                }
            }),
        Clause("3 two manifests", bag: { $0.algorithms = [.sha256, .sha512] }),
        Clause(
            "3 a file in one of two manifests, in 1.0", ["manifest-incomplete"],
            bag: { bag in
                bag.algorithms = [.sha256, .sha512]
                bag.edit = { name, text in name == "manifest-sha256.txt" ? text.split(separator: "\n")[0] + "\n" : text
                }
            }),
        Clause(
            "3 a file in one of two manifests, before 1.0",
            bag: { bag in
                bag.version = "0.97"
                bag.algorithms = [.sha256, .sha512]
                bag.edit = { name, text in name == "manifest-sha256.txt" ? text.split(separator: "\n")[0] + "\n" : text
                }
            }),
        Clause("2.4 MD5 only", ["weak-algorithm"], bag: { $0.algorithms = [.md5] }),
        Clause("2.4 SHA-1 beside SHA-256", bag: { $0.algorithms = [.sha1, .sha256] }),
        Clause(
            "2.4 a second manifest by an unknown algorithm", ["unknown-algorithm"],
            bag: { bag in
                bag.tags["manifest-blake9.txt"] = text("00  data/a.txt\n")
            }),
        Clause(
            "2.4 only an unknown algorithm", ["no-known-algorithm", "unknown-algorithm", "missing-file"],
            change: { files in
                files["manifest-blake9.txt"] = files["manifest-sha512.txt"]
                files["manifest-sha512.txt"] = nil
            }),
    ]

    // MARK: Paths (2.1.3, 5.1, 6.1)

    private static func listing(_ path: String, _ codes: [String]) -> Clause {
        Clause(
            "5.1 the path \(path)", codes,
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? text + String(repeating: "0", count: 128) + "  \(path)\n" : text
                }
            })
    }

    private static func named(_ name: String, version: String = "1.0", _ codes: [String]) -> Clause {
        Clause(
            "6.1 a file called \(name.debugDescription), in \(version)", codes,
            bag: { bag in
                bag.version = version
                bag.payload[name] = text("x")
                if version < "1.0" {
                    bag.written = {
                        $0.replacingOccurrences(of: "\n", with: "%0A").replacingOccurrences(of: "\r", with: "%0D")
                    }
                }
            })
    }

    static let paths = [
        listing("../outside", ["dangerous-path"]), listing("data/../../outside", ["dangerous-path"]),
        listing("/etc/passwd", ["dangerous-path"]), listing("~/x", ["dangerous-path"]),
        listing("C:\\x", ["dangerous-path"]), listing("\\\\server\\x", ["dangerous-path"]),
        listing("\\\\?\\x", ["dangerous-path"]), listing("data/..\\..\\x", ["dangerous-path"]),
        // Compared by names, not as the beginning of a text.
        listing("database/x", ["manifest-scope"]), listing("data", ["manifest-scope"]),
        named("with space", []), named("a%b", []), named("line\nend", ["unportable-name"]),
        named("return\rhere", ["unportable-name"]), named("~tilde", []), named("ä", []),
        named("100%25", version: "0.97", []), named("line\nend", version: "0.97", ["unportable-name"]),
        Clause(
            "2.1.3 percent signs that were not encoded", ["percent-path"],
            bag: { bag in
                bag.payload["50%25"] = text("x")
                bag.written = { $0 }
            }),
        Clause(
            "2.1.3 percent signs and two other digits are no code",
            bag: { bag in
                bag.payload["%41"] = text("x")
                bag.written = { $0 }
            }),
        Clause(
            "2.1.3 ./ before a path", ["dotted-path"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("manifest") ? text.replacingOccurrences(of: "  ", with: "  ./") : text
                }
            }),
        Clause(
            "6.1 the manifest has NFC, the file NFD", ["unnormalized-path"],
            bag: { bag in
                bag.payload["u\u{308}.txt"] = text("x")
                bag.written = { $0.precomposedStringWithCanonicalMapping }
            }),
        Clause(
            "6.1 the manifest has other letters in case", ["missing-file", "unexpected-file", "wrong-case"],
            bag: { bag in
                bag.written = { $0.replacingOccurrences(of: "a.txt", with: "A.txt") }
            }),
        Clause("6.1 names that differ in case", ["twin-paths"], bag: { $0.payload["A.TXT"] = text("x") }),
        named("CON", ["unportable-name"]), named("com1.txt", ["unportable-name"]), named("a:b", ["unportable-name"]),
        named("dot.", ["unportable-name"]), named("console", []), named(".DS_Store", ["system-file"]),
    ]

    // MARK: Tag manifests (2.2.1)

    static let tagManifests = [
        Clause("2.2.1 none", ["no-tag-manifest"], change: { $0["tagmanifest-sha512.txt"] = nil }),
        Clause(
            "2.2.1 it does not list the manifest", ["manifest-incomplete"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("tag")
                        ? text.split(separator: "\n").filter { !$0.hasSuffix("manifest-sha512.txt") }.map { $0 + "\n" }
                            .joined() : text
                }
            }),
        Clause(
            "2.2.1 it lists the payload", ["manifest-scope"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("tag") ? text + String(repeating: "0", count: 128) + "  data/a.txt\n" : text
                }
            }),
        Clause(
            "2.2.1 it lists a tag manifest", ["manifest-scope"],
            bag: { bag in
                bag.edit = { name, text in
                    name.hasPrefix("tag")
                        ? text + String(repeating: "0", count: 128) + "  tagmanifest-sha512.txt\n" : text
                }
            }),
        Clause(
            "2.2.1 a listed tag file is missing", ["missing-file"], bag: { $0.tags["note.txt"] = text("x") },
            change: { $0["note.txt"] = nil }),
        Clause(
            "2.2.1 a listed tag file was altered", ["altered-file"], bag: { $0.tags["note.txt"] = text("x") },
            change: { $0["note.txt"] = text("y") }),
        Clause("2.2.1 a tag file that is not listed", change: { $0["note.txt"] = text("x") }),
        Clause("2.2.1 a folder of tag files", bag: { $0.tags["metadata/more.xml"] = text("<x/>") }),
    ]

    // MARK: bag-info.txt (2.2.2)

    private static func described(_ name: String, version: String = "1.0", _ info: String, _ codes: [String]) -> Clause
    {
        Clause(
            "2.2.2 \(name), in \(version)", codes,
            bag: { bag in
                bag.version = version
                bag.info = info
            })
    }

    static let info = [
        Clause("2.2.2 none", bag: { $0.info = nil }),
        described("labels of any case", "payload-oxum: OXUM\n", []),
        described("a value over lines", "External-Description: one\n  two\n\tthree\nPayload-Oxum: OXUM\n", []),
        described("labels that repeat", "Contact-Name: A\nContact-Name: B\n", []),
        described(
            "a label that should not repeat", "Bagging-Date: 2026-01-01\nBagging-Date: 2026-01-02\n",
            ["bag-info-repeated"]),
        described("Payload-Oxum twice", "Payload-Oxum: OXUM\nPayload-Oxum: OXUM\n", ["payload-oxum"]),
        described("a wrong Payload-Oxum", "Payload-Oxum: 12.2\n", ["payload-oxum"]),
        described("a Payload-Oxum that is none", "Payload-Oxum: 13\n", ["payload-oxum"]),
        described("no colon", "Contact-Name\n", ["bag-info-syntax"]),
        described("a blank before the colon", "Contact-Name : A\n", ["bag-info-syntax"]),
        described("a blank before the colon", version: "0.97", "Contact-Name : A\n", []),
        described("no blank behind the colon", "Contact-Name:A\n", ["bag-info-syntax"]),
        described("a line that goes on before any label", "  more\n", ["bag-info-syntax"]),
    ]

    // MARK: fetch.txt (2.2.3, 5.2)

    private static func fetched(_ name: String, _ line: String, _ codes: [String], removes: Bool = false) -> Clause {
        Clause(
            "2.2.3 \(name)", codes, bag: { $0.tags["fetch.txt"] = Array((line + "\n").utf8) },
            change: { files in
                if removes { files["data/a.txt"] = nil }
            })
    }

    static let fetching = [
        fetched("a file that is here too", "https://example.org/a.txt 6 data/a.txt", []),
        fetched("no length", "https://example.org/a.txt - data/a.txt", []),
        fetched(
            "a file that is not here", "https://example.org/a.txt 6 data/a.txt", ["fetch-incomplete", "payload-oxum"],
            removes: true),
        fetched("no path", "https://example.org/a.txt 6", ["fetch-syntax"]),
        fetched("a length that is none", "https://example.org/a.txt six data/a.txt", ["fetch-syntax"]),
        fetched("no absolute address", "a.txt 6 data/a.txt", ["fetch-syntax"]),
        fetched("a file that no manifest lists", "https://example.org/z 6 data/z.txt", ["fetch-scope"]),
        fetched("a tag file", "https://example.org/z 6 bag-info.txt", ["fetch-scope"]),
        fetched("a path that leads out", "https://example.org/z 6 data/../../z", ["dangerous-path"]),
        fetched("a file of this machine", "file:///etc/passwd 6 data/a.txt", ["fetch-dangerous"]),
        fetched("data within the address", "data:,x 1 data/a.txt", ["fetch-dangerous"]),
        fetched("this machine", "http://localhost/a 6 data/a.txt", ["fetch-address"]),
        fetched("this machine by number", "http://127.0.0.1/a 6 data/a.txt", ["fetch-address"]),
        fetched("a private network", "http://user@192.168.1.1:80/a 6 data/a.txt", ["fetch-address"]),
        fetched("a cloud's own address", "http://169.254.169.254/latest 6 data/a.txt", ["fetch-address"]),
        fetched("this machine in another way to count", "http://2130706433/a 6 data/a.txt", ["fetch-address"]),
        fetched("this machine in IPv6", "http://[::1]/a 6 data/a.txt", ["fetch-address"]),
        fetched(
            "a path twice", "https://example.org/a 6 data/a.txt\nhttps://example.org/b 6 data/a.txt", ["fetch-syntax"]),
    ]

    // MARK: Encodings (2.3)

    static let encodings = [
        Clause(
            "2.3 tag files in Latin-1",
            bag: { bag in
                bag.encoding = "ISO-8859-1"
                bag.info = nil
                bag.tags["bag-info.txt"] = Array("Contact-Name: J".utf8) + [0xFC] + Array("rgen\n".utf8)
            }),
        Clause(
            "2.3 bag-info.txt is not UTF-8", ["tag-encoding"],
            bag: { bag in
                bag.info = nil
                bag.tags["bag-info.txt"] = Array("Contact-Name: J".utf8) + [0xFC] + Array("rgen\n".utf8)
            }),
        Clause(
            "2.3 a manifest is not UTF-8", ["tag-encoding", "payload-oxum", "altered-file"],
            bag: { bag in
                bag.payload["ä"] = text("x")
            },
            change: { files in
                let manifest = files["manifest-sha512.txt"] ?? []
                files["manifest-sha512.txt"] = manifest.filter { $0 != 0xC3 }
                files["data/ä"] = nil
            }),
    ]
}
