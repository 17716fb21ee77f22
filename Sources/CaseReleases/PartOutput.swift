package import CaseArchive
package import CaseFiles

/// Where the parts of formats go.
package protocol PartOutput: Sendable {
    /// Whether what is written stays; where it does not, parts are only hashed, and nothing is written beside them.
    var keepsParts: Bool { get }

    /// Begins a part.
    ///
    /// - Parameter path: relative to the output, with `/` between names.
    func begin(_ path: String, digests: PartDigests) throws -> any OpenPart
}

/// A part that is being written, by one owner.
package protocol OpenPart: AnyObject {
    /// Writes bytes that come next.
    ///
    /// - Returns: what became ready to be compressed: for the caller to run, on any thread.
    func write(_ bytes: UnsafeRawBufferPointer) throws -> [CompressionBlock]

    /// Ends the part; it is complete when all blocks were run.
    func finish() throws -> (blocks: [CompressionBlock], fixity: PartFixity)
}

extension OpenPart {
    func write(contentsOf bytes: [UInt8]) throws -> [CompressionBlock] { try bytes.withUnsafeBytes { try write($0) } }
}

/// Runs blocks on all threads.
func compress(_ blocks: [CompressionBlock]) async throws {
    guard blocks.count > 1 else { return try blocks.forEach { try $0.run() } }
    try await withThrowingTaskGroup(of: Void.self) { group in
        for block in blocks { group.addTask { try block.run() } }
        try await group.waitForAll()
    }
}

/// Parts that are files of a directory.
struct DirectoryOutput: PartOutput {
    let directory: String

    var keepsParts: Bool { true }

    func begin(_ path: String, digests: PartDigests) throws -> any OpenPart {
        let file = directory + "/" + path
        if let parent = splitPath(file)?.parent { try makeDirectories(parent) }
        return OpenFile(try PartFile(creating: file, digests: digests))
    }
}

/// Parts of which nothing is kept but their digests.
struct DigestOutput: PartOutput {
    var keepsParts: Bool { false }

    func begin(_ path: String, digests: PartDigests) throws -> any OpenPart {
        OpenFile(try PartFile(creating: nil, digests: digests))
    }
}

private final class OpenFile: OpenPart {
    private var file: PartFile

    init(_ file: consuming PartFile) { self.file = file }

    func write(_ bytes: UnsafeRawBufferPointer) throws -> [CompressionBlock] {
        try file.write(bytes)
        return []
    }

    func finish() throws -> (blocks: [CompressionBlock], fixity: PartFixity) { ([], try file.finish()) }
}
