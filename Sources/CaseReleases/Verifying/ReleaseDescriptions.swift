import CaseModel
import CasePackages

/// Reads what a release says of itself in small files, and holds it against each other.
struct ReleaseDescriptions {
    private let files: DeepFiles
    /// What each description says, the first of them the one that the others are compared with.
    private(set) var stated: [StatedFacts] = []

    init(_ files: DeepFiles) { self.files = files }

    /// What the release says: its report, or what else says the graph's hash.
    var facts: StatedFacts {
        stated.first { $0.sha256 != nil } ?? stated.first ?? StatedFacts("metadata/quality.json")
    }

    mutating func add(_ facts: StatedFacts) { stated.append(facts) }

    // MARK: Reading

    mutating func readReports(to findings: inout FindingList) throws {
        if let document = try json("metadata/quality.json", to: &findings) {
            stated.append(StatedFacts(quality: document))
            compare(quality: document, to: &findings)
        }
        if let document = try json("metadata/disclosure.json", to: &findings) {
            stated.append(StatedFacts(disclosure: document))
            compare(disclosure: document, to: &findings)
        }
        for path in ["metadata/bagit-profile.json", "metadata/datacite.json"] where files.has(path) {
            _ = try json(path, to: &findings)
        }
    }

    /// A JSON document of the release; nil where it cannot be read, which is reported.
    func json(_ path: String, to findings: inout FindingList) throws -> JSON? {
        guard let bytes = try text(path, to: &findings) else { return nil }
        do throws(JSONProblem) {
            return try JSON(parsing: bytes)
        } catch {
            findings.append(
                Finding(.formatSyntax, at: Place(file: path, line: error.line > 0 ? error.line : nil), error.message))
            return nil
        }
    }

    /// The bytes of a small file of the release; nil where it cannot be read, which is reported.
    private func text(_ path: String, to findings: inout FindingList) throws -> [UInt8]? {
        do {
            if let bytes = try files.bytes(of: path) { return bytes }
            findings.append(Finding(.missingFile, at: Place(file: path), "every release has this file"))
        } catch let limit as PackageLimit {
            findings.append(
                Finding.exceeded(
                    Place(file: path),
                    "it has \(limit.byteCount) bytes, and no more than \(limit.limit) are read"))
        } catch {
            findings.append(try unreadable(path, error))
        }
        return nil
    }

    // MARK: Comparing

    private func compare(quality document: JSON, to findings: inout FindingList) {
        let place = Place(file: "metadata/quality.json")
        let rows = document["tables"]?.items?.reduce(0) { $0 + ($1["rows"]?.count ?? 0) }
        differ(place, "the rows of its tables together", expected: rows, found: document["rows"]?.count, to: &findings)
        let passed = document["checks"]?.items?.allSatisfy { $0["passed"]?.flag ?? false }
        if let passed, passed != document["passed"]?.flag {
            findings.append(
                Finding(
                    .metadataDiffers, at: place, "\"passed\" does not follow from its checks", expected: "\(passed)",
                    found: document["passed"]?.flag.map { "\($0)" }))
        }
    }

    private func compare(disclosure document: JSON, to findings: inout FindingList) {
        let place = Place(file: "metadata/disclosure.json")
        for key in ["records", "fields", "references"] {
            let sum = document[key]?.items?.reduce(0) { $0 + ($1["count"]?.count ?? 0) }
            differ(place, "the \(key) left out", expected: sum, found: document["totals"]?[key]?.count, to: &findings)
        }
    }

    private func differ(
        _ place: Place, _ what: String, expected: Int?, found: Int?, to findings: inout FindingList
    ) {
        guard expected != found else { return }
        findings.append(
            Finding(
                .metadataDiffers, at: place, "\(what) are not as many as it says",
                expected: expected.map { String($0) }, found: found.map { String($0) }))
    }

    /// Compares what all descriptions say of the release.
    func compareAll(to findings: inout FindingList) throws {
        func compare<Value: Equatable>(_ what: String, _ value: (StatedFacts) -> Value?, _ words: (Value) -> String) {
            guard let first = stated.first(where: { value($0) != nil }), let expected = value(first) else { return }
            for other in stated {
                guard let found = value(other), found != expected else { continue }
                findings.append(
                    Finding(
                        .metadataDiffers, at: Place(file: other.path), "\(what) is another than in \(first.path)",
                        expected: words(expected), found: words(found)))
            }
        }
        for facts in stated where facts.path.hasPrefix("metadata/") {
            for missing in facts.missing {
                findings.append(
                    Finding(.metadataDiffers, at: Place(file: facts.path), "it does not say \(missing)"))
            }
        }
        compare("the release's name", { $0.release.map { Array($0.utf8) } }, { String(decoding: $0, as: UTF8.self) })
        compare("the audience", { $0.audience }, { $0 })
        compare("the number of triples", { $0.tripleCount }, { String($0) })
        compare("the graph's hash", { $0.sha256 }, { $0 })
        if let hash = facts.sha256, let first = stated.first, first.path == "metadata/quality.json", first.sha256 == nil
        {
            findings.append(
                Finding(
                    .metadataDiffers, at: Place(file: first.path), "it does not say the graph's hash", expected: hash))
        }
        compare("what was left out", { $0.withheld }, { $0.map { String($0) }.joined(separator: ", ") })
        try compareTexts(to: &findings)
    }

    /// Looks for the release's name and the graph's hash in what people read.
    private func compareTexts(to findings: inout FindingList) throws {
        guard let release = facts.release else { return }
        let id = release.split(separator: "-").last.map { String($0) } ?? release
        for (path, words, what) in [
            ("data/README.txt", release, "the release's name"), ("data/README.txt", facts.sha256, "the graph's hash"),
            ("data/CITATION.cff", "version: \"\(id)\"", "the release's version"),
        ] {
            guard let words, let bytes = try text(path, to: &findings) else { continue }
            if !String(decoding: bytes, as: UTF8.self).utf8Contains(words) {
                findings.append(
                    Finding(.metadataDiffers, at: Place(file: path), "\(what) is not in it", expected: words))
            }
        }
    }
}

extension String {
    /// Whether bytes stand in it.
    fileprivate func utf8Contains(_ words: String) -> Bool {
        let (text, pattern) = (Array(utf8), Array(words.utf8))
        guard let first = pattern.first, text.count >= pattern.count else { return pattern.isEmpty }
        return (0...(text.count - pattern.count)).contains {
            text[$0] == first && text[$0..<($0 + pattern.count)].elementsEqual(pattern)
        }
    }
}
