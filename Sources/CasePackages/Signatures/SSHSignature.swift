import CaseBytes
package import CaseFiles

/// A signature as `ssh-keygen -Y sign` writes it (OpenSSH's PROTOCOL.sshsig), read strictly: of two texts that differ
/// in a byte, no more than one is a signature of the same bytes.
package struct SSHSignature: Sendable, Equatable {
    /// `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, …
    package let keyType: String
    /// The public key as SSH writes it.
    package let publicKey: [UInt8]
    /// What it was made for; a signature counts for nothing else.
    package let namespace: String
    /// Of the digest that is signed.
    package let digestAlgorithm: DigestAlgorithm
    /// `ssh-ed25519`, `rsa-sha2-512`, …
    package let signatureAlgorithm: String
    private let signature: [UInt8]

    /// How many bytes a signature may have; the largest keys make ones of a few thousand.
    package static let byteLimit = 1 << 15

    /// - Parameter bytes: the armored signature, with the lines that begin and end it.
    /// - Throws: `SSHSignatureProblem`
    package init(parsing bytes: [UInt8]) throws(SSHSignatureProblem) {
        guard bytes.count <= Self.byteLimit else { throw SSHSignatureProblem("it has \(bytes.count) bytes") }
        var reader = WireReader(try Self.unarmored(bytes)[...])
        guard let magic = reader.bytes(6), magic.elementsEqual(Self.magic), reader.number() == 1 else {
            throw SSHSignatureProblem("it is no SSHSIG of version 1")
        }
        guard let key = reader.string(), let namespace = reader.string(), let reserved = reader.string(),
            let digestName = reader.name(), let signature = reader.string(), reader.isAtEnd
        else { throw SSHSignatureProblem("its fields do not fill it") }
        guard !namespace.isEmpty, let namespace = String(validating: namespace, as: UTF8.self) else {
            throw SSHSignatureProblem("it has no namespace")
        }
        // Readers do not look at it, and it is not signed: what was put there could not be noticed.
        guard reserved.isEmpty else { throw SSHSignatureProblem("its reserved field is not empty") }
        guard ["sha256", "sha512"].contains(digestName), let digest = DigestAlgorithm(named: digestName) else {
            throw SSHSignatureProblem("its digest algorithm is \(digestName)")
        }
        var inKey = WireReader(key)
        var inSignature = WireReader(signature)
        guard let keyType = inKey.name(), !inKey.isAtEnd, let algorithm = inSignature.name(),
            let value = inSignature.string()
        else { throw SSHSignatureProblem("its key or its signature is none of SSH") }
        if keyType == Self.ed25519 {
            guard inKey.string()?.count == 32, inKey.isAtEnd, value.count == 64 else {
                throw SSHSignatureProblem("its key or its signature is none of Ed25519")
            }
        }
        // Only keys of hardware have something behind the signature: flags and a counter.
        guard inSignature.isAtEnd || keyType.hasPrefix("sk-") else {
            throw SSHSignatureProblem("there are bytes behind the signature")
        }
        self.keyType = keyType
        publicKey = Array(key)
        self.namespace = namespace
        digestAlgorithm = digest
        signatureAlgorithm = algorithm
        self.signature = Array(value)
    }

    /// The key's fingerprint as `ssh-keygen -l` shows it; of a certificate, the certificate's own.
    package var fingerprint: String {
        var digest = DigestComputation(DigestAlgorithms([DigestAlgorithm.sha256]))
        publicKey.withUnsafeBytes { digest.update($0) }
        return "SHA256:" + base64(digest.digest(.sha256) ?? [], isPadded: false)
    }

    /// Whether it is one of a file with this digest, whoever made it.
    ///
    /// - Returns: nil where its key is of a type other than Ed25519, which is not checked here.
    package func isValid(digest: some Collection<UInt8>) -> Bool? {
        guard keyType == Self.ed25519 else { return nil }
        var key = WireReader(publicKey[...])
        guard key.name() == keyType, let point = key.string(), key.isAtEnd, signatureAlgorithm == Self.ed25519 else {
            return false
        }
        return isEd25519Signature(signature, of: signedBytes(digest), by: Array(point))
    }

    private static let ed25519 = "ssh-ed25519"
    private static let magic = Array("SSHSIG".utf8)

    /// What the key signs in place of the file.
    private func signedBytes(_ digest: some Collection<UInt8>) -> [UInt8] {
        Self.magic + WireReader.string(namespace.utf8) + WireReader.string([])
            + WireReader.string(digestAlgorithm.name.utf8) + WireReader.string(digest)
    }

    /// The bytes in the armor: lines of base64 of any width between one that begins it and one that ends it.
    private static func unarmored(_ bytes: [UInt8]) throws(SSHSignatureProblem) -> [UInt8] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // Windows' line ends are the same text.
        if lines.dropLast().allSatisfy({ $0.last == 0x0D }) {
            lines = lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count >= 3, lines[0].elementsEqual("-----BEGIN SSH SIGNATURE-----".utf8),
            lines[lines.count - 1].elementsEqual("-----END SSH SIGNATURE-----".utf8)
        else { throw SSHSignatureProblem("it is not in the armor of an SSH signature") }
        guard let found = CaseBytes.bytes(base64: Array(lines.dropFirst().dropLast().joined())) else {
            throw SSHSignatureProblem("it is not base64")
        }
        return found
    }
}

/// Why something is no SSH signature.
package struct SSHSignatureProblem: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
