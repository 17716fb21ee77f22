import CaseArchive
import CaseFiles
import CaseModel

/// An object that is being checked: its folders, and what its inventories say of them (OCFL 1.1, section 3).
struct OCFLObject {
    let check: OCFLCheck
    let folder: PackageFolders.Folder
    private let children: [PackageFolders.Child]
    private(set) var specification: OCFLSpecification?
    /// The version directories, in the order of their numbers.
    private var versions: [VersionFolder] = []
    private var versionsByKey: [[UInt8]: Int] = [:]
    /// The versions of the inventory that all of the object is compared with, by their keys.
    private(set) var currentVersions: [[UInt8]: Int] = [:]
    var coverage: OCFLCoverage

    /// A version directory.
    struct VersionFolder {
        let key: [UInt8]
        let name: OCFLVersionName
        let folder: PackageFolders.Folder
        let children: [PackageFolders.Child]

        var inventory: Int? {
            children.first { $0.kind == .file && $0.name.elementsEqual("inventory.json".utf8) }?.number
        }

        /// The folder of a name in it.
        func content(_ name: [UInt8]) -> PackageFolders.Folder? {
            children.first { $0.kind == .directory && $0.name.elementsEqual(name) }?.folder
        }
    }

    init(_ check: OCFLCheck, _ folder: PackageFolders.Folder) {
        self.check = check
        self.folder = folder
        children = check.folders.children(of: folder)
        coverage = OCFLCoverage(check, folder)
    }

    // MARK: The object's folder

    mutating func verify() throws {
        check.countObject()
        specification = try check.checkDeclaration(children, of: folder, .object)
        findVersions()
        let root = try readInventory(children, of: folder)
        try checkVersions(root)
        checkChildren(root?.inventory)
    }

    private mutating func findVersions() {
        for child in children where child.kind == .directory {
            guard let name = OCFLVersionName(child.name), name.number > 0, let inner = child.folder else { continue }
            versions.append(
                VersionFolder(
                    key: Array(child.name), name: name, folder: inner,
                    children: check.folders.children(of: inner)))
        }
        versions.sort { ($0.name.number, $0.key.count) < ($1.name.number, $1.key.count) }
        for (index, version) in versions.enumerated() { versionsByKey[version.key] = index }
    }

    /// That nothing else is in the object's folder.
    private func checkChildren(_ inventory: OCFLInventory?) {
        for child in children {
            let path = folder.path + child.name
            switch child.kind {
            case .file:
                if child.name.elementsEqual("inventory.json".utf8) || OCFLDeclaration(name: child.name)?.kind == .object
                    || isSidecar(child.name, of: inventory)
                {
                    continue
                }
                check.report(.ocflE001, path, "there is no place for this file in an object")
            case .directory:
                if child.name.elementsEqual("logs".utf8) || versionsByKey[Array(child.name)] != nil { continue }
                if child.name.elementsEqual("extensions".utf8), let inner = child.folder {
                    check.checkExtensions(inner, .ocflE067, unregistered: .ocflW013)
                } else {
                    check.report(.ocflE001, path, "there is no place for this folder in an object")
                }
            default: continue
            }
        }
    }

    /// Whether a name is that of an inventory's sidecar; where the algorithm is not known, of any.
    private func isSidecar(_ name: ArraySlice<UInt8>, of inventory: OCFLInventory?) -> Bool {
        guard let algorithm = OCFLSidecar.algorithm(name) else { return false }
        return algorithm == inventory?.algorithmName ?? algorithm
    }

    // MARK: Inventories

    /// An inventory as it was read.
    struct Document {
        let number: Int
        let inventory: OCFLInventory
        let sha256: [UInt8]
    }

