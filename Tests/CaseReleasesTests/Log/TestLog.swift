import CaseFiles
import CaseReleases
import CaseTesting
import Synchronization
import Testing

/// A log in memory, which is written as `ReleaseLog` says and damaged as a test wants.
final class TestLog: LogFiles {
    let signer: SignerKey
    private let files = Mutex<[String: [UInt8]]>([:])

    init(name: String = "example.org/log", seed: UInt8 = 7) throws {
        signer = try NoteTests.signer(name, seed)
        self[LogPath.verifierKey] = Array((signer.verifierKey.text + "\n").utf8)
    }

    convenience init(_ entries: [[UInt8]]) throws {
        self.init(try TestLog())
        try append(entries)
    }

    /// A copy.
    init(_ log: TestLog) {
        signer = log.signer
        let files = log.all
        self.files.withLock { $0 = files }
    }

    subscript(path: String) -> [UInt8]? {
        get { files.withLock { $0[path] } }
        set { files.withLock { $0[path] = newValue } }
    }

    var all: [String: [UInt8]] { files.withLock { $0 } }

    var checkpoint: [UInt8] { self[LogPath.checkpoint] ?? [] }

    func bytes(at path: String, limit: Int) throws(FileProblem) -> [UInt8]? {
        guard let bytes = self[path] else { return nil }
        guard bytes.count <= limit else { throw FileProblem(.noInput, "read", path, detail: "too long") }
        return bytes
    }

    func open() throws -> ReleaseLog {
        self[LogPath.checkpoint] == nil
            ? ReleaseLog(beginning: self, verifierKey: signer.verifierKey) : try ReleaseLog(opening: self)
    }

    @discardableResult
    func append(_ entries: [[UInt8]]) throws -> LogAddition {
        let addition = try open().appending(entries)
        for file in addition.files { self[file.path] = file.bytes }
        try sign(size: addition.size, root: addition.root)
        return addition
    }

    func sign(origin: String? = nil, size: Int, root: MerkleHash) throws {
        let checkpoint = try Checkpoint(origin: origin ?? signer.name, size: size, root: root)
        self[LogPath.checkpoint] = try checkpoint.signed(by: signer).bytes
    }

    func verify(since earlier: [UInt8]? = nil) throws -> LogVerification.Result {
        try LogVerification(of: self, key: signer.verifierKey, since: earlier).run()
    }

    /// As files on disk.
    func write(to directory: TemporaryDirectory, _ name: String) throws {
        for (path, bytes) in all { try directory.write(bytes, to: name + "/" + path) }
    }

    static func entries(_ range: Range<Int>) -> [[UInt8]] { range.map { Array("entry \($0)".utf8) } }
}
