import CaseArchive
import CaseFiles
import CaseModel

extension BagVerifier {
    /// What `bag-info.txt` says, and whether the payload is as large.
    func reportInfo(_ tree: PackageTree, to findings: inout FindingList) throws {
        let name = version < BagVersion(major: 0, minor: 96) ? "package-info.txt" : "bag-info.txt"
        guard let number = tree.file(name) else { return }
        let place = Place(member: tree.paths[number])
        func lined(_ line: Int?) -> Place { Place(member: tree.paths[number], line: line) }
        let bytes: [UInt8]
        do {
            bytes = try tree.bytes(number, limit: 16 << 20)
        } catch let limit as PackageLimit {
            findings.append(
                Finding.exceeded(place, "it has \(limit.byteCount) bytes; \(limit.limit) are read"))
            return
        } catch is ArchiveProblem {
            return
        } catch is FileProblem {
            return
        }
        guard let text = encoding.text(bytes) else {
            findings.append(Finding(.tagEncoding, at: place, "it is not \(encoding.rawValue)"))
            return
        }
        let info = BagInfoReader(parsing: text, version: version)
        for problem in info.problems {
            findings.append(Finding(.bagInfoSyntax, at: lined(problem.line), problem.message))
        }
        if version >= .v1_0 {
            for label in ["Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count"] {
                for again in info.all(label).dropFirst() {
                    findings.append(
                        Finding(.bagInfoRepeated, at: lined(again.line), "\(label) should be there once"))
                }
            }
        }
        let stated = info.all("Payload-Oxum")
        for again in stated.dropFirst() {
            findings.append(Finding(.payloadOxum, at: lined(again.line), "Payload-Oxum may be there once only"))
        }
        guard let first = stated.first else { return }
        guard let oxum = PayloadOxum(first.value) else {
            findings.append(
                Finding(
                    .payloadOxum, at: lined(first.line), "it is no number of bytes, dot and number of files",
                    found: first.value))
            return
        }
        // What was not listed is counted by nobody.
        if tree.mayHave(tree.root + Self.payloadFolder) { return }
        let byteCount = payload.reduce(0) { $0 + tree.byteCount($1) }
        if oxum.byteCount != byteCount || oxum.fileCount != payload.count {
            findings.append(
                Finding(
                    .payloadOxum, at: lined(first.line),
                    "the payload has \(byteCount) bytes in \(payload.count) files, and not \(oxum.byteCount) in \(oxum.fileCount)",
                    expected: first.value, found: "\(byteCount).\(payload.count)"))
        }
    }
}
