import CaseArchive
import CaseModel
import CaseReleases
import CaseTesting
import Foundation
import Testing

/// The reference case's bundle, damaged in every way: each damage is found, where it is, or means nothing.
///
/// A sample of all of it; `Scripts/damage` does far more.
@Suite struct DamageTests {
    private static let isFull = environment("CASEEXPORT_DAMAGE") == "full"

    private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// What may be changed without a finding, by container and region, and why. Names and bytes of all members have to
    /// be the same as before.
    private static let meaningless: [Container: [String: String]] = [
        .directory: [
            "tagmanifest-sha512.txt":
                "digests may be in upper case, and any white space may stand before a path (RFC 8493, 2.1.3)"
        ],
        .zip: [
            "local header: version needed": "which features a reader needs; what they are, the fields say (4.4.3)",
            "local header: time": "when the file was changed (4.4.6)",
            "local header: date": "when the file was changed (4.4.6)",
            "directory: version made by": "of the program that made it (4.4.2)",
            "directory: system made by": "of what system the attributes are (4.4.2)",
            "directory: version needed": "as in the local header (4.4.3)",
            "directory: time": "when the file was changed (4.4.6)",
            "directory: date": "when the file was changed (4.4.6)",
            "directory: internal attributes": "whether the file is said to be a text (4.4.14)",
            "directory: external attributes": "who may read the file, and attributes of MS-DOS (4.4.15)",
            "data": "another compressed form of the same bytes, or bits that fill the last byte (RFC 1951, 3.2.3)",
        ],
        .tar: [
            "header: checksum": "blanks and zero bytes around the same number (ustar)",
            "data": "the tag manifest's digests may be in upper case, and any white space may stand before a path",
        ],
        .tarGzip: [
            "gzip header: flags": "whether the file is said to be a text (RFC 1952, 2.3.1)",
            "gzip header: time": "when the file was changed (RFC 1952, 2.3.1)",
            "gzip header: extra flags": "how hard the compressor tried (RFC 1952, 2.3.1)",
            "gzip header: system": "on which file system it was made (RFC 1952, 2.3.1)",
            "deflated data": "another compressed form of the same bytes (RFC 1951)",
        ],
    ]

    @Test(arguments: Container.allCases) func theWholeOneIsWhole(_ container: Container) async throws {
        let package = try await DamagedPackage(container)
        #expect(try await package.verify(package.path).isEmpty)
        // As plain archives have it too, or every damage below would be found for another reason.
        #expect(try await package.findings(with: package.members).isEmpty)
    }

    @Test(arguments: Container.allCases) func everyByteMatters(_ container: Container) async throws {
        let package = try await DamagedPackage(container)
        let before = package.contents(of: package.path)
        var random = SeededGenerator(seed: 41)
        var tally = DamageTally(container, "one byte changed")
        for offset in Self.offsets(package, Self.isFull ? 6000 : 260, &random) {
            let region = package.region(at: offset)
            let mask = UInt8.random(in: 1...255, using: &random)
            let (findings, contents) = try await package.findings(changing: offset, by: mask)
            tally.count(region.name, findings)
            let what = "\(container.rawValue), byte \(offset), \(region.name) of \(region.member ?? "-"), mask \(mask)"
            guard findings.isEmpty else {
                if region.isContent, let member = region.member {
                    Self.expect(findings, at: package.place(member), what)
                }
                continue
            }
            #expect(Self.meaningless[container]?[region.name] != nil, "nothing was found: \(what)")
            #expect(Self.plain(contents) == Self.plain(before), "the content is another: \(what)")
        }
        tally.print(Self.meaningless[container] ?? [:], isWanted: Self.isFull)
    }

