import CaseFiles
import CasePackages
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
        let status: Int32
        do {
            let arguments = ["-q", "-Y", "sign", "-f", key, "-n", signatureNamespace, file]
            status = try Keygen(isQuiet: false).run(arguments).exitCode
        } catch is NoKeygen {
            throw SigningProblem(description: missingKeygen)
        }
        guard status == 0 else {
            throw SigningProblem(description: "ssh-keygen could not sign \(name) with \(key) (exit code \(status))")
        }
        return try readFile(file + ".sig", limit: 1 << 20)
    }
}

/// Who signed some bytes, by `ssh-keygen -Y verify`.
///
/// - Parameter signers: a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS).
/// - Returns: the name in that file; nil where nobody signed who is allowed to, or the bytes are others.
/// - Throws: `SigningProblem`, `FileProblem`.
package func signer(of bytes: [UInt8], signature: [UInt8], among signers: String) throws -> String? {
    try signer(ofSignature: signature, among: signers) { try bytes.withUnsafeBytes($0) }
}

/// Who signed what `input` hands out.
func signer(ofSignature signature: [UInt8], among signers: String, _ input: @escaping Keygen.Input) throws -> String? {
    try checkSigners(signers)
    guard signature.count <= SSHSignature.byteLimit else { return nil }
    do {
        let asked = Keygen(signature: signature, input: { _ in })
        let found = try asked.run(["-Y", "find-principals", "-s", Keygen.signature, "-f", signers])
        guard found.exitCode == 0 else { return nil }
        return try String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init).first { name in
            let arguments = [
                "-Y", "verify", "-f", signers, "-I", name, "-n", signatureNamespace, "-s", Keygen.signature,
            ]
            return try Keygen(signature: signature, input: input).run(arguments).exitCode == 0
        }
    } catch is NoKeygen {
        throw SigningProblem(description: missingKeygen)
    }
}

let missingKeygen = "there is no ssh-keygen; install OpenSSH's client"

/// - Throws: `FileProblem` where there is no file of allowed signers that can be read.
func checkSigners(_ path: String) throws(FileProblem) {
    guard fileType(path) == .file else {
        throw FileProblem(.noInput, "read", path, detail: "there is no such file of allowed signers")
    }
    _ = try Descriptor.reading(path)
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
