import CaseArchive
import CaseFiles
import CaseModel
import CasePackages

/// Takes the members of a tree in, and finds what is wrong with their names.
struct TreeListing {
    let tree: PackageTree
    /// For each number of the tree, its place among the members.
    private(set) var places: [Int]
    private(set) var fileCount = 0
    private(set) var byteCount = 0
    private let limits: ArchiveLimits

    /// - Parameter reading: hands out the bytes of a member by its place.
    init(_ container: Container, _ limits: ArchiveLimits, reading: @escaping PackageTree.Reading) {
        self.limits = limits
        final class Places { var places: [Int] = [] }
        places = []
        let shared = Places()
        tree = PackageTree(container) { number, body in try reading(shared.places[number], body) }
        append = { shared.places.append($0) }
    }

    /// Of a tree that has its members.
    init(_ tree: PackageTree, _ limits: ArchiveLimits, _ places: [Int]) {
        self.limits = limits
        self.tree = tree
        self.places = places
        append = { _ in }
        for number in 0..<tree.count where tree.kind(number) == .file {
            fileCount += 1
            byteCount += tree.byteCount(number)
        }
    }

    private let append: (Int) -> Void

    /// Takes everything in that a source has.
    ///
    /// - Throws: `Interrupted`
    mutating func insertMembers(of source: any TreeSource, to findings: inout FindingList) throws {
        var place = 0
        try source.forEachMember { member in
            try insert(member, at: place, to: &findings)
            place += 1
        }
    }

    /// Takes a member in.
    ///
    /// - Returns: its number; nil where there is another of its path, or its path is refused.
    /// - Throws: `Interrupted`
    @discardableResult
    mutating func insert(_ member: ArchiveMember, at place: Int, to findings: inout FindingList) throws -> Int? {
        if place & 0xFFF == 0 { try Interruption.check() }
        guard let path = MemberNames.plain(member.path) else {
            // The tree's own folder is in many archives; a file without a name is not to be passed over.
            if member.kind != .directory {
                findings.append(Finding(.dangerousPath, at: Place(), "a member that is no folder has no name"))
            }
            return nil
        }
        if tree.container != .directory, let excess = limits.excess(of: path) {
            findings.append(
                Finding.exceeded(Place(member: path.prefix(80) + Array("…".utf8)), excess + "; it was passed over"))
            return nil
        }
        MemberNames.report(path, member.kind, target: member.target, to: &findings)
        guard let number = tree.insert(path, kind: member.kind, byteCount: member.byteCount) else {
            // Folders may be named again and again; they are nothing but their names.
            let isFolder =
                member.kind == .directory && tree.paths.number(of: path).map { tree.kind($0) == .directory } ?? false
            if !isFolder {
                findings.append(
                    Finding(.duplicateMember, at: Place(member: path), "the archive has another member of this path"))
            }
            return nil
        }
        places.append(place)
        append(place)
        if member.kind == .file {
            fileCount += 1
            byteCount += member.byteCount
        }
        return number
    }

    /// Reports what is beside the package's folder, what is both a file and a folder, and the folder's name.
    ///
    /// - Throws: `Interrupted`
    func reportLayout(archive: String, to findings: inout FindingList) throws {
        try reportFilesAsFolders(to: &findings)
        guard tree.container != .directory, !tree.root.isEmpty else { return }
        let folder = tree.root.dropLast()
        for number in 0..<tree.count {
            let path = tree.paths[number]
            guard !path.starts(with: tree.root), !path.elementsEqual(folder) else { continue }
            findings.append(
                Finding(
                    .archiveLayout, at: Place(member: path), "it is beside the package's folder",
                    expected: String(escaping: tree.root)))
        }
        guard archive != "-", let name = splitPath(archive)?.name, let stem = Self.stem(name),
            !folder.elementsEqual(stem.utf8), !isNamed(folder)
        else { return }
        findings.append(
            Finding(
                .archiveName, at: Place(member: folder), "the archive is called \(name)", expected: stem,
                found: String(escaping: folder)))
    }

    private func reportFilesAsFolders(to findings: inout FindingList) throws {
        // What a path shares with the one before it has been looked at, if nothing was found.
        var before: ArraySlice<UInt8> = []
        for number in 0..<tree.count {
            if number & 0xFFF == 0 { try Interruption.check() }
            let path = tree.paths[number]
            let most = min(path.count, before.count)
            var shared = 0
            while shared < most, path[path.startIndex + shared] == before[before.startIndex + shared] { shared += 1 }
            before = path
            for index in path.indices.dropFirst(max(1, shared)) where path[index] == 0x2F {
                let parent = path[..<index].withUnsafeBufferPointer { tree.paths.number(of: $0) }
                guard let parent, tree.kind(parent) == .file else { continue }
                before = []
                findings.append(
                    Finding(
                        .archiveAmbiguous, at: Place(member: path),
                        "it is in a folder that is a file too", found: String(escaping: tree.paths[parent])))
            }
        }
    }

    /// Whether the bag itself says that it is called as its folder: our releases keep their names in archives of any.
    private func isNamed(_ folder: ArraySlice<UInt8>) -> Bool {
        guard let number = tree.file("bag-info.txt"), let text = try? tree.bytes(number, limit: 1 << 20) else {
            return false
        }
        return BagInfoReader(parsing: text, version: .v1_0).all("Internal-Sender-Identifier")
            .contains { folder.elementsEqual($0.value.utf8) }
    }

    /// The name without what says that it is an archive.
    private static func stem(_ name: String) -> String? {
        let lower = name.lowercased()
        for ending in [".tar.gz", ".tgz", ".tar", ".zip"] where lower.hasSuffix(ending) {
            return String(decoding: name.utf8.dropLast(ending.utf8.count), as: UTF8.self)
        }
        return nil
    }
}