    /// Reads the inventory of a folder, and compares it with its sidecar.
    ///
    /// - Parameter root: the object's own inventory, where this is a version's. One that is the same is not read again.
    private func readInventory(
        _ children: [PackageFolders.Child], of folder: PackageFolders.Folder, root: Document? = nil
    ) throws -> Document? {
        let isRoot = folder.path == self.folder.path
        let found = children.first { $0.kind == .file && $0.name.elementsEqual("inventory.json".utf8) }
        guard let number = found?.number else {
            if isRoot {
                check.report(.ocflE063, folder.path + Array("inventory.json".utf8), "the object has no inventory")
            }
            return nil
        }
        guard let bytes = try check.bytes(number, limit: check.inventoryLimit) else { return nil }
        let sha256 = Self.digest(bytes, .sha256)
        let inventory: OCFLInventory
        if let root, root.sha256 == sha256 {
            inventory = root.inventory
        } else {
            inventory = OCFLInventory(parsing: bytes)
            inventory.problems.report(check.tree.paths[number], bytes, to: &check.findings)
        }
        try checkSidecar(children, bytes, number, inventory)
        return Document(number: number, inventory: inventory, sha256: sha256)
    }

    private func checkSidecar(
        _ children: [PackageFolders.Child], _ bytes: [UInt8], _ number: Int, _ inventory: OCFLInventory
    ) throws {
        let path = check.tree.paths[number]
        let sidecars = children.filter { $0.kind == .file && OCFLSidecar.algorithm($0.name) != nil }
        let fitting = sidecars.filter { isSidecar($0.name, of: inventory) }
        if fitting.isEmpty {
            check.report(
                .ocflE058, path,
                "there is no inventory.json.\(visible(inventory.algorithmName ?? "sha512")) beside it")
            for sidecar in sidecars {
                check.report(
                    .ocflE059, sidecar.number.map { check.tree.paths[$0] } ?? [],
                    "its name is not of the inventory's digestAlgorithm")
            }
        }
        for sidecar in fitting {
            guard let other = sidecar.number, let text = try check.bytes(other, limit: 4096) else { continue }
            let sidecarPath = check.tree.paths[other]
            guard let parsed = OCFLSidecar(parsing: text) else {
                check.report(.ocflE061, sidecarPath, "it is not a digest, spaces and inventory.json")
                continue
            }
            let name = OCFLSidecar.algorithm(sidecar.name) ?? ""
            guard let algorithm = DigestAlgorithm(named: name) else { continue }
            let digest = Self.digest(bytes, algorithm)
            if OCFLAlgorithms.digest(parsed.digest) != digest {
                check.report(
                    .ocflE060, path, "its \(algorithm.name) digest is another than the file beside it says",
                    expected: visible(String(escaping: parsed.digest), limit: 200), found: hexadecimalText(digest))
            }
        }
    }

    private static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> [UInt8] {
        var digests = DigestComputation(DigestAlgorithms([algorithm]))
        bytes.withUnsafeBytes { digests.update($0) }
        return digests.digest(algorithm) ?? []
    }

    // MARK: Versions

    private mutating func checkVersions(_ root: Document?) throws {
        var current = root.flatMap { $0.inventory.isReadable ? $0 : nil }
        if let current { try checkRoot(current) }
        // From the last version to the first: each is compared with what comes behind it.
        var later = current?.inventory.specification
        for version in versions.reversed() {
            try Interruption.check()
            let document = try readInventory(version.children, of: version.folder, root: root)
            if version.inventory == nil {
                check.report(.ocflW010, version.folder.path.dropLast(), "the version has no inventory of its own")
            }
            let isLast = version.key == versions.last?.key
            let isSame = document != nil && document?.sha256 == root?.sha256
            if isLast, let document, let root, !isSame {
                check.report(
                    .ocflE064, check.tree.paths[document.number],
                    "it is not the same as \(shown(check.tree.paths[root.number]))")
            }
            checkChildren(of: version, document?.inventory ?? current?.inventory)
            guard let document, document.inventory.isReadable else { continue }
            if current == nil {
                // The object's own inventory cannot be used; that of the last version is the next best.
                current = document
                try checkRoot(document)
            } else if let current, !(isSame && isLast) {
                compare(document, version, with: current.inventory, later: later)
                coverage.check(document, versions, upTo: version.name.number, current: current.inventory)
            }
            later = document.inventory.specification ?? later
        }
        if current == nil { checkVersionFolders() }
    }

