import CaseArchive
import CaseBytes
import CaseFiles
package import CaseModel

/// Verifies that an RO-Crate describes what is there, and that what it describes is there (RO-Crate 1.1 and 1.2).
package struct CrateVerifier: PackageVerifier {
    /// How many bytes the metadata file may have; it is read into memory.
    package var metadataLimit = 64 << 20
    /// The sizes that files should have, by their number; when it is planned.
    package private(set) var expectedSizes: [Int: Int] = [:]

    /// The crate's folder in the package, with a slash behind it; empty where it is the package's.
    private let base: [UInt8]
    private let metadata: Int
    /// Whether the package is a bag: then the files outside of its payload are the bag's.
    private let isBag: Bool
    private var early = FindingList()
    private var digests: [(number: Int, algorithm: DigestAlgorithm, digest: [UInt8])] = []
    private var isUnread = false

    /// What it is, in words.
    package var kind: String { "RO-Crate" }

    /// The verifier of a crate in the tree's package: in its folder, or in the payload of a bag; nil where there is none.
    package static func detect(in tree: PackageTree) -> CrateVerifier? {
        let isBag = tree.number(of: "bagit.txt") != nil
        for base in isBag ? ["", "data/"] : [""] {
            for name in CrateDescription.fileNames {
                if let number = tree.file(base + name) {
                    return CrateVerifier(base: Array(base.utf8), metadata: number, isBag: isBag)
                }
            }
        }
        return nil
    }

    private init(base: [UInt8], metadata: Int, isBag: Bool) {
        self.base = base
        self.metadata = metadata
        self.isBag = isBag
    }

    // MARK: Planning

    package mutating func plan(_ tree: PackageTree, _ plan: inout DigestPlan) throws {
        guard let bytes = try readMetadata(tree) else { return }
        let crate = CrateDescription(parsing: bytes)
        for problem in crate.problems {
            early.append(Finding(.crateSyntax, at: Place(member: tree.paths[metadata]), problem))
        }
        guard crate.hasGraph else { return }
        var match = CrateMatch(crate, tree, base: base)
        try match.run(to: &early)
        for (id, byteCount) in crate.sizes {
            guard let number = match.file(id) else { continue }
            expectedSizes[number] = byteCount
        }
        for (id, algorithm, digest) in crate.digests {
            guard let number = match.file(id) else { continue }
            plan[number].insert(algorithm)
            digests.append((number, algorithm, digest))
        }
        for (id, name) in crate.strangeDigests {
            guard let number = match.file(id) else { continue }
            early.append(
                Finding(
                    .crateFileDiffers, at: Place(member: tree.paths[number]),
                    "what the crate says is its \(name) digest is none in hexadecimal"))
        }
        try match.reportUndescribed(isBag: isBag, to: &early)
    }

    private mutating func readMetadata(_ tree: PackageTree) throws -> [UInt8]? {
        do {
            return try tree.bytes(metadata, limit: metadataLimit)
        } catch let problem as Interrupted {
            throw problem
        } catch let problem as PackageLimit {
            early.append(
                Finding.exceeded(
                    Place(member: tree.paths[metadata]),
                    "it has \(problem.byteCount) bytes, and \(problem.limit) are the limit for what is read into memory"
                ))
        } catch {
            isUnread = true
        }
        return nil
    }

    // MARK: Reporting

    package mutating func report(
        _ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList
    ) throws {
        findings.append(early)
        if isUnread, !tree.isUnreadable(metadata) {
            findings.append(
                Finding(
                    .notVerified, at: Place(member: tree.paths[metadata]), "it could not be read when it was needed"))
        }
        for (number, byteCount) in expectedSizes.sorted(by: { $0.key < $1.key })
        where tree.byteCount(number) != byteCount {
            findings.append(
                Finding(
                    .crateFileDiffers, at: Place(member: tree.paths[number]),
                    "it has another size than the crate says", expected: String(byteCount),
                    found: String(tree.byteCount(number))))
        }
        guard level > .quick else { return }
        for (number, algorithm, digest) in digests {
            guard let found = tree.digest(number, algorithm), !found.elementsEqual(digest) else { continue }
            findings.append(
                Finding(
                    .crateFileDiffers, at: Place(member: tree.paths[number]),
                    "its \(algorithm.name) digest is another than the crate says", expected: hexadecimal(digest),
                    found: hexadecimal(found)))
        }
    }
}