    @Test(arguments: Container.allCases) func everyLengthMatters(_ container: Container) async throws {
        let package = try await DamagedPackage(container)
        let before = package.contents(of: package.path)
        var random = SeededGenerator(seed: 42)
        var tally = DamageTally(container, "cut off")
        let step = Self.isFull ? 512 : package.bytes.count / 60 / 512 * 512
        let lengths = Set(
            Array(stride(from: 0, to: package.bytes.count, by: max(512, step)))
                + (0..<(Self.isFull ? 500 : 30)).map { _ in Int.random(in: 0..<package.bytes.count, using: &random) })
        for length in lengths.sorted() {
            let region = package.region(at: length)
            let (findings, contents) = try await package.findings(cuttingAt: length)
            tally.count(region.name, findings)
            let what = "\(container.rawValue), \(length) bytes, in \(region.name) of \(region.member ?? "-")"
            if findings.isEmpty {
                // A tar archive ends with two blocks of zeros; what may follow is zeros too.
                #expect(container == .tar && region.name == "behind the end", "nothing was found: \(what)")
                #expect(contents == before, "the content is another: \(what)")
            } else if container == .directory, let member = region.member {
                Self.expect(findings, at: member, what)
            } else {
                let codes = Set(findings.counts.keys)
                #expect(!codes.isDisjoint(with: [.archiveTruncated, .noPackage]), "\(codes.map(\.name)): \(what)")
            }
        }
        tally.print([:], isWanted: Self.isFull)
    }

    private enum Change: String, CaseIterable { case removed, renamed, duplicated, swapped }

    @Test(arguments: Container.allCases) func everyMemberMatters(_ container: Container) async throws {
        let package = try await DamagedPackage(container)
        var tally = DamageTally(container, "members")
        for change in Change.allCases {
            for index in stride(from: 0, to: package.members.count, by: 1) {
                guard Self.isFull || index % 9 == 0 || !package.members[index].path.hasPrefix("data/") else { continue }
                var members = package.members
                let path = members[index].path
                switch change {
                case .removed: members.remove(at: index)
                case .renamed: members[index].path += "x"
                case .duplicated:
                    if container == .directory {
                        members.append((path + "x", members[index].bytes))
                    } else {
                        members.append(members[index])
                    }
                case .swapped:
                    // Whose size is nearest: the sizes alone then say little.
                    let size = members[index].bytes.count
                    let other = members.indices.filter {
                        members[$0].bytes != members[index].bytes
                            && members[$0].path.hasPrefix("data/") == path.hasPrefix("data/")
                    }
                    .min { abs(members[$0].bytes.count - size) < abs(members[$1].bytes.count - size) }!
                    (members[index].bytes, members[other].bytes) = (members[other].bytes, members[index].bytes)
                }
                let findings = try await package.findings(with: members)
                tally.count("\(change.rawValue): \(Self.sort(path))", findings)
                expect(findings, change, path, package)
            }
        }
        tally.print([:], isWanted: Self.isFull)
    }

