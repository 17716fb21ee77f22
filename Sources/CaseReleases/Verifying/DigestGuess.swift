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
        let text = String(escaping: path)
        let isInCrate = text.hasSuffix("/data/rdf/dataset.nq") || text.contains("/data/documents/")
        return isInCrate ? algorithms.union(DigestAlgorithms([DigestAlgorithm.sha256])) : algorithms
    }

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

    /// Learns from the names of manifests and inventories' sidecars.
    mutating func see(_ path: [UInt8]) {
        let name = String(escaping: path[((path.lastIndex(of: 0x2F) ?? -1) + 1)...])
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
