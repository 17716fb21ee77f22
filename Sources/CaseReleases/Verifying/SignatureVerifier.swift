import CaseArchive
import CaseFiles
package import CaseModel
package import CasePackages

/// Verifies the signatures of a bag's manifests, which stand beside them: `manifest-sha512.txt.sig`.
///
/// - Parameter signers: a file of allowed signers (ssh-keygen(1)), of whom one has to have signed each manifest; nil to
///   check only that signatures which are there are of these bytes.
/// - Returns: what was found to be right.
/// - Throws: `SigningProblem` where signers are asked for and `ssh-keygen` is not there; `FileProblem`.
@discardableResult
package func verifySignatures(
    _ tree: PackageTree, signers: String?, to findings: inout FindingList
) throws -> [VerifiedSignature] {
    let manifests = tree.manifestsWithSignatures
    if signers != nil, manifests.isEmpty {
        findings.append(Finding(.unsigned, at: Place(), "there is no manifest that could be signed"))
    }
    var verified: [VerifiedSignature] = []
    for (manifest, signature) in manifests {
        let verifier = SignatureVerifier(tree: tree, manifest: manifest, signers: signers)
        switch try verifier.outcome(signature) {
        case .success(let signature): verified += signature.map { [$0] } ?? []
        case .failure(let problem): findings.append(problem.finding)
        }
    }
    return verified
}

/// Verifies the signature of one manifest.
private struct SignatureVerifier {
    let tree: PackageTree
    let manifest: Int
    let signers: String?

    struct Problem: Error { let finding: Finding }

    /// - Returns: nil where there is nothing to verify.
    func outcome(_ signature: Int?) throws -> Result<VerifiedSignature?, Problem> {
        do {
            guard let signature else {
                if signers == nil { return .success(nil) }
                throw problem(.unsigned, "there is no \(name).sig beside it")
            }
            return .success(try verified(signature))
        } catch let problem as Problem {
            return .failure(problem)
        } catch is NotKept {
            let words = "it was not kept while standard input was read"
            return .failure(problem(signers == nil ? .notVerified : .unsigned, words))
        } catch {
            guard let finding = Finding(reading: error), !(error is FileProblem) || signers == nil else { throw error }
            return .failure(Problem(finding: finding))
        }
    }

    private func verified(_ number: Int) throws -> VerifiedSignature {
        let (signature, bytes) = try parsed(number)
        let fingerprint = signature.fingerprint
        guard signature.namespace == signatureNamespace else {
            throw problem(
                .signatureInvalid, "it was made for something else", expected: signatureNamespace,
                found: visible(signature.namespace))
        }
        guard try isOfManifest(signature, bytes) else {
            throw problem(.signatureInvalid, "it is not of these bytes, or was altered itself", found: fingerprint)
        }
        guard let signers else { return VerifiedSignature(path: path, fingerprint: fingerprint, signer: nil) }
        guard let signer = try CaseReleases.signer(ofSignature: bytes, among: signers, message) else {
            throw problem(
                .signedByStranger, "the key of \(name).sig is none that may sign releases now", found: fingerprint)
        }
        return VerifiedSignature(path: path, fingerprint: fingerprint, signer: signer)
    }

    private func parsed(_ number: Int) throws -> (SSHSignature, [UInt8]) {
        do {
            let bytes = try tree.bytes(number, limit: SSHSignature.byteLimit)
            return (try SSHSignature(parsing: bytes), bytes)
        } catch let limit as PackageLimit {
            throw problem(.signatureInvalid, "it is no signature: it has \(limit.byteCount) bytes")
        } catch let refused as SSHSignatureProblem {
            throw problem(.signatureInvalid, "it is no signature: \(refused)")
        }
    }

    /// Whether somebody, whoever it was, signed the manifest as it is.
    private func isOfManifest(_ signature: SSHSignature, _ bytes: [UInt8]) throws -> Bool {
        var digest = DigestComputation(DigestAlgorithms([signature.digestAlgorithm]))
        try message { digest.update($0) }
        if let isValid = signature.isValid(digest: digest.digest(signature.digestAlgorithm) ?? []) { return isValid }
        do {
            let arguments = ["-Y", "check-novalidate", "-n", signatureNamespace, "-s", Keygen.signature]
            return try Keygen(signature: bytes, input: message).run(arguments).exitCode == 0
        } catch is NoKeygen where signers == nil {
            throw problem(
                .notVerified, "its signature is by a key of type \(signature.keyType), and there is no ssh-keygen")
        } catch is NoKeygen {
            throw SigningProblem(description: missingKeygen)
        }
    }

    private func message(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try tree.forEachPiece(manifest, body)
    }

    private var path: String { String(escaping: tree.paths[manifest]) }

    private var name: String { visible(String(escaping: tree.inner(manifest) ?? [])) }

    private func problem(
        _ code: FindingCode, _ message: String, expected: String? = nil, found: String? = nil
    ) -> Problem {
        // The signature's own place where it is wrong, the manifest's where there is none.
        let suffix = code == .signatureInvalid || code == .signedByStranger ? ".sig" : ""
        return Problem(
            finding: Finding(code, at: Place(file: path + suffix), message, expected: expected, found: found))
    }
}
