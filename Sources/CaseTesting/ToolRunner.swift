package import Foundation
import Glibc

/// What came of running the tool.
package struct ToolRun: Sendable, Equatable {
    package let output: Data
    package let errors: Data
    /// As a shell has it: 128 and the signal's number where a signal ended the process.
    package let exitCode: Int32
    /// The most memory that the process held at a time, in bytes: the kernel's own high-water mark, asked for until the
    /// process ended. (`ru_maxrss` would count what the process that started it held.)
    package let peakMemory: Int

    package var standardOutput: String { String(decoding: output, as: UTF8.self) }
    package var standardError: String { String(decoding: errors, as: UTF8.self) }
    /// Everything that the tool said.
    package var text: String { standardOutput + standardError }
}

/// Runs the built `caseexport`.
package struct ToolRunner: Sendable {
    package var directory: String
    /// Added to the environment of the tests; an empty value takes a variable away.
    package var environment: [String: String] = [:]
    package var input = Data()
    /// What runs the tool, and its arguments: `["setpriv", "--reuid=nobody"]`.
    package var wrapper: [String] = []
    package var timeout = Duration.seconds(120)

    /// - Parameter directory: the working directory of the tool.
    package init(in directory: String) { self.directory = directory }

    /// The tool's path: beside the test bundle.
    package static let tool: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (bundle as NSString).deletingLastPathComponent + "/caseexport"
    }()

    /// The package's root.
    package static let packageRoot: String = {
        var path = #filePath as NSString
        for _ in 0..<3 { path = path.deletingLastPathComponent as NSString }
        return path as String
    }()

    package func run(_ arguments: String...) throws -> ToolRun { try run(arguments) }

    /// - Throws: `ToolFailure` where the tool cannot be started, or does not end in time.
    package func run(_ arguments: [String]) throws -> ToolRun { try start(arguments).wait(for: timeout) }

    /// Runs another program than the tool, in the same way.
    package func run(program: [String]) throws -> ToolRun {
        try RunningTool(self, command: wrapper + program).wait(for: timeout)
    }

    package func start(_ arguments: String...) throws -> RunningTool { try start(arguments) }

    package func start(_ arguments: [String]) throws -> RunningTool {
        guard access(Self.tool, X_OK) == 0 else { throw ToolFailure("there is no \(Self.tool); build the package") }
        return try RunningTool(self, command: wrapper + [Self.tool] + arguments)
    }
}

/// The tool could not be started, or did not end.
package struct ToolFailure: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// The tool while it runs.
package final class RunningTool {
    package let process: pid_t
    private let streams: TemporaryDirectory
    private var peakMemory = 0
    private var exitCode: Int32?

    fileprivate init(_ runner: ToolRunner, command: [String]) throws {
        streams = try TemporaryDirectory()
        try runner.input.write(to: URL(fileURLWithPath: streams.path + "/in"))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, streams.path + "/in", O_RDONLY, 0)
        for (number, name) in [(Int32(1), "out"), (2, "err")] {
            posix_spawn_file_actions_addopen(&actions, number, streams.path + "/" + name, O_WRONLY | O_CREAT, 0o644)
        }
        // The process begins with no signal blocked or passed over, whatever runs the tests.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var variables = ProcessInfo.processInfo.environment
        for (name, value) in runner.environment { variables[name] = value.isEmpty ? nil : value }
        // env(1) changes the directory and becomes the program: the process stays the same.
        let command = ["env", "--chdir=" + runner.directory] + command
        var process = pid_t()
        let failure = withStrings(command) { arguments in
            withStrings(variables.map { "\($0)=\($1)" }) { environment in
                posix_spawnp(&process, command[0], &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else {
            throw ToolFailure("cannot start \(command[0]): \(String(cString: strerror(failure)))")
        }
        self.process = process
    }

    /// Whether the tool still runs.
    package var isRunning: Bool {
        if exitCode != nil { return false }
        noteMemory()
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return true }
        exitCode = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        return false
    }

    private func noteMemory() {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = Int(line.filter(\.isNumber))
        else { return }
        peakMemory = max(peakMemory, kibibytes << 10)
    }

    package func signal(_ number: Int32) { kill(process, number) }

    /// Waits until something is so, or the tool has ended.
    ///
    /// - Returns: whether it is so.
    package func wait(until isSo: () -> Bool) -> Bool {
        while true {
            if isSo() { return true }
            if !isRunning { return isSo() }
            usleep(500)
        }
    }

    package func wait(for timeout: Duration) throws -> ToolRun {
        let end = ContinuousClock.now + timeout
        var pause: UInt32 = 500
        while isRunning {
            if ContinuousClock.now > end {
                kill(process, SIGKILL)
                _ = wait { false }
                throw ToolFailure("the tool did not end in \(timeout)")
            }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
        return ToolRun(
            output: try Data(contentsOf: URL(fileURLWithPath: streams.path + "/out")),
            errors: try Data(contentsOf: URL(fileURLWithPath: streams.path + "/err")), exitCode: exitCode ?? -1,
            peakMemory: peakMemory)
    }

    deinit {
        if isRunning {
            kill(process, SIGKILL)
            _ = wait { false }
        }
    }
}

/// Gives C strings, with a null pointer behind the last.
private func withStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