    /// What the inventory says that all of the object is compared with.
    private mutating func checkRoot(_ document: Document) throws {
        let inventory = document.inventory
        let path = check.tree.paths[document.number]
        if let specification, let type = inventory.specification, type != specification {
            check.report(
                .ocflE038, path, "its type is of another version than the object's declaration",
                expected: specification.inventoryType, found: type.inventoryType)
        }
        if let id = inventory.id {
            if let other = check.ids.updateValue(folder.path, forKey: id) {
                check.report(.ocflE037, path, "the object in \(shown(other)) has the same id, \(shown(id))")
            }
        }
        for (index, version) in inventory.versions.enumerated() { currentVersions[version.key] = index }
        compareFolders(inventory, path)
        coverage.check(document, versions, upTo: .max, current: nil)
        for fixity in inventory.fixity where fixity.algorithm == nil && fixity.name != "size" {
            check.report(
                .unknownAlgorithm, path,
                "its fixity block \(visible(fixity.name)) is of an algorithm that is not computed here")
        }
    }

    /// Compares the version directories with the versions of the inventory.
    private func compareFolders(_ inventory: OCFLInventory, _ path: ArraySlice<UInt8>) {
        for version in versions where currentVersions[version.key] == nil {
            check.report(
                .ocflE046, version.folder.path.dropLast(), "the inventory knows no version \(shown(version.key))")
        }
        guard inventory.versions.contains(where: { $0.name != nil }) else { return }
        var isInFolder: Set<[UInt8]> = []
        for number in 0..<inventory.contentPaths.count where inventory.isUsable[number] {
            let content = inventory.contentPaths[number]
            isInFolder.insert(Array(content.prefix { $0 != 0x2F }))
        }
        for version in inventory.usableVersions {
            if let directory = versionsByKey[version.key].map({ versions[$0] }) {
                if isInFolder.contains(version.key), directory.content(inventory.contentDirectory) == nil {
                    check.report(
                        .ocflE016, directory.folder.path.dropLast(),
                        "it has no folder \(shown(inventory.contentDirectory)), and the inventory names files in it")
                }
            } else if check.folders.hasFolders || isInFolder.contains(version.key) {
                check.report(
                    .ocflE010, folder.path + version.key, "there is no folder of version \(shown(version.key))")
            }
        }
    }

    /// Checks the version directories for themselves, where no inventory can be used.
    private func checkVersionFolders() {
        if versions.isEmpty { check.report(.ocflE008, folder.path.dropLast(), "the object has no version") }
        OCFLVersionSequence.check(versions.map(\.name)) { code, index, message in
            check.report(code, index.map { versions[$0].folder.path.dropLast() } ?? folder.path.dropLast(), message)
        }
    }

    /// What is in a version directory (section 3.3).
    private func checkChildren(of version: VersionFolder, _ inventory: OCFLInventory?) {
        let content = inventory?.contentDirectory ?? Array("content".utf8)
        for child in version.children {
            let path = version.folder.path + child.name
            let isContent = child.name.elementsEqual(content)
            if child.kind == .file {
                if child.name.elementsEqual("inventory.json".utf8) { continue }
                if version.inventory != nil, isSidecar(child.name, of: inventory) { continue }
                check.report(.ocflE015, path, "there is no place for this file in a version directory")
            } else if child.kind == .directory, !isContent {
                check.report(.ocflW002, path, "it is beside the version's content directory")
            } else if child.kind == .directory, let inner = child.folder {
                checkContent(inner)
            }
        }
    }

    private func checkContent(_ content: PackageFolders.Folder) {
        var hasFiles = false
        for number in check.folders.members(in: content) {
            switch check.tree.kind(number) {
            case .directory:
                if check.folders.isEmpty(number, in: content) {
                    check.report(.ocflE024, check.tree.paths[number], "the folder is empty")
                }
            default: hasFiles = true
            }
        }
        if !hasFiles {
            check.report(.ocflW003, content.path.dropLast(), "the version has no file in its content directory")
        }
    }
}
