extension PackageTree {
    /// The manifests and tag manifests of a bag, each with the signature that stands beside it, if one does.
    package var manifestsWithSignatures: [(manifest: Int, signature: Int?)] {
        files.compactMap { number in
            guard let path = inner(number), BagManifest.name(path) != nil else { return nil }
            return (number, file(String(escaping: path) + ".sig"))
        }
    }
}

/// A signature of a manifest that was verified.
package struct VerifiedSignature: Sendable, Equatable {
    /// The manifest's path.
    package let path: String
    /// Of the key.
    package let fingerprint: String
    /// The name by which the file of signers knows whose it is; nil where signers were not asked for.
    package let signer: String?

    package init(path: String, fingerprint: String, signer: String?) {
        self.path = path
        self.fingerprint = fingerprint
        self.signer = signer
    }
}
