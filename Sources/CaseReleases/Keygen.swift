import CaseFiles
import Glibc

/// A run of `ssh-keygen`.
struct Keygen {
    /// Bytes that it can read as a file, by the name `Keygen.signature`; they stay in memory.
    var signature: [UInt8]?
    /// Hands out what it reads on its standard input; nil for our own input, which a passphrase may come from.
    var input: Input?
    /// Whether its errors are dropped.
    var isQuiet = true

    typealias Input = ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

    /// The name by which it finds the signature.
    static let signature = "/proc/self/fd/3"

    /// - Returns: its exit code, and what it printed.
    /// - Throws: `NoKeygen` where it is not installed; `SigningProblem`; what `input` throws.
    func run(_ arguments: [String]) throws -> (exitCode: Int32, output: [UInt8]) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var message = try input.map { _ in try Channel.sockets() }
        var output = try Channel.pipe()
        let held = try signature.map(Self.held)
        if let message { posix_spawn_file_actions_adddup2(&actions, message.far.number, 0) }
        posix_spawn_file_actions_adddup2(&actions, output.far.number, 1)
        if isQuiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        if let held { posix_spawn_file_actions_adddup2(&actions, held.number, 3) }
        let process = try Self.spawn(arguments, &actions)
        message?.closeFar()
        output.closeFar()
        let fed = Result { if let message, let input { try message.near.send(input) } }
        message?.closeNear()
        let printed = output.near.everything()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw SigningProblem(description: "lost ssh-keygen") }
        }
        try fed.get()
        return (status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), printed)
    }

    private static func spawn(
        _ arguments: [String], _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = (["ssh-keygen"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let failure = posix_spawnp(&process, "ssh-keygen", &actions, nil, &words, environ)
        if failure == ENOENT { throw NoKeygen() }
        guard failure == 0 else {
            throw SigningProblem(description: "cannot run ssh-keygen: \(String(cString: strerror(failure)))")
        }
        return process
    }

    /// A pipe that is filled already.
    private static func held(_ bytes: [UInt8]) throws -> Channel.End {
        let channel = try Channel.pipe()
        // Above what the actions of the new process replace.
        let held = Channel.End(fcntl(channel.near.number, F_DUPFD_CLOEXEC, 10))
        // A pipe has room for a page at least, and for 64 KiB nearly always; more would wait for a reader for ever.
        guard held.number >= 0, fcntl(channel.far.number, F_SETFL, O_NONBLOCK) == 0,
            bytes.withUnsafeBytes({ write(channel.far.number, $0.baseAddress, $0.count) }) == bytes.count
        else { throw SigningProblem(description: "no room for a signature of \(bytes.count) bytes") }
        return held
    }
}

/// `ssh-keygen` is not installed.
struct NoKeygen: Error {}

/// Two descriptors of which one reads what the other writes; the far one is for another process.
private struct Channel {
    private(set) var near: End
    private(set) var far: End

    /// Which closes itself.
    final class End {
        let number: CInt
        init(_ number: CInt) { self.number = number }
        deinit { if number >= 0 { close(number) } }
    }

    static func pipe() throws -> Channel {
        var ends: [CInt] = [-1, -1]
        return try Channel(ends: &ends, Glibc.pipe(&ends))
    }

    /// Unlike a pipe's end, a socket can be written to without a signal where nobody reads.
    static func sockets() throws -> Channel {
        var ends: [CInt] = [-1, -1]
        return try Channel(ends: &ends, socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends))
    }

    private init(ends: inout [CInt], _ status: CInt) throws {
        guard status == 0 else {
            throw SigningProblem(description: "cannot talk to ssh-keygen: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (near, far) = (End(ends[0]), End(ends[1]))
    }

    mutating func closeNear() { near = End(-1) }

    mutating func closeFar() { far = End(-1) }
}

extension Channel.End {
    /// Writes until everything is written, or nobody reads any more.
    func send(_ input: Keygen.Input) throws {
        var isRead = true
        try input { piece in
            var rest = piece[...]
            while isRead, !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.send(number, part.baseAddress, part.count, CInt(MSG_NOSIGNAL))
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else {
                    isRead = errno == EINTR
                }
            }
        }
    }

    /// Reads until nobody writes any more.
    func everything() -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(number, &piece, piece.count)
            if count > 0 {
                bytes += piece[..<count]
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }
}
