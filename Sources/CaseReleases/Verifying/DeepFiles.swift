import CaseArchive
import CaseBytes
import CaseModel
import CasePackages

/// The files of a release, for readers on any thread: by their paths in the bag.
struct DeepFiles: Sendable {
    /// How many files a folder of tables may have: a schema has no more tables than this.
    private static let nameLimit = 4096
    /// How many bytes a document may have that is held in memory whole: what is made of it takes many times as many.
    static let documentLimit = 2 << 20

    private let root: [UInt8]
    private let paths: PathTable
    /// By number; -1 for what is no file, or cannot be read.
    private let sizes: [Int]
    private let opening: any MemberOpening

    init(_ tree: PackageTree, _ opening: any MemberOpening) {
        root = tree.root
        paths = tree.paths
        sizes = (0..<tree.count).map { number in
            tree.kind(number) == .file && !tree.isUnreadable(number) ? tree.byteCount(number) : -1
        }
        self.opening = opening
    }

    /// The number of a file in the tree; nil where there is none that can be read.
    func number(of path: String) -> Int? {
        guard let number = paths.number(of: root + path.utf8), number < sizes.count, sizes[number] >= 0 else {
            return nil
        }
        return number
    }

    func has(_ path: String) -> Bool { number(of: path) != nil }

    func byteCount(of path: String) -> Int { number(of: path).map { sizes[$0] } ?? 0 }

    /// nil where there is no such file.
    func open(_ path: String) throws -> (any ByteSource)? { try number(of: path).map { try opening.open($0) } }

    /// The names of the files right in a folder, sorted by their bytes; of very many only some.
    ///
    /// - Parameter folder: with a slash at its end.
    func names(in folder: String) -> [String] {
        let prefix = root + folder.utf8
        var names: [[UInt8]] = []
        for number in sizes.indices where sizes[number] >= 0 {
            let path = paths[number]
            guard path.count > prefix.count, path.starts(with: prefix) else { continue }
            let name = path.dropFirst(prefix.count)
            if name.contains(0x2F) { continue }
            names.append(Array(name))
            if names.count == Self.nameLimit { break }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { String(validating: $0, as: UTF8.self) }
    }

    /// Whether there is a file anywhere below a folder.
    func hasFiles(below folder: String) -> Bool {
        let prefix = root + folder.utf8
        return sizes.indices.contains { sizes[$0] >= 0 && paths[$0].starts(with: prefix) }
    }

    /// A small file whole.
    ///
    /// - Throws: `PackageLimit` where it has more bytes than may be held in memory, and what reading throws.
    func bytes(of path: String, limit: Int = documentLimit) throws -> [UInt8]? {
        guard let source = try open(path) else { return nil }
        let size = byteCount(of: path)
        guard size <= limit else { throw PackageLimit(byteCount: size, limit: limit) }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let length = try source.read(into: UnsafeMutableBufferPointer(rebasing: buffer[count...]))
                if length == 0 { break }
                count += length
            }
        }
    }
}
