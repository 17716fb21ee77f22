#if PostgreSQL
import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server of the tests' own: a new cluster in a folder of its own, on a Unix socket only, run by somebody
/// who is not root. One serves all tests of a process, and goes with it, however it ends.
package final class PostgreSQLServer: Sendable {
    package struct Failure: Error, CustomStringConvertible { package let description: String }

    /// The folder that the cluster, its log and its socket are in.
    package let folder: String
    private let count = Atomic<Int>(0)

    private static let started = Result { try PostgreSQLServer() }

    /// The server that all tests share.
    package static func shared() throws -> PostgreSQLServer { try started.get() }

    /// A new database, with nothing in it.
    ///
    /// - Parameter options: what CREATE DATABASE takes besides its name.
    package func makeDatabase(_ options: String = "") throws -> PostgreSQLDatabase {
        let number = count.add(1, ordering: .relaxed).newValue
        let name = "cases_\(number)"
        try database("postgres").execute("CREATE DATABASE \(name) TEMPLATE template0 \(options)")
        return PostgreSQLDatabase(server: self, name: name, isTemporary: true)
    }

    /// A database that is there.
    package func database(_ name: String) -> PostgreSQLDatabase {
        PostgreSQLDatabase(server: self, name: name, isTemporary: false)
    }

    /// An address of this server.
    ///
    /// - Parameter query: more parameters, `user=guest`.
    package func address(of database: String, user: String = "keeper", _ query: String = "") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(user)\(query.isEmpty ? "" : "&" + query)"
    }

    // MARK: Starting

    /// Local connections need no password, but that of the role `guarded`.
    private static let access = """
        local all guarded scram-sha-256
        local all all trust

        """

    private init() throws {
        let programs = try Self.programs()
        var template = Array("/tmp/caseexport-postgresql-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "cannot make a folder: errno \(errno)") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        chmod(folder, 0o755)
        var wrapper: [String] = []
        if geteuid() == 0 {
            // A server does not run as root.
            let name = getpwnam("postgres") == nil ? "nobody" : "postgres"
            guard let user = getpwnam(name)?.pointee else { throw Failure(description: "there is no user \(name)") }
            chown(folder, user.pw_uid, user.pw_gid)
            wrapper = ["setpriv", "--reuid=\(user.pw_uid)", "--regid=\(user.pw_gid)", "--clear-groups"]
        }
        let tool = ToolRunner(in: folder)
        let made = try tool.run(
            program: wrapper + [
                programs + "/initdb", "--pgdata=" + folder + "/data", "--username=keeper", "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
            ])
        guard made.exitCode == 0 else { throw Failure(description: "initdb failed: \(made.text)") }
        try Self.access.write(toFile: folder + "/data/pg_hba.conf", atomically: false, encoding: .utf8)
        try start(wrapper + [programs + "/postgres"])
        try waitUntilReady()
    }

    /// The newest server that is installed.
    private static func programs() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
        let folders =
            versions.sorted(by: >).map { "\(root)/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        guard let folder = folders.first(where: { Glibc.access($0 + "/initdb", X_OK) == 0 }) else {
            throw Failure(description: "there is no PostgreSQL server here; run Scripts/setup test")
        }
        return folder
    }

    /// A shell stands between us and the server, and waits for a pipe to close, whose other end only we have. So the
    /// server ends with this process, also where that is killed.
    private func start(_ command: [String]) throws {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(description: "no pipe: errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        for number in [CInt(1), 2] {
            posix_spawn_file_actions_addopen(&actions, number, folder + "/log", O_WRONLY | O_CREAT | O_APPEND, 0o666)
        }
        let script = """
            folder=$1; shift
            "$@" </dev/null & server=$!
            cat >/dev/null
            kill -INT $server 2>/dev/null
            wait $server
            rm -rf "$folder"
            """
        let settings = [
            "listen_addresses=", "unix_socket_directories=" + folder, "fsync=off", "max_connections=100",
            "shared_buffers=64MB", "autovacuum=off",
        ]
        let arguments =
            ["setsid", "sh", "-c", script, "sh", folder] + command + ["-D", folder + "/data"]
            + settings.flatMap { ["-c", $0] }
        let copies = arguments.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        var process = pid_t()
        let failure = posix_spawnp(&process, "setsid", &actions, nil, copies, environ)
        close(ends[0])
        guard failure == 0 else { throw Failure(description: "the server was not started: errno \(failure)") }
    }

    private func waitUntilReady() throws {
        for _ in 0..<600 {
            if (try? database("postgres").execute("SELECT 1")) != nil { return }
            usleep(50_000)
        }
        let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
        throw Failure(description: "the server did not start: \(log)")
    }
}
#endif
