import CaseFiles
import CasePackages

/// Content of an object that is read and held against its digest.
struct VersionContent {
    let object: OCFLObjectReader
    let sha512: String

    init(_ object: OCFLObjectReader, _ sha512: String) {
        self.object = object
        self.sha512 = sha512
    }

    /// Where it is, from the object's folder on.
    var path: String { object.contentPath(of: sha512) ?? "inventory.json" }

    /// Writes it to a file.
    ///
    /// - Parameter path: nil where it is only to be hashed.
    /// - Returns: how many bytes it has.
    /// - Throws: `PackageProblem` where it is damaged; `FileProblem`, `Interrupted`.
    @discardableResult
    func write(to path: String?) throws -> Int {
        var part = try PartFile(creating: path, digests: .sha512)
        try forEachPiece { try part.write($0) }
        let fixity = try part.finish()
        guard fixity.sha512 == sha512 else { throw damage() }
        return fixity.byteCount
    }

    /// All of it.
    ///
    /// - Throws: as `write`.
    func bytes(limit: Int) throws -> [UInt8] {
        let file = try object.open(sha512)
        guard try file.byteCount() <= limit else {
            throw FileProblem(.noInput, "read", file.path, detail: "it has more than \(limit) bytes")
        }
        var bytes: [UInt8] = []
        try forEachPiece { bytes += $0 }
        var digests = RunningDigests(.sha512)
        bytes.withUnsafeBytes { digests.update($0) }
        guard digests.finished().sha512 == sha512 else { throw damage() }
        return bytes
    }

    private func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let source = FileSource(try object.open(sha512))
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
        }
    }

    private func damage() -> PackageProblem {
        PackageProblem(
            path: path, message: "\(path) is not what the inventory says of it",
            hint: "take it from another copy of the storage root")
    }
}