    private func expect(_ findings: FindingList, _ change: Change, _ path: String, _ package: DamagedPackage) {
        let what = "\(package.container.rawValue), \(change.rawValue) \(path): \(findings.counts.keys.map(\.name))"
        let place = package.place(path)
        func has(_ codes: FindingCode...) -> Bool {
            findings.findings.contains { codes.contains($0.code) && $0.place.file == place }
        }
        let isOfTags = path == "tagmanifest-sha512.txt"
        switch change {
        case .removed, .renamed:
            if isOfTags {
                // A bag may be without one; it is said all the same.
                #expect(findings.counts[.noTagManifest] == 1, "\(what)")
            } else if path == "bagit.txt" {
                #expect(has(.bagDeclaration), "\(what)")
            } else {
                #expect(has(.missingFile), "\(what)")
            }
            if change == .renamed, path.hasPrefix("data/") {
                #expect(
                    findings.findings.contains { $0.code == .unexpectedFile && $0.place.file == place + "x" }, "\(what)"
                )
            }
        case .duplicated:
            if package.container != .directory {
                #expect(has(.duplicateMember), "\(what)")
            } else if path.hasPrefix("data/") {
                #expect(findings.counts[.unexpectedFile] == 1, "\(what)")
            } else {
                // A tag file need not be listed (RFC 8493, section 2.2.1).
                #expect(findings.isEmpty, "\(what)")
            }
        case .swapped:
            if path.hasPrefix("data/") {
                #expect(has(.alteredFile, .truncatedFile, .wrongSize), "\(what)")
            } else {
                // Two tag files: one of them may be a manifest, and then says nothing of the other.
                #expect(!findings.isFit, "\(what)")
            }
        }
    }

    // MARK: Samples

    /// Some offsets of each region's name, since most bytes are data; then offsets spread evenly over all.
    private static func offsets(_ package: DamagedPackage, _ count: Int, _ random: inout SeededGenerator) -> [Int] {
        let byName = Dictionary(grouping: package.regions, by: \.name).sorted { $0.key < $1.key }
        let share = max(2, count / 2 / byName.count)
        var offsets: [Int] = []
        for (_, regions) in byName {
            let total = regions.reduce(0) { $0 + $1.range.count }
            if total <= share {
                offsets += regions.flatMap(\.range)
            } else {
                offsets += (0..<share).map { _ in Int.random(in: random.pick(regions).range, using: &random) }
            }
        }
        let rest = max(1, count - offsets.count)
        return offsets + (0..<rest).map { $0 * package.bytes.count / rest }
    }

    /// That something is found at a member; a line of the tag manifest says it of the file that it is of.
    private static func expect(_ findings: FindingList, at place: String, _ what: String) {
        if place.hasSuffix("tagmanifest-sha512.txt") {
            #expect(!findings.isFit, "\(what)")
            return
        }
        #expect(
            findings.findings.contains { $0.severity == .error && $0.place.file == place },
            "\(findings.findings.map { "\($0.code.name) \($0.place)" }): \(what)")
    }

    /// Contents with the tag manifest as it may be written differently.
    private static func plain(_ contents: [String: [UInt8]]?) -> [String: [UInt8]]? {
        contents?.reduce(into: [:]) { plain, member in
            guard member.key.hasSuffix("tagmanifest-sha512.txt") else {
                plain[member.key] = member.value
                return
            }
            let text = String(decoding: member.value, as: UTF8.self).lowercased()
            let lines = text.split { $0 == "\n" || $0 == "\r" }
            plain[member.key] = Array(
                lines.map { $0.split { $0 == " " || $0 == "\t" }.joined(separator: " ") }.joined(separator: "\n").utf8)
        }
    }

    private static func sort(_ path: String) -> String { path.hasPrefix("data/") ? "payload" : path }
}

/// What came of damaging regions, as a table.
struct DamageTally {
    private let title: String
    private var outcomes: [String: [String: Int]] = [:]
    private var total = 0

    init(_ container: Container, _ what: String) { title = "\(container.rawValue), \(what)" }

    mutating func count(_ region: String, _ findings: FindingList) {
        total += 1
        // One outcome a damage: the gravest codes together.
        let errors = findings.counts.keys.filter { $0.severity == .error }
        let codes = (errors.isEmpty ? Array(findings.counts.keys) : errors).map(\.name).sorted()
        outcomes[region, default: [:]][codes.isEmpty ? "nothing" : codes.joined(separator: " "), default: 0] += 1
    }

    func print(_ reasons: [String: String], isWanted: Bool) {
        guard isWanted else { return }
        var text = "\n  \(title): \(total)\n"
        for (region, found) in outcomes.sorted(by: { $0.key < $1.key }) {
            for (codes, count) in found.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let reason = codes == "nothing" ? " – " + (reasons[region] ?? "") : ""
                text += "  | \(region) | \(codes)\(reason) | \(count) |\n"
            }
        }
        Swift.print(text)
    }
}
