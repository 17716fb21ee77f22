package import CaseBytes
import CaseFiles

/// A name that a staged file or folder gets: with a rename, which replaces what has the name.
package struct OCFLRename: Sendable, Equatable {
    /// From the folder that it was staged in.
    package let staged: String
    /// From the object's folder; empty for the object's folder itself.
    package let final: String
}

/// A version that is being put together in a folder beside the object, on the same file system.
///
/// The content comes in any order, as it comes out of an archive: `needs` says what has to be put, `put` takes it.
package struct OCFLStaging: ~Copyable {
    private let update: OCFLObjectUpdate
    private let isNew: Bool
    /// Where the object's own files are staged.
    private let folder: String
    private var waiting: [[UInt8]: OCFLFile] = [:]

    /// - Parameter folder: is there, and empty.
    /// - Throws: `FileProblem`
    package init(_ update: OCFLObjectUpdate, in folder: String) throws {
        self.update = update
        isNew = update.versionNumber == 1
        self.folder = isNew ? "\(folder)/object" : folder
        try makeDirectories("\(self.folder)/\(update.versionName)")
        for file in update.newFiles { waiting[Array(file.logicalPath.utf8)] = file }
    }

    /// Whether the content of a file of the state has to be put, and was not yet.
    package func needs(_ logicalPath: String) -> Bool { waiting[Array(logicalPath.utf8)] != nil }

    /// Files whose content was not put yet.
    package var missing: [OCFLFile] { update.newFiles.filter { needs($0.logicalPath) } }

    /// Stores the content of a file that is needed.
    ///
    /// - Parameter body: writes all of it, in pieces.
    /// - Throws: what the body throws; `FileProblem`; `PackageProblem` where it is not the content that was announced.
    package mutating func put(
        _ logicalPath: String, _ body: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let file = try begin(logicalPath)
        _ = try OCFLContent(of: file, to: try path(of: file), body)
    }

    /// Stores the content of a file that is needed, which was written before: the file gets another name.
    ///
    /// - Parameter content: on the same file system.
    /// - Throws: `FileProblem`; `PackageProblem` where it is not the content that was announced.
    package mutating func put(_ logicalPath: String, moving content: OCFLContent) throws {
        let file = try begin(logicalPath)
        try content.check(file)
        try content.move(to: try path(of: file))
    }

    private mutating func begin(_ logicalPath: String) throws -> OCFLFile {
        guard let file = waiting.removeValue(forKey: Array(logicalPath.utf8)) else {
            throw PackageProblem(
                path: logicalPath, message: "the content of \"\(logicalPath)\" is not needed",
                hint: "put only what is needed, once")
        }
        return file
    }

    /// Where its content belongs, in a folder that is there.
    private func path(of file: OCFLFile) throws -> String {
        let path = "\(folder)/\(update.versionName)/content/\(file.logicalPath)"
        if let (parent, _) = splitPath(path) { try makeDirectories(parent) }
        return path
    }

    /// Stores the content of a file that is needed, from a source.
    package mutating func put(_ logicalPath: String, from source: any ByteSource) throws {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { buffer.deallocate() }
        try put(logicalPath) { write in
            while true {
                let count = try source.read(into: buffer)
                if count == 0 { return }
                try write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
            }
        }
    }

    /// Writes the inventory and what goes with it.
    ///
    /// - Returns: what has to be renamed, in this order. A new object gets its name with one rename. Otherwise the
    ///   version's folder comes first, which nothing names yet; then the sidecar and the inventory. Whoever is
    ///   interrupted between them goes on with `OCFLInterruptedUpdate`. The files are to be on disk before.
    /// - Throws: `FileProblem`; `PackageProblem` where content is missing, or the inventory becomes too large.
    package consuming func finish() throws -> [OCFLRename] {
        if let file = missing.first { throw OCFLContent.problem(file, "was not stored") }
        let version = update.versionName
        let files = OCFLObjectFiles.self
        var inner = try PartFile(creating: "\(folder)/\(version)/\(files.inventoryName)", digests: .sha512)
        var outer = try PartFile(creating: "\(folder)/\(files.inventoryName)", digests: [])
        var count = 0
        let limit = update.inventoryLimit
        try OCFLInventoryWriter.write(update.inventory) { bytes in
            count += bytes.count
            guard count <= limit else {
                throw PackageProblem(
                    path: files.inventoryName, message: "the object's inventory would have more than \(limit) bytes",
                    hint: "begin a new object: move the folder away")
            }
            try inner.write(bytes)
            try outer.write(bytes)
        }
        _ = try outer.finish()
        let sidecar = files.sidecar(try inner.finish().sha512 ?? "")
        try writeFile(sidecar, to: "\(folder)/\(version)/\(files.sidecarName)")
        try writeFile(sidecar, to: "\(folder)/\(files.sidecarName)")
        guard isNew else {
            return [version, files.sidecarName, files.inventoryName].map { OCFLRename(staged: $0, final: $0) }
        }
        try writeFile(Array("ocfl_object_1.1\n".utf8), to: "\(folder)/0=ocfl_object_1.1")
        return [OCFLRename(staged: "object", final: "")]
    }
}
