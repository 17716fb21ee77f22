import CaseBytes
import CaseFiles
import CaseGraph
import CaseModel
import CasePackages

/// Compares `metadata/premis.xml` with what is there: the size and the digests of each file that it has.
final class PreservationCheck: XMLEventSink {
    static let path = "metadata/premis.xml"
    private static let namespace = "http://www.loc.gov/premis/v3"

    private var described: DescribedFiles
    private var findings = FindingList()
    private(set) var facts = StatedFacts(PreservationCheck.path)

    private var names: [String] = []
    private var text = ByteBuffer()
    private var object = Object()

    /// The object at hand.
    private struct Object {
        var line = 0
        var identifierType = ""
        var file: String?
        var byteCount: String?
        var algorithm = ""
        var digests: [(algorithm: DigestAlgorithm, value: String)] = []
    }

    init(_ tree: PackageTree) { described = DescribedFiles(tree, in: Self.path) }

    /// - Throws: what reading throws.
    func run(_ source: any ByteSource, to findings: inout FindingList) throws {
        do {
            try XMLEvents.read(source, into: self)
            described.finish(to: &self.findings)
        } catch let problem as GraphProblem {
            let place = Place(file: Self.path, line: problem.line > 0 ? problem.line : nil)
            self.findings.append(Finding(.formatSyntax, at: place, problem.message, hint: problem.hint))
        }
        findings.append(self.findings)
    }

    func open(_ name: String, namespace: String, line: Int) {
        if names.isEmpty, name != "premis" || namespace != Self.namespace {
            findings.append(
                Finding(
                    .formatSyntax, at: Place(file: Self.path, line: line),
                    "the root is no element premis of PREMIS 3"))
        }
        names.append(name)
        text.removeAll()
        if names.count == 2, name == "object" { object = Object(line: line) }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Nothing that is compared is as long.
        if text.count < 1 << 20 { text.append(bytes) }
    }

    func close() {
        guard let name = names.popLast() else { return }
        if names.first == "premis", names.count > 1, names[1] == "object" { take(name) }
        if names.count == 1, name == "object", let file = object.file {
            described.compare(
                file, byteCount: object.byteCount, digests: object.digests, line: object.line, to: &findings)
        }
        text.removeAll()
    }

    /// An element of an object, which has ended.
    private func take(_ name: String) {
        let value = text.bytes.text
        switch (names.last, name) {
        case ("object", "originalName"): facts.release = value
        case ("objectIdentifier", "objectIdentifierType"): object.identifierType = value
        case ("objectIdentifier", "objectIdentifierValue"):
            if object.identifierType == "path in the bag" { object.file = value }
        case ("objectCharacteristics", "size"): object.byteCount = value
        case ("fixity", "messageDigestAlgorithm"): object.algorithm = value
        case ("fixity", "messageDigest"):
            if let algorithm = DigestAlgorithm(named: object.algorithm) { object.digests.append((algorithm, value)) }
        default: break
        }
    }
}
