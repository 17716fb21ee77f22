import CaseFiles
import CasePackages
import Crypto

extension FuzzTarget {
    /// Signatures of SSH. Of the file that the seeds sign, no other signature than theirs may be taken for one by the
    /// same key, however their bytes are changed.
    static let signature: FuzzTarget = FuzzTarget("signature") { bytes in
        guard let signature = try? SSHSignature(parsing: bytes) else { return }
        try require(try SSHSignature(parsing: bytes) == signature, "it is read otherwise a second time")
        try require(!signature.namespace.isEmpty && !signature.keyType.isEmpty, "a field is empty")
        try require(signature.fingerprint.hasPrefix("SHA256:"), "its fingerprint is none")
        let message = Array("caseexport\n".utf8)
        let isValid: Bool?
        switch signature.digestAlgorithm.name {
        case "sha256": isValid = signature.isValid(digest: SHA256.hash(data: message).map { $0 })
        default: isValid = signature.isValid(digest: SHA512.hash(data: message).map { $0 })
        }
        guard isValid == true else { return }
        let known = try FuzzTarget.signature.seeds.compactMap { try? SSHSignature(parsing: $0.bytes) }
        try require(known.contains(signature), "a signature that nobody made is taken for right")
    }
}
