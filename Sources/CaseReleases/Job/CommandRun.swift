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
///   - words: the program, looked for in `PATH`, and what it is given.
///   - environment: `NAME=value`, besides our own.
///   - input: what it reads; kept in a file without a name, so that nobody waits for it.
///   - timeout: after so many seconds it is ended.
/// - Returns: its exit code; 128 and its number where a signal ended it.
/// - Throws: `CommandProblem`, `FileProblem`.
func runCommand(_ words: [String], environment: [String], input: [UInt8], timeout: Int) throws -> Int32 {
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
    // Results are on our standard output: its words go where ours go.
    posix_spawn_file_actions_adddup2(&actions, 2, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it starts ends with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var variables: [UnsafeMutablePointer<CChar>?] =
        inherited().map { strdup($0) } + environment.map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var process = pid_t()
    let error = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
        throw CommandProblem(description: "cannot run \(visible(words[0])): \(String(cString: strerror(error)))")
    }
    return try wait(for: process, seconds: timeout, name: words[0])
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

private func wait(for process: pid_t, seconds: Int, name: String) throws -> Int32 {
    var status: Int32 = 0
    let deadline = Instants.now + seconds
    while true {
        let ended = waitpid(process, &status, WNOHANG)
        if ended == process { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
        if ended < 0, errno != EINTR { throw CommandProblem(description: "lost the command \(visible(name))") }
        if Instants.now >= deadline {
            kill(-process, SIGKILL)
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            throw CommandProblem(
                description:
                    "the command \(visible(name)) took more than \(Interval(seconds: seconds).words) and was ended")
        }
        usleep(20_000)
    }
}
