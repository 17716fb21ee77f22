import CaseArchive
package import CaseModel

/// Verifies an object or a storage root of OCFL 1.0 or 1.1.
package struct OCFLVerifier: PackageVerifier {
    /// How many bytes an inventory may have; it is read into memory.
    package var inventoryLimit = 64 << 20

    package let isStorageRoot: Bool
    private var specification: OCFLSpecification?
    private var objectCount = 0
    /// What was found while planning, before anything was hashed.
    private var early = FindingList()
    private var expectations = OCFLExpectations()
    private var unread: [Int] = []

    /// - Parameter isStorageRoot: false where the package is one object.
    package init(isStorageRoot: Bool) { self.isStorageRoot = isStorageRoot }

    /// What it is, in words.
    package var kind: String {
        let version = specification.map { "OCFL \($0)" } ?? "OCFL of no version"
        guard isStorageRoot else { return "OCFL object (\(version))" }
        return "OCFL storage root (\(version), \(objectCount) \(objectCount == 1 ? "object" : "objects"))"
    }

    // MARK: Finding

    /// The verifier of an object or storage root in the tree's package; nil where there is none.
    package static func detect(in tree: PackageTree) -> OCFLVerifier? {
        var hasInventory = false
        var hasSupport = false
        var hasLayout = false
        var hasInnerObject = false
        var isOther = false
        for number in tree.files {
            guard let path = tree.inner(number) else { continue }
            let name = path[((path.lastIndex(of: 0x2F) ?? path.startIndex - 1) + 1)...]
            let declaration = OCFLDeclaration(name: name)
            guard name.count == path.count else {
                if declaration?.kind == .object { hasInnerObject = true }
                // `v1/inventory.json`: a version of an object that lost its own.
                let isVersion = OCFLVersionName(path.dropLast(name.count + 1)) != nil
                if isVersion, name.elementsEqual("inventory.json".utf8) { (hasInventory, hasSupport) = (true, true) }
                continue
            }
            if let declaration { return OCFLVerifier(isStorageRoot: declaration.kind == .storageRoot) }
            if name.elementsEqual("inventory.json".utf8) { hasInventory = true }
            if OCFLSidecar.algorithm(name) != nil { hasSupport = true }
            if name.elementsEqual("ocfl_layout.json".utf8) { hasLayout = true }
            if name.elementsEqual("bagit.txt".utf8) || name.elementsEqual("ro-crate-metadata.json".utf8) {
                isOther = true
            }
        }
        if hasInventory, hasSupport || !isOther { return OCFLVerifier(isStorageRoot: false) }
        // An archive is looked into folder by folder; there, objects in a folder are packages of their own.
        if hasLayout || hasInnerObject && !isOther && tree.container == .directory {
            return OCFLVerifier(isStorageRoot: true)
        }
        return nil
    }

    // MARK: Planning

    package mutating func plan(_ tree: PackageTree, _ plan: inout DigestPlan) throws {
        let check = OCFLCheck(tree, plan, inventoryLimit: inventoryLimit)
        check.reportLinks()
        if isStorageRoot {
            var root = OCFLStorageRoot(check)
            try root.verify()
            specification = root.specification
        } else {
            var object = OCFLObject(check, check.folders.root)
            try object.verify()
            specification = object.specification
        }
        plan = check.plan
        early = check.findings
        expectations = check.expectations
        unread = check.unread
        objectCount = check.objectCount
    }

    // MARK: Reporting

    package mutating func report(
        _ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList
    ) throws {
        findings.append(early)
        for number in unread where !tree.isUnreadable(number) {
            findings.append(
                Finding(.notVerified, at: Place(member: tree.paths[number]), "it could not be read when it was needed"))
        }
        try expectations.report(tree, level: level, to: &findings)
    }
}
