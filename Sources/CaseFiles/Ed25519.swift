import Crypto

/// Whether a signature is one of a message (RFC 8032); false too where the key or the signature has the wrong length.
package func isEd25519Signature(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
        return false
    }
    return key.isValidSignature(signature, for: message)
}
