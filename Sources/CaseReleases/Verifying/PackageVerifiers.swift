import CaseArchive
import CaseModel
import CasePackages

/// The verifiers of the packages that a tree is: a bag is often an RO-Crate too.
struct PackageVerifiers {
    private var bag: BagVerifier?
    private var ocfl: OCFLVerifier?
    private var crate: CrateVerifier?

    var isEmpty: Bool { bag == nil && ocfl == nil && crate == nil }

    /// What sorts of package it is, in words.
    var kinds: [String] { [bag.map(\.kind), ocfl.map(\.kind), crate.map(\.kind)].compactMap(\.self) }

    /// Looks for a package in the tree itself, then in its top folders, and sets the tree's root to where it is.
    static func find(in tree: PackageTree, _ options: VerificationOptions) -> PackageVerifiers {
        for root in roots(tree) {
            tree.root = root
            let verifiers = PackageVerifiers(tree, options)
            if !verifiers.isEmpty { return verifiers }
        }
        tree.root = []
        return PackageVerifiers()
    }

    private init() {}

    private init(_ tree: PackageTree, _ options: VerificationOptions) {
        if BagVerifier.isBag(tree) {
            var bag = BagVerifier()
            bag.lineLimit = options.limits.memberCount
            self.bag = bag
        }
        ocfl = OCFLVerifier.detect(in: tree)
        crate = CrateVerifier.detect(in: tree)
    }

    /// Where a package may be: an archive has it in one folder at its top, seldom without a folder.
    private static func roots(_ tree: PackageTree) -> [[UInt8]] {
        var roots: [[UInt8]] = [[]]
        guard tree.container != .directory else { return roots }
        var seen: Set<[UInt8]> = []
        for number in 0..<tree.count where roots.count <= 16 {
            let path = tree.paths[number]
            guard let slash = path.firstIndex(of: 0x2F) else { continue }
            let root = Array(path[...slash])
            if seen.insert(root).inserted { roots.append(root) }
        }
        return roots
    }

    mutating func plan(_ tree: PackageTree, _ plan: inout DigestPlan) throws {
        try crate?.plan(tree, &plan)
        // With the sizes that the crate says, a file that was cut off is told from one that was altered.
        if let crate { bag?.expectedSizes = crate.expectedSizes }
        try bag?.plan(tree, &plan)
        try ocfl?.plan(tree, &plan)
    }

    mutating func report(_ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList) throws {
        try bag?.report(tree, level: level, to: &findings)
        try ocfl?.report(tree, level: level, to: &findings)
        try crate?.report(tree, level: level, to: &findings)
    }
}
