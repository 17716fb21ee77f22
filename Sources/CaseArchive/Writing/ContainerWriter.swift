package import CaseFiles
import Synchronization

/// A container that is being written: members in any order, several at once; the container has them sorted by path.
///
/// The same members give the same bytes, whatever their order, the pieces that they are written in, and the threads
/// that compress them.
package final class ContainerWriter: Sendable {
    /// Members that were begun, and the file that they go to in the end; a directory has none.
    private struct State: ~Copyable {
        var members: [Member] = []
        var output: Descriptor?
    }

    private let container: Container
    private let staging: String
    private let prefix: String
    private let instant: Int
    private let level: Int
    /// nil for a directory.
    private let spool: Spool?
    private let deflaters: DeflaterPool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - staging: the file to make, or an empty one that is there; for a directory, the directory that is there.
    ///   - folder: the one top folder of all members; empty for none.
    ///   - instant: seconds since 1970, UTC: the time of entries in tar archives.
    ///   - level: 0 to 9; 0 stores.
    /// - Throws: `FileProblem` with `cannotWrite`.
    package init(
        _ container: Container, staging: String, folder: String, instant: Int, level: Int
    ) throws(FileProblem) {
        precondition((0...9).contains(level), "there is no level \(level)")
        self.container = container
        self.staging = staging
        self.instant = instant
        self.level = level
        prefix = folder.isEmpty ? "" : folder + "/"
        deflaters = DeflaterPool(level: max(1, level))
        if container == .directory {
            spool = nil
            state = Mutex(State())
        } else {
            spool = try Spool(in: splitPath(staging)?.parent ?? ".")
            state = Mutex(State(output: try Descriptor.filling(staging)))
        }
    }

    /// Begins a member.
    ///
    /// - Parameters:
    ///   - path: below the top folder, of names and slashes.
    ///   - isCompressible: false for what is compressed already: it is stored.
    /// - Throws: `FileProblem` with `cannotWrite`.
    package func begin(
        _ path: String, isCompressible: Bool, digests: PartDigests
    ) throws(FileProblem) -> MemberWriter {
        let path = prefix + path
        try check(path)
        let isDeflated = isCompressible && level > 0 && (container == .zip || container == .tarGzip)
        let member = Member(path: Array(path.utf8), isDeflated: isDeflated)
        guard let spool else {
            let file = try file(path)
            state.withLock { $0.members.append(member) }
            return MemberWriter(member, file: file, digests: digests)
        }
        state.withLock { $0.members.append(member) }
        let spooling = Spooling(
            member: member, spool: spool, deflaters: isDeflated ? deflaters : nil, needsChecksum: container != .tar)
        return MemberWriter(spooling, digests: digests)
    }

    /// Adds a small member whole; it is compressed on the thread that calls.
    ///
    /// - Throws: `FileProblem` with `cannotWrite`.
    package func add(
        _ bytes: [UInt8], at path: String, digests: PartDigests
    ) throws(FileProblem) -> PartFixity {
        let writer = try begin(path, isCompressible: true, digests: digests)
        let blocks = try bytes.withUnsafeBufferPointer { (bytes) throws(FileProblem) in
            try writer.write(UnsafeRawBufferPointer(bytes))
        }
        for block in blocks { try block.run() }
        let (last, fixity) = try writer.finish()
        for block in last { try block.run() }
        return fixity
    }

    /// Puts the container together, and closes it. Of a directory, nothing is left to do.
    ///
    /// - Throws: `FileProblem` with `cannotWrite`, also where a member is not complete or two have one path;
    ///   `Interrupted`. What was written then is for the caller to remove.
    package func finish() throws -> ContainerFixity {
        let members = try finishedMembers()
        guard let spool else {
            return ContainerFixity(byteCount: members.reduce(0) { $0 + $1.byteCount }, sha256: "")
        }
        guard let file = state.withLock({ $0.output.take() }) else {
            preconditionFailure("a container is finished once")
        }
        var output = ContainerOutput(file)
        switch container {
        case .zip: try ZipAssembly.write(members, from: spool, to: &output)
        case .tar: try TarAssembly.write(members, instant: instant, from: spool, to: &output)
        case .tarGzip:
            var assembly = TarGzipAssembly(level: level, spool: spool)
            try assembly.write(members, instant: instant, to: &output)
        case .directory: break
        }
        return try output.finish()
    }

    /// All members, sorted by the bytes of their paths.
    private func finishedMembers() throws(FileProblem) -> [FinishedMember] {
        var finished: [FinishedMember] = []
        for member in state.withLock({ $0.members }) {
            guard let member = member.finished() else {
                throw problem(member.path, "it was begun and is not complete")
            }
            finished.append(member)
        }
        finished.sort { $0.path.lexicographicallyPrecedes($1.path) }
        for (member, next) in zip(finished, finished.dropFirst()) where member.path == next.path {
            throw problem(member.path, "it is there twice")
        }
        return finished
    }

    private func problem(_ path: [UInt8], _ detail: String) -> FileProblem {
        FileProblem(.cannotWrite, "write \(String(decoding: path, as: UTF8.self)) to", staging, detail: detail)
    }

    /// A path that leads out of the container, or that its headers have no room for, is not written.
    private func check(_ path: String) throws(FileProblem) {
        let names = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        let isPath = names.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
        guard isPath, !path.utf8.contains(0) else {
            throw problem(Array(path.utf8), "it is not a path below the container")
        }
        guard path.utf8.count <= 0xFFFF else {
            throw problem(Array(path.utf8), "the path has \(path.utf8.count) bytes, and 65535 are the limit")
        }
    }

    private func file(_ path: String) throws(FileProblem) -> Descriptor {
        let file = "\(staging)/\(path)"
        if let (parent, _) = splitPath(file) { try makeDirectories(parent) }
        return try Descriptor.creating(file)
    }
}
