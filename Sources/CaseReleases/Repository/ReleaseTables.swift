package import CaseArchive
import CaseFiles
import CaseModel
import CasePackages
import CaseStore

/// The tables of a release, read where they are in its package: a directory, a zip, a tar or a compressed tar archive.
/// Nothing is unpacked and nothing is verified.
package struct ReleaseTables: Sendable {
    /// For messages.
    package let path: String
    let snapshot: any DatasetSnapshot
    /// The names of the columns that are in each table's file.
    private let columns: [String: Set<String>]

    /// - Throws: `NotCompared` where it holds no tables as CSV, or none that can be read; `ArchiveProblem`,
    ///   `FileProblem`, `Interrupted`.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        let (tree, opening) = try Self.open(path, limits)
        guard Self.findBag(in: tree) else { throw NotCompared("\(path) holds no bag") }
        let files = DeepFiles(tree, opening)
        guard files.has(Self.metadata) else {
            throw NotCompared("\(path) has no tables as csv: there is no \(Self.metadata) in it")
        }
        var store = DirectoryStore(MemberFolder(files: files, folder: GraphFile.tables, digests: [:]))
        store.order = .asWritten
        do {
            snapshot = try store.snapshot()
            columns = try Self.describedColumns(try files.bytes(of: Self.metadata) ?? [])
        } catch let problem as StoreProblem {
            throw NotCompared("the tables of \(path) cannot be read: \(problem.message)")
        } catch let problem as JSONProblem {
            throw NotCompared("\(Self.metadata) of \(path) cannot be read: \(problem.description)")
        } catch is PackageLimit {
            throw NotCompared("\(Self.metadata) of \(path) is too long to be read")
        }
        if let finding = snapshot.findings.first(where: { $0.severity == .error }) {
            throw NotCompared("the tables of \(path) cannot be read: \(finding.place): \(finding.message)")
        }
    }

    private static let metadata = GraphFile.tables + "csv-metadata.json"

    /// The tables that the release has, in the schema's order.
    var names: [String] {
        snapshot.schema.tables.map(\.name).filter { name in
            snapshot.schema.layout(named: name).map { snapshot.fileName(of: $0) != nil } ?? false
        }
    }

    /// The rows of a table from the first; nil where the release has no such table.
    ///
    /// - Throws: `NotCompared`, and what reading throws.
    func cursor(of table: String) throws -> TableCursor? {
        guard let layout = snapshot.schema.layout(named: table), snapshot.fileName(of: layout) != nil else {
            return nil
        }
        return try TableCursor(
            snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit), layout, columns: columns[table] ?? [], in: path)
    }

    // MARK: Opening

    private static func open(_ path: String, _ limits: ArchiveLimits) throws -> (PackageTree, any MemberOpening) {
        guard let container = try ArchiveReader.container(at: path) else {
            throw NotCompared("\(path) is no directory, zip, tar or tar.gz archive")
        }
        switch container {
        case .directory: return try open(DirectoryTree(path, limits: limits), container, limits)
        case .zip: return try open(ZipTree(path, limits: limits), container, limits)
        case .tar: return try open(TarTree(path, limits: limits), container, limits)
        case .tarGzip:
            // What is in it is known only once all of it was expanded.
            let stream = try TarArchiveStream(.reading(path), path: path, limits: limits)
            var listing = TreeListing(container, limits) { _, _ in }
            var ignored = FindingList(limit: 0)
            var contents: [Range<Int>] = []
            var place = 0
            while let member = try stream.next() {
                if try listing.insert(member, at: place, to: &ignored) != nil {
                    contents.append(stream.dataOffset..<(stream.dataOffset + member.byteCount))
                }
                place += 1
            }
            return (listing.tree, try CompressedTarMembers(path, contents: contents))
        }
    }

    private static func open(
        _ source: any TreeSource, _ container: Container, _ limits: ArchiveLimits
    ) throws -> (PackageTree, any MemberOpening) {
        if let problem = source.problems.first { throw problem }
        var listing = TreeListing(container, limits) { _, _ in }
        var ignored = FindingList(limit: 0)
        try listing.insertMembers(of: source, to: &ignored)
        return (listing.tree, try source.opening(of: listing.places))
    }

    /// Sets the tree's root to the bag's folder: the tree itself, or the one at an archive's top.
    private static func findBag(in tree: PackageTree) -> Bool {
        let name = Array("bagit.txt".utf8)
        if tree.file("bagit.txt") != nil { return true }
        guard tree.container != .directory else { return false }
        for number in 0..<tree.count {
            let path = tree.paths[number]
            guard path.suffix(name.count).elementsEqual(name), path.count(where: { $0 == 0x2F }) == 1,
                path.dropLast(name.count).last == 0x2F
            else { continue }
            tree.root = Array(path.dropLast(name.count))
            return true
        }
        return false
    }

    private static func describedColumns(_ bytes: [UInt8]) throws(JSONProblem) -> [String: Set<String>] {
        var columns: [String: Set<String>] = [:]
        for table in try JSON(parsing: bytes)["tables"]?.items ?? [] {
            guard let url = table["url"]?.text else { continue }
            let described = (table["tableSchema"]?["columns"]?.items ?? []).filter { $0["virtual"]?.flag != true }
            columns[String(url.prefix { $0 != "." })] = Set(described.compactMap { $0["name"]?.text })
        }
        return columns
    }
}

/// Two releases cannot be compared: one has no tables as CSV, or they are not as an export writes them.
package struct NotCompared: Error, CustomStringConvertible {
    /// One line, in lower case, without a full stop.
    package let description: String

    init(_ description: String) { self.description = description }
}
