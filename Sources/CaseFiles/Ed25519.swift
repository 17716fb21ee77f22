import Crypto

/// Whether a signature is one of a message (RFC 8032); false too where the key or the signature has the wrong length.
package func isEd25519Signature(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
        return false
    }
    return key.isValidSignature(signature, for: message)
}

/// A key that signs (RFC 8032, section 5.1).
package struct Ed25519Key: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new one, from the system's source of random numbers.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// nil where the seed, which RFC 8032 calls the private key, has not 32 bytes.
    package init?(seed: [UInt8]) {
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
    }

    /// 32 bytes that are to be kept secret.
    package var seed: [UInt8] { Array(key.rawRepresentation) }

    /// 32 bytes that everybody may see.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The 64 bytes of the signature of a message.
    package func signature(of message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            preconditionFailure("a key of 32 bytes signs whatever it is given")
        }
        return Array(signature)
    }
}
