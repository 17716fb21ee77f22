import CaseArchive
import CaseBytes
import CaseFiles
package import CaseModel

/// Verifies a bag of any version from 0.93 to 1.0 (RFC 8493).
package struct BagVerifier: PackageVerifier {
    /// How many lines of a manifest, or of `fetch.txt`, are read.
    package var lineLimit = 1_000_000
    /// The sizes that files should have, where something else in the package says it: by their number.
    package var expectedSizes: [Int: Int] = [:]

    private var declaration = BagDeclaration(parsing: [])
    var version = BagVersion.v1_0
    var encoding = TagEncoding.utf8
    var manifests: [BagManifest] = []
    /// What was found while planning, before anything was hashed.
    private var early = FindingList()
    var payload: [Int] = []

    package init() {}

    /// What it is, in words.
    package var kind: String { "bag (BagIt \(declaration.version.map(\.description) ?? "of no version"))" }

    /// Whether there is a bag in the tree's package: its declaration, or at least a payload and a manifest of it.
    package static func isBag(_ tree: PackageTree) -> Bool {
        if tree.number(of: "bagit.txt") != nil { return true }
        return tree.files.contains { BagManifest.name(tree.inner($0)!)?.isOfTags == false }
    }

    // MARK: Planning

    package mutating func plan(_ tree: PackageTree, _ plan: inout DigestPlan) throws {
        readDeclaration(tree)
        for number in tree.files {
            let path = tree.inner(number)!
            if path.starts(with: Self.payloadFolder) {
                payload.append(number)
            } else if let manifest = BagManifest(number, path) {
                manifests.append(manifest)
            }
        }
        manifests.sort { ($0.isOfTags ? 1 : 0, $0.name) < ($1.isOfTags ? 1 : 0, $1.name) }
        let ofPayload = DigestAlgorithms(manifests.filter { !$0.isOfTags }.compactMap(\.algorithm))
        let ofTags = DigestAlgorithms(manifests.filter(\.isOfTags).compactMap(\.algorithm))
        for (index, number) in tree.files.enumerated() {
            if index & 0xFFF == 0 { try Interruption.check() }
            let path = tree.inner(number)!
            // What is too large for a signature is reported as none; nothing is gained by reading it.
            if path.suffix(4).elementsEqual(".sig".utf8), tree.byteCount(number) > SSHSignature.byteLimit,
                BagManifest.name(path.dropLast(4)) != nil
            {
                continue
            }
            plan[number].formUnion(path.starts(with: Self.payloadFolder) ? ofPayload : ofTags)
        }
    }

    static let payloadFolder = Array("data/".utf8)

    private mutating func readDeclaration(_ tree: PackageTree) {
        let place = Place(member: tree.root + Array("bagit.txt".utf8))
        guard let number = tree.file("bagit.txt") else {
            if tree.mayHave(tree.root + Array("bagit.txt".utf8)) { return }
            early.append(Finding(.bagDeclaration, at: place, "there is no bagit.txt, so this is no bag"))
            return
        }
        do {
            declaration = BagDeclaration(parsing: try tree.bytes(number, limit: 4096))
        } catch is PackageLimit {
            early.append(Finding(.bagDeclaration, at: place, "it has \(tree.byteCount(number)) bytes, not two lines"))
            return
        } catch {
            // Reported where the file was read.
            return
        }
        for problem in declaration.problems {
            var place = place
            place.line = problem.line
            early.append(Finding(.bagDeclaration, at: place, problem.message))
        }
        if let version = declaration.version {
            self.version = version
            if !BagVersion.known.contains(version) {
                early.append(
                    Finding(.bagVersion, at: place, "it says that it is of BagIt \(version)", found: "\(version)"))
            }
        }
        if let encoding = declaration.encoding { self.encoding = encoding }
    }

    // MARK: Reporting

    package mutating func report(
        _ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList
    ) throws {
        findings.append(early)
        reportManifests(tree, to: &findings)
        var lists = try BagLists(tree, self)
        for index in manifests.indices where manifests[index].algorithm != nil {
            try lists.read(manifests[index], level: level, to: &findings)
        }
        try lists.readFetch(to: &findings)
        try lists.reportUnlisted(to: &findings)
        reportTwins(lists.folded, tree, to: &findings)
        try reportInfo(tree, to: &findings)
    }

    /// That there are manifests, and of algorithms that count.
    private func reportManifests(_ tree: PackageTree, to findings: inout FindingList) {
        let place = Place(member: tree.root)
        // What was not listed may be there.
        let isListed = !tree.mayHave(tree.root)
        if isListed, tree.container == .directory, tree.number(of: "data").map({ tree.kind($0) != .directory }) ?? true
        {
            findings.append(Finding(.noPayload, at: Place(member: tree.root + Array("data".utf8)), "it is not there"))
        }
        let ofPayload = manifests.filter { !$0.isOfTags }
        for manifest in manifests where manifest.algorithm == nil {
            findings.append(
                Finding(
                    .unknownAlgorithm, at: Place(member: tree.paths[manifest.number]),
                    "its digests are by \(visible(manifest.algorithmName)), which is not computed here",
                    found: manifest.algorithmName))
        }
        for manifest in manifests {
            guard let name = manifest.algorithm?.name, name != manifest.algorithmName else { continue }
            let before = manifest.isOfTags ? "tagmanifest-" : "manifest-"
            findings.append(
                Finding(
                    .unportableName, at: Place(member: tree.paths[manifest.number]),
                    "the algorithm in its name is not written as RFC 8493, section 2.4, has it; other programs may pass over it",
                    expected: before + name + ".txt", found: manifest.name))
        }
        let known = ofPayload.compactMap(\.algorithm)
        if ofPayload.isEmpty {
            if isListed {
                findings.append(Finding(.manifestMissing, at: place, "there is no manifest-<algorithm>.txt"))
            }
        } else if known.isEmpty {
            findings.append(
                Finding(.noKnownAlgorithm, at: place, "no manifest is by an algorithm that is computed here"))
        } else if !known.contains(where: \.isCollisionResistant) {
            let names = known.map(\.name).joined(separator: ", ")
            findings.append(Finding(.weakAlgorithm, at: place, "the payload's digests are by \(names) only"))
        }
        if isListed, !manifests.contains(where: \.isOfTags) {
            findings.append(Finding(.noTagManifest, at: place, "there is no tagmanifest-<algorithm>.txt"))
        }
    }

    private func reportTwins(_ folded: FoldedPaths, _ tree: PackageTree, to findings: inout FindingList) {
        for twins in folded.twins(in: tree) {
            for other in twins.dropFirst() {
                findings.append(
                    Finding(
                        .twinPaths, at: Place(member: tree.paths[other]),
                        "its path differs from another in case or Unicode form only",
                        found: String(escaping: tree.paths[twins[0]])))
            }
        }
    }
}

/// A manifest or tag manifest of a bag.
struct BagManifest {
    let number: Int
    let name: String
    let isOfTags: Bool
    let algorithmName: String
    /// nil where it is none that is computed.
    let algorithm: DigestAlgorithm?

    init?(_ number: Int, _ path: ArraySlice<UInt8>) {
        guard let (algorithm, isOfTags) = Self.name(path) else { return nil }
        self.number = number
        self.isOfTags = isOfTags
        name = String(escaping: path)
        algorithmName = algorithm
        self.algorithm = DigestAlgorithm(named: algorithm)
    }

    /// The algorithm that a manifest's name says; nil for other names.
    static func name(_ path: ArraySlice<UInt8>) -> (algorithm: String, isOfTags: Bool)? {
        let isOfTags = path.starts(with: "tag".utf8)
        let rest = isOfTags ? path.dropFirst(3) : path
        guard rest.starts(with: "manifest-".utf8), rest.suffix(4).elementsEqual(".txt".utf8) else { return nil }
        let algorithm = rest.dropFirst(9).dropLast(4)
        guard !algorithm.isEmpty, !algorithm.contains(0x2F) else { return nil }
        return (String(escaping: algorithm), isOfTags)
    }
}
