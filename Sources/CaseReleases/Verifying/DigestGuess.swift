import CaseFiles
import CasePackages

/// Which digests will be asked for of files whose manifests stand behind them.
struct DigestGuess {
    private(set) var algorithms: DigestAlgorithms
    private var isKnown = false
    /// Whether a wrong guess can be made good by reading again.
    private let isRepeatable: Bool

    init(isRepeatable: Bool) {
        self.isRepeatable = isRepeatable
        // SHA-512 is BagIt's and OCFL's default, and what our own releases have.
        algorithms = isRepeatable ? DigestAlgorithms([DigestAlgorithm.sha512]) : .all
    }

    /// What to compute of a file. The graph and documents of our releases have their SHA-256 in the crate too.
    func algorithms(of path: [UInt8]) -> DigestAlgorithms {
        // Behind the package's folder.
        let inside = path.drop { $0 != 0x2F }
        let isInCrate = inside.elementsEqual(Self.graph) || inside.starts(with: Self.documents)
        return isInCrate ? algorithms.union(DigestAlgorithms([DigestAlgorithm.sha256])) : algorithms
    }

    private static let graph = Array("/data/rdf/dataset.nq".utf8)
    private static let documents = Array("/data/documents/".utf8)

    /// Learns from a bag's own words, which in our releases come first: their profile has SHA-512. Where they are not
    /// true, digests are missed that the manifests have, which is an error.
    mutating func see(bagInfo text: [UInt8]) {
        guard !isKnown,
            BagInfoReader(parsing: text, version: .v1_0).all("BagIt-Profile-Identifier")
                .contains(where: { $0.value == BagProfile.identifier })
        else { return }
        isKnown = true
        algorithms = DigestAlgorithms([DigestAlgorithm.sha512])
    }

    private static let firstBytes = Array("mti".utf8)

    /// Learns from the names of manifests and inventories' sidecars.
    mutating func see(_ path: [UInt8]) {
        let last = path[((path.lastIndex(of: 0x2F) ?? -1) + 1)...]
        // Most files are none of these, and need no string made of their names.
        guard let first = last.first, Self.firstBytes.contains(first) else { return }
        let name = String(escaping: last)
        for (before, behind) in [("manifest-", ".txt"), ("tagmanifest-", ".txt"), ("inventory.json.", "")]
        where name.hasPrefix(before) && name.hasSuffix(behind) {
            guard let found = DigestAlgorithm(named: String(name.dropFirst(before.count).dropLast(behind.count))) else {
                continue
            }
            if isRepeatable {
                if !isKnown { algorithms = [] }
                isKnown = true
            }
            algorithms.insert(found)
        }
    }
}
