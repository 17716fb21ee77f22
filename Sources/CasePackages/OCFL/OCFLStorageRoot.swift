import CaseArchive
import CaseFiles
import CaseModel

/// A storage root that is being checked (OCFL 1.1, section 4).
struct OCFLStorageRoot {
    let check: OCFLCheck
    private(set) var specification: OCFLSpecification?
    private var hasTopObjects = false
    private var hasDeepObjects = false

    init(_ check: OCFLCheck) { self.check = check }

    mutating func verify() throws {
        let root = check.folders.root
        let children = check.folders.children(of: root)
        specification = try check.checkDeclaration(children, of: root, .storageRoot)
        if !children.contains(where: { OCFLDeclaration(name: $0.name)?.kind == .storageRoot }) {
            check.report(
                .ocflE069, root.path.dropLast(), "it has no declaration that it is a storage root")
        }
        for child in children {
            if child.kind == .file, child.name.elementsEqual("ocfl_layout.json".utf8), let number = child.number {
                try checkLayout(number)
            } else if child.kind == .directory, let folder = child.folder {
                if child.name.elementsEqual("extensions".utf8) {
                    check.checkExtensions(
                        folder, specification == .v1_0 ? .ocflE086 : .ocflE112, unregistered: .ocflW016)
                } else {
                    try checkHierarchy(folder)
                }
            }
        }
        if hasTopObjects, hasDeepObjects {
            check.report(.ocflW015, root.path.dropLast(), "some objects are right in it, and some in folders of it")
        }
    }

    // MARK: The hierarchy

    /// Goes through folders until each ends in an object; without recursion, since folders may be deep.
    private mutating func checkHierarchy(_ top: PackageFolders.Folder) throws {
        var waiting = [(folder: top, isTop: true)]
        while let (folder, isTop) = waiting.popLast() {
            try Interruption.check()
            let children = check.folders.children(of: folder)
            if Self.isObject(children) {
                if isTop { hasTopObjects = true } else { hasDeepObjects = true }
                try verifyObject(folder)
                continue
            }
            let folders = children.filter { $0.kind == .directory }
            reportFiles(children, in: folder)
            if children.isEmpty {
                check.report(.ocflE073, folder.path.dropLast(), "the folder is empty")
            } else if folders.isEmpty {
                check.report(.ocflE085, folder.path.dropLast(), "the folder is no object, and has none in it")
                check.report(.ocflE088, folder.path.dropLast(), "the folder is no part of the way to an object")
            }
            waiting += folders.reversed().compactMap { $0.folder.map { ($0, false) } }
        }
    }

    /// Whether a folder is an object, or would be one if it had a declaration.
    static func isObject(_ children: [PackageFolders.Child]) -> Bool {
        children.contains { child in
            child.kind == .file
                && (OCFLDeclaration(name: child.name)?.kind == .object
                    || child.name.elementsEqual("inventory.json".utf8))
        }
    }

    private func reportFiles(_ children: [PackageFolders.Child], in folder: PackageFolders.Folder) {
        for child in children where child.kind == .file {
            let path = folder.path + child.name
            if OCFLDeclaration(name: child.name)?.kind == .storageRoot {
                check.report(.ocflE088, path, "there is a storage root in a storage root")
            }
            check.report(.ocflE072, path, "the file is no part of an object")
            check.report(.ocflE084, path, "the file is in a folder on the way to objects")
        }
    }

    private func verifyObject(_ folder: PackageFolders.Folder) throws {
        var object = OCFLObject(check, folder)
        try object.verify()
        if let specification, let other = object.specification, specification < other {
            check.report(
                .ocflE081, folder.path.dropLast(), "the object follows a later specification than the storage root",
                expected: specification.description, found: other.description)
        }
    }

    // MARK: The layout

    private func checkLayout(_ number: Int) throws {
        let path = check.tree.paths[number]
        guard let bytes = try check.bytes(number, limit: 1 << 20) else { return }
        guard let layout = try? JSON(parsing: bytes), layout.members != nil else {
            check.report(.ocflE070, path, "it is not a JSON object")
            return
        }
        for key in ["extension", "description"] where layout[key]?.text == nil {
            check.report(.ocflE070, path, "it has no text of the key \(key)")
        }
        if let name = layout["extension"]?.text, !OCFLExtensions.isRegisteredForm(name) {
            check.report(
                .ocflE071, path, "its extension is none that is registered", expected: nil,
                found: visible(name, limit: 200))
        }
    }
}
