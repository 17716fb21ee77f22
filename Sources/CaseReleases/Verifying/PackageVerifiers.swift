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
            if !verifiers.isEmpty, verifiers.isOne(of: options.kind) { return verifiers }
        }
        // What says of itself that it is nothing of the kind is verified as if it did.
        let roots = roots(tree)
        tree.root = options.kind != nil && roots.count == 2 && isAllBelow(roots[1], tree) ? roots[1] : []
        return PackageVerifiers(as: options.kind, options)
    }

    private init(as kind: PackageKind?, _ options: VerificationOptions) {
        switch kind {
        case .bag: bag = Self.bagVerifier(options)
        case .ocflObject: ocfl = OCFLVerifier(isStorageRoot: false)
        case .ocflStorageRoot: ocfl = OCFLVerifier(isStorageRoot: true)
        case .crate, nil: break
        }
    }

    private func isOne(of kind: PackageKind?) -> Bool {
        switch kind {
        case .bag: bag != nil
        case .crate: crate != nil
        case .ocflObject: ocfl?.isStorageRoot == false
        case .ocflStorageRoot: ocfl?.isStorageRoot == true
        case nil: true
        }
    }

    private static func bagVerifier(_ options: VerificationOptions) -> BagVerifier {
        var bag = BagVerifier()
        bag.lineLimit = options.limits.memberCount
        return bag
    }

    private static func isAllBelow(_ root: [UInt8], _ tree: PackageTree) -> Bool {
        (0..<tree.count).allSatisfy {
            tree.paths[$0].starts(with: root) || tree.paths[$0].elementsEqual(root.dropLast())
        }
    }

    private init(_ tree: PackageTree, _ options: VerificationOptions) {
        if BagVerifier.isBag(tree) { bag = Self.bagVerifier(options) }
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
