import CaseBytes
import CaseFiles
import CaseModel
import CasePackages

/// Compares `metadata/prov.jsonld` with what is there. It has one node a line, so that no more of it than a line is in
/// memory.
struct ProvenanceCheck {
    static let path = "metadata/prov.jsonld"

    private let tree: PackageTree
    private var described: DescribedFiles
    private(set) var facts = StatedFacts(Self.path)
    /// The release's IRI: that of the first node.
    private var release: String?

    init(_ tree: PackageTree) {
        self.tree = tree
        described = DescribedFiles(tree, in: Self.path)
    }

    /// - Throws: what reading throws.
    mutating func run(_ source: any ByteSource, to findings: inout FindingList) throws {
        var lines = SourceLines(source)
        do {
            guard try lines.next() == Array("{".utf8), try isContext(lines.next()),
                try lines.next() == Array("\"@graph\": [".utf8)
            else { throw JSONProblem(message: "it does not begin as a graph of one node a line does") }
            var isLast = false
            while !isLast {
                guard let line = try lines.next() else { throw JSONProblem(message: "the graph does not end") }
                isLast = line.last != UInt8(ascii: ",")
                take(try JSON(parsing: isLast ? line : line.dropLast()), line: lines.number, to: &findings)
            }
            guard try lines.next() == Array("]".utf8), try lines.next() == Array("}".utf8), try lines.next() == nil
            else { throw JSONProblem(message: "it does not end as a graph of one node a line does") }
            described.finish(to: &findings)
        } catch let problem as JSONProblem {
            findings.append(
                Finding(.formatSyntax, at: Place(file: Self.path, line: max(1, lines.number)), problem.message))
        } catch let limit as LineLimit {
            findings.append(
                Finding(
                    .formatSyntax, at: Place(file: Self.path, line: limit.line),
                    "the line has more than \(limit.limit) bytes"))
        }
    }

    private func isContext(_ line: [UInt8]?) throws(JSONProblem) -> Bool {
        let key = Array("\"@context\": ".utf8)
        guard let line, line.starts(with: key), line.last == UInt8(ascii: ",") else { return false }
        return try JSON(parsing: Array(line.dropFirst(key.count).dropLast())).members != nil
    }

    private mutating func take(_ node: JSON, line: Int, to findings: inout FindingList) {
        guard let id = node["@id"]?.text else {
            findings.append(Finding(.metadataDiffers, at: Place(file: Self.path, line: line), "a node has no @id"))
            return
        }
        guard let release else {
            release = id
            facts.release = node["dcterms:identifier"]?.text
            facts.audience = node["case:audience"]?.text
            facts.withheld = ["Records", "Fields", "References"].map { node.number("case:withheld" + $0) ?? 0 }
            return
        }
        guard id.utf8.starts(with: release.utf8), id.utf8.count > release.utf8.count else { return }
        let inner = String(decoding: id.utf8.dropFirst(release.utf8.count + 1), as: UTF8.self)
        if inner == "snapshot" {
            facts.rowCount = node.number("case:rowCount")
            facts.tripleCount = node.number("case:tripleCount")
            facts.sha256 = node["case:graphSHA256"]?.text
        } else if inner.hasPrefix("snapshot/"), let rows = node.number("case:rowCount") {
            facts.tableRows[String(inner.dropFirst("snapshot/".count))] = rows
        } else if inner.hasPrefix("data/") {
            let digests = node["case:sha512"]?.text.map { [(DigestAlgorithm.sha512, $0)] } ?? []
            described.compare(
                inner, byteCount: node["dcat:byteSize"]?.text, digests: digests, line: line, to: &findings)
        }
    }
}

extension JSON {
    /// A number that is written as a string, as the graph has them.
    fileprivate func number(_ key: String) -> Int? { self[key]?.text.flatMap { Int($0) } }
}
