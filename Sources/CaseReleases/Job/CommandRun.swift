import CaseFiles
import CaseModel
import Glibc

/// Why a command could not be run.
struct CommandProblem: Error, CustomStringConvertible {
    let description: String
}

/// Runs a program to its end.
///
/// - Parameters:
///   - command: the program, looked for in `PATH`, and what it is given.
///   - environment: `NAME=value`, besides our own.
///   - input: what it reads; kept in a file without a name, so that nobody waits for it.
///   - timeout: after so many seconds it is ended.
/// - Returns: its exit code; 128 and its number where a signal ended it.
/// - Throws: `CommandProblem`, `FileProblem`.
func runCommand(_ command: [String], environment: [String], input: [UInt8], timeout: Int) throws -> Int32 {
    let file = try Descriptor.temporary(in: temporaryDirectory())
    var failure: FileProblem?
    input.withUnsafeBytes { bytes in
        do throws(FileProblem) { try file.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    lseek(file.number, 0, SEEK_SET)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, file.number, 0)
    // Results are on our standard output: its words go where ours go, as far as they are not too many.
    let words = CommandWords()
    posix_spawn_file_actions_adddup2(&actions, words.input, 1)
    posix_spawn_file_actions_adddup2(&actions, words.input, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it starts ends with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var variables: [UnsafeMutablePointer<CChar>?] =
        inherited().map { strdup($0) } + environment.map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var process = pid_t()
    let error = posix_spawnp(&process, command[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
        throw CommandProblem(description: "cannot run \(visible(command[0])): \(String(cString: strerror(error)))")
    }
    words.closeInput()
    return try wait(for: process, seconds: timeout, name: command[0], words)
}

private func inherited() -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
        variables.append(String(cString: variable))
        next += 1
    }
    return variables.filter { !$0.hasPrefix("CASEEXPORT_") }
}

/// What a command says, which is passed on to standard error: the first 64 KiB of it.
private final class CommandWords {
    private var ends: [CInt] = [-1, -1]
    private var rest = 64 << 10

    init() {
        guard pipe(&ends) == 0 else {
            ends = [-1, open("/dev/null", O_WRONLY | O_CLOEXEC)]
            return
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    }

    deinit { for end in ends where end >= 0 { close(end) } }

    /// What the command writes into.
    var input: CInt { ends[1] }

    /// Leaves the writing end to the command.
    func closeInput() {
        close(ends[1])
        ends[1] = -1
    }

    /// Waits a little for more of it, and passes it on.
    func passOn(waiting milliseconds: CInt) {
        guard ends[0] >= 0 else {
            usleep(UInt32(milliseconds) * 1000)
            return
        }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var isWaitedFor = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        guard poll(&isWaitedFor, 1, milliseconds) > 0 else { return }
        let count = read(ends[0], &buffer, buffer.count)
        if count > 0, rest > 0 {
            _ = write(2, buffer, min(count, rest))
            rest -= min(count, rest)
        } else if count <= 0 {
            // Nobody has the other end any more.
            usleep(UInt32(milliseconds) * 1000)
        }
    }
}

private func wait(for process: pid_t, seconds: Int, name: String, _ words: CommandWords) throws -> Int32 {
    var status: Int32 = 0
    let deadline = Instants.now + seconds
    while true {
        let ended = waitpid(process, &status, WNOHANG)
        if ended == process {
            words.passOn(waiting: 0)
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
        if ended < 0, errno != EINTR { throw CommandProblem(description: "lost the command \(visible(name))") }
        if Instants.now >= deadline {
            kill(-process, SIGKILL)
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            throw CommandProblem(
                description:
                    "the command \(visible(name)) took more than \(Interval(seconds: seconds).words) and was ended")
        }
        words.passOn(waiting: 20)
    }
}
