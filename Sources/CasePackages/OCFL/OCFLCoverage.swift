import CaseArchive
import CaseFiles
import CaseModel

/// Compares the files of an object's content directories with what an inventory's manifest names, and asks for the
/// digests that it says they have.
struct OCFLCoverage {
    private let check: OCFLCheck
    private let folder: PackageFolders.Folder
    /// For each member of the object, the last inventory that named it, from 1.
    private var stamps: [UInt32]
    private var stamp: UInt32 = 0
    /// Whether the object's own inventory names it.
    private var isCurrent: [Bool] = []
    /// The content directories, in the order of their versions; how many files are in each and those before it.
    private var contents: [(version: Int, folder: PackageFolders.Folder, fileCount: Int)] = []

    init(_ check: OCFLCheck, _ folder: PackageFolders.Folder) {
        self.check = check
        self.folder = folder
        stamps = [UInt32](repeating: 0, count: folder.run.count)
    }

    /// - Parameters:
    ///   - last: the number of the last version that the inventory is about.
    ///   - current: the object's own inventory; nil where this is it.
    mutating func check(
        _ document: OCFLObject.Document, _ versions: [OCFLObject.VersionFolder], upTo last: Int,
        current: OCFLInventory?
    ) {
        guard document.inventory.hasManifest else { return }
        stamp += 1
        let named = takeManifest(document, current)
        takeFixity(document)
        if current == nil {
            isCurrent = stamps.map { $0 == stamp }
            findContents(versions, document.inventory.contentDirectory)
        }
        let folders = contents.prefix { $0.version <= last }
        let files = folders.last?.fileCount ?? 0
        // Where the content directories are called otherwise, that is what is reported.
        guard files != named, current.map({ $0.contentDirectory == document.inventory.contentDirectory }) ?? true
        else { return }
        reportUnnamed(folders.map(\.folder), files - named, document, isCurrent: current == nil)
    }

    private mutating func findContents(_ versions: [OCFLObject.VersionFolder], _ name: [UInt8]) {
        var count = 0
        for version in versions {
            guard let content = version.content(name) else { continue }
            for number in check.folders.members(in: content) where check.tree.kind(number) == .file { count += 1 }
            contents.append((version.name.number, content, count))
        }
    }

    /// - Returns: how many files of the content directories it names.
    private mutating func takeManifest(_ document: OCFLObject.Document, _ current: OCFLInventory?) -> Int {
        let inventory = document.inventory
        var named = 0
        for path in 0..<inventory.contentPaths.count {
            let digest = inventory.contentDigests[path]
            guard digest != OCFLInventory.none, inventory.isUsable[path] else { continue }
            guard let number = file(inventory, path, current) else { continue }
            let place = check.folders.place(number) - folder.run.lowerBound
            if stamps[place] != stamp {
                stamps[place] = stamp
                named += 1
            }
            if let algorithm = inventory.algorithm {
                expect(inventory.digests[Int(digest)], number, algorithm, document.number, isFixity: false)
            }
        }
        return named
    }

    /// The number of the plain file of a content path; that it is missing is reported once.
    private func file(_ inventory: OCFLInventory, _ path: Int, _ current: OCFLInventory?) -> Int? {
        let content = inventory.contentPaths[path]
        let full = folder.path + content
        guard let number = check.tree.paths.number(of: full) else {
            let isReported = current.map { $0.names(content) } ?? false
            if !isReported { check.report(.ocflE092, full, "the manifest names this file, and it is not there") }
            return nil
        }
        switch check.tree.kind(number) {
        case .file: return number
        case .directory:
            check.report(.ocflE092, full, "the manifest names this file, and it is a folder")
            return nil
        default: return nil
        }
    }

    private func takeFixity(_ document: OCFLObject.Document) {
        let inventory = document.inventory
        for fixity in inventory.fixity {
            for entry in fixity.entries where inventory.isUsable[Int(entry.path)] {
                let full = folder.path + inventory.contentPaths[Int(entry.path)]
                guard let number = check.tree.paths.number(of: full), check.tree.kind(number) == .file else {
                    check.report(.ocflE093, full, "the fixity block names this file, and it is not there")
                    continue
                }
                let digest = fixity.digests[Int(entry.digest)]
                if fixity.name == "size" {
                    takeSize(digest, number, document)
                } else if let algorithm = fixity.algorithm {
                    expect(digest, number, algorithm, document.number, isFixity: true)
                }
            }
        }
    }

    private func takeSize(_ digits: ArraySlice<UInt8>, _ number: Int, _ document: OCFLObject.Document) {
        guard let size = Int(String(decoding: digits, as: UTF8.self)), size >= 0 else {
            check.report(
                .ocflE057, check.tree.paths[document.number], "the fixity block size has \(shown(digits))")
            return
        }
        check.expectations.expect(byteCount: size, of: number, inventory: document.number)
    }

    private func expect(
        _ text: ArraySlice<UInt8>, _ number: Int, _ algorithm: DigestAlgorithm, _ inventory: Int, isFixity: Bool
    ) {
        guard let digest = OCFLAlgorithms.digest(text), digest.count == algorithm.byteCount else { return }
        check.plan[number].insert(algorithm)
        let source = OCFLExpectations.Source(inventory: inventory, isFixity: isFixity)
        if !check.expectations.expect(digest, of: number, algorithm, source) {
            check.report(
                source.code, check.tree.paths[number], "inventories say different \(algorithm.name) digests of it")
        }
    }

    /// Reports files that a manifest does not name, and the object's own manifest, if it is another, does.
    private func reportUnnamed(
        _ folders: [PackageFolders.Folder], _ count: Int, _ document: OCFLObject.Document, isCurrent: Bool
    ) {
        guard check.findings.lists(.ocflE023) else { return check.findings.count(.ocflE023, max(1, count)) }
        for content in folders {
            for number in check.folders.members(in: content) where check.tree.kind(number) == .file {
                let place = check.folders.place(number) - folder.run.lowerBound
                guard stamps[place] != stamp, isCurrent || self.isCurrent[place] else { continue }
                check.report(
                    .ocflE023, check.tree.paths[number],
                    "\(shown(check.tree.paths[document.number])) does not name it in its manifest")
            }
        }
    }
}

extension OCFLInventory {
    /// Whether its manifest names a content path, and rightly.
    func names(_ path: ArraySlice<UInt8>) -> Bool {
        guard let number = contentPaths.number(of: Array(path)) else { return false }
        return contentDigests[number] != Self.none && isUsable[number]
    }
}
