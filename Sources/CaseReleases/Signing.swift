import CaseFiles
import Glibc

/// Why something could not be signed.
package struct SigningProblem: Error, CustomStringConvertible {
    package let description: String
}

/// The namespace of our signatures (PROTOCOL.sshsig): a signature made for something else does not count here.
package let signatureNamespace = "caseexport"

/// That there is a key, which is better known before the work than after it.
///
/// - Throws: `FileProblem` with `noInput`.
func requireKey(_ key: String) throws(FileProblem) {
    guard fileType(key) == .file else {
        throw FileProblem(.noInput, "sign with", key, detail: "there is no such key")
    }
}

/// Signs bytes with `ssh-keygen -Y sign`, so that keys of an agent and of hardware work.
///
/// - Parameters:
///   - name: what the bytes are, for messages of `ssh-keygen`.
///   - key: a private key, or a public one whose private half an agent holds.
/// - Returns: the armored signature (SSHSIG).
/// - Throws: `SigningProblem`, `FileProblem`.
func signature(of bytes: [UInt8], named name: String, with key: String) throws -> [UInt8] {
    return try withScratchDirectory { directory in
        let file = directory + "/" + name
        try writeFile(bytes, to: file)
        let status = try runKeygen(["-q", "-Y", "sign", "-f", key, "-n", signatureNamespace, file])
        guard status == 0 else {
            throw SigningProblem(description: "ssh-keygen could not sign \(name) with \(key) (exit code \(status))")
        }
        return try readFile(file + ".sig", limit: 1 << 20)
    }
}

/// Verifies a signature with `ssh-keygen -Y verify`.
///
/// - Parameter signers: a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS).
/// - Returns: who signed, by the name in that file; nil where nobody did who is allowed to, or the bytes are others.
/// - Throws: `SigningProblem`, `FileProblem`.
package func signer(of bytes: [UInt8], signature: [UInt8], among signers: String) throws -> String? {
    guard fileType(signers) == .file else {
        throw FileProblem(.noInput, "read", signers, detail: "there is no such file of allowed signers")
    }
    return try withScratchDirectory { directory in
        let (file, armored, names) = (directory + "/signed", directory + "/signature", directory + "/names")
        try writeFile(bytes, to: file)
        try writeFile(signature, to: armored)
        guard
            try runKeygen(["-Y", "find-principals", "-s", armored, "-f", signers], output: names, isQuiet: true) == 0
        else { return nil }
        let found = String(decoding: try readFile(names, limit: 1 << 20), as: UTF8.self).split(separator: "\n")
        return try found.map(String.init).first { name in
            let arguments = [
                "-Y", "verify", "-f", signers, "-I", name, "-n", signatureNamespace, "-s", armored,
            ]
            return try runKeygen(arguments, input: file, isQuiet: true) == 0
        }
    }
}

private func withScratchDirectory<R>(_ body: (String) throws -> R) throws -> R {
    var template = Array((temporaryDirectory() + "/caseexport-keys-XXXXXX").utf8CString)
    guard template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) != nil else {
        throw FileProblem(.cannotWrite, "make a directory in", temporaryDirectory(), errno: errno)
    }
    let directory = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    defer { removeTree(directory) }
    return try body(directory)
}

/// Runs `ssh-keygen`.
///
/// - Parameters:
///   - input: a file; nil for our own input, which a passphrase may come from.
///   - output: a file to make; nil to drop what it prints.
///   - isQuiet: whether its errors are dropped too.
/// - Returns: its exit code.
private func runKeygen(
    _ arguments: [String], input: String? = nil, output: String? = nil, isQuiet: Bool = false
) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0) }
    posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT, 0o600)
    if isQuiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    var words: [UnsafeMutablePointer<CChar>?] = (["ssh-keygen"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, "ssh-keygen", &actions, nil, &words, environ)
    guard failure == 0 else {
        throw SigningProblem(
            description: "cannot run ssh-keygen: \(String(cString: strerror(failure))); install OpenSSH's client")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
        guard errno == EINTR else { throw SigningProblem(description: "lost ssh-keygen") }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}
