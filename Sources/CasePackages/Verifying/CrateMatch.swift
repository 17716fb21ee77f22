import CaseArchive
import CaseFiles
import CaseModel

/// Finds the files and folders of a crate's entities in the tree.
struct CrateMatch {
    private let crate: CrateDescription
    private let tree: PackageTree
    private let folders: PackageFolders
    /// The crate's folder in the tree, with a slash behind it.
    private let folder: [UInt8]
    private let base: [UInt8]
    /// The file of each id, by the id's number; -1 where it has none.
    private var files: [Int32]
    private var isDescribed: [Bool]
    /// How many folders begin at a place of the tree's order that are described as a whole, less those that end there.
    private var coverage: [Int32]

    init(_ crate: CrateDescription, _ tree: PackageTree, base: [UInt8]) {
        self.crate = crate
        self.tree = tree
        self.base = base
        folder = tree.root + base
        folders = PackageFolders(tree)
        files = [Int32](repeating: -1, count: crate.ids.count)
        isDescribed = [Bool](repeating: false, count: tree.count)
        coverage = [Int32](repeating: 0, count: folders.root.run.count + 1)
    }

    /// The number of the file that an id is of.
    func file(_ id: Int) -> Int? { files[id] < 0 ? nil : Int(files[id]) }

    /// Looks for what each entity describes.
    ///
    /// - Throws: `Interrupted`
    mutating func run(to findings: inout FindingList) throws {
        let root = crate.root
        for id in 0..<crate.ids.count where root != id {
            if id & 0xFFF == 0 { try Interruption.check() }
            let marks = crate.marks[id]
            // What nobody describes is looked for only where something has it as a part.
            guard marks.contains(.file) || marks.contains(.folder) || marks == .part,
                let path = CratePath(crate.ids[id])
            else { continue }
            if let reason = danger(path) {
                findings.append(
                    Finding(
                        .dangerousPath, at: Place(member: folder),
                        "the id \(shown(crate.ids[id])) of the crate \(reason)"))
                continue
            }
            if marks.contains(.file) || !marks.contains(.folder) && !path.isFolder {
                matchFile(id, path, marks, to: &findings)
            } else {
                matchFolder(id, path, marks, to: &findings)
            }
        }
    }

    private func danger(_ path: CratePath) -> String? {
        path.path.isEmpty ? nil : PathDanger.reason(path.path)
    }

    private mutating func matchFile(
        _ id: Int, _ path: CratePath, _ marks: CrateDescription.Marks, to findings: inout FindingList
    ) {
        let number = tree.paths.number(of: folder + path.path) ?? tree.paths.number(of: folder + path.literal)
        if let number, tree.kind(number) == .file {
            files[id] = Int32(clamping: number)
            if marks.contains(.described) { isDescribed[number] = true }
            return
        }
        // A link or a device in its place is reported as such.
        if let number, tree.kind(number) != .directory { return }
        guard marks.contains(.part), !tree.mayHave(folder + path.path) else { return }
        findings.append(
            Finding(
                .crateFileMissing, at: Place(member: folder + path.path),
                number == nil ? "the crate describes this file" : "the crate describes this file, and it is a folder"))
    }

    private mutating func matchFolder(
        _ id: Int, _ path: CratePath, _ marks: CrateDescription.Marks, to findings: inout FindingList
    ) {
        guard !path.path.isEmpty else { return }
        let found = folders.folder(folder + path.path + [0x2F]) ?? folders.folder(folder + path.literal + [0x2F])
        guard let found else {
            if tree.mayHave(folder + path.path + [0x2F]) { return }
            guard marks.contains(.part), folders.hasFolders || marks.contains(.hasParts) else { return }
            findings.append(
                Finding(
                    .crateFileMissing, at: Place(member: folder + path.path + [0x2F]),
                    "the crate describes this folder"))
            return
        }
        // A folder that names no parts is described with all that is in it.
        guard marks.contains(.described), !marks.contains(.hasParts) else { return }
        coverage[found.run.lowerBound] += 1
        coverage[found.run.upperBound] -= 1
    }

    // MARK: What nobody describes

    /// Reports files of the crate that no entity describes.
    func reportUndescribed(isBag: Bool, to findings: inout FindingList) throws {
        let scope = isBag ? tree.root + BagVerifier.payloadFolder : folder
        var depth = 0
        for place in 0..<folders.root.run.count {
            if place & 0xFFF == 0 { try Interruption.check() }
            depth += Int(coverage[place])
            let number = folders.number(at: place)
            guard depth == 0, tree.kind(number) == .file, !isDescribed[number] else { continue }
            let path = tree.paths[number]
            guard path.starts(with: scope), path.starts(with: folder), !isOfCrate(path.dropFirst(folder.count)) else {
                continue
            }
            guard findings.lists(.crateFileUndescribed) else {
                findings.count(.crateFileUndescribed)
                continue
            }
            findings.append(
                Finding(.crateFileUndescribed, at: Place(member: path), "no entity of the crate describes it"))
        }
    }

    /// Whether a file is the crate's own: its metadata and its preview.
    private func isOfCrate(_ path: ArraySlice<UInt8>) -> Bool {
        (CrateDescription.fileNames + ["ro-crate-preview.html"]).contains { path.elementsEqual($0.utf8) }
            || path.starts(with: "ro-crate-preview_files/".utf8)
    }
}
