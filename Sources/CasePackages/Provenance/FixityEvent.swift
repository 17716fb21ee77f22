import CaseModel

/// One of the events that verifying a package is.
struct FixityEvent {
    let id: String
    /// A label of the Library of Congress's vocabulary of event types.
    let type: String
    let detail: String
    /// What was found, the good first.
    private(set) var notes: [String]
    private(set) var hasPassed = true

    /// What is found of the formats and of what a release says of itself, with `--deep`.
    private static let ofContent: Set<FindingCode> = [
        .formatSyntax, .graphDiffers, .graphHash, .rowCount, .metadataDiffers, .crateSyntax, .crateFileMissing,
        .crateFileDiffers, .crateFileUndescribed,
    ]

    private static let ofSignatures: Set<FindingCode> = [.unsigned, .signatureInvalid, .signedByStranger]

    static func all(of package: VerifiedPackage) -> [FixityEvent] {
        var events = [fixity(package)]
        if package.level == .deep { events.append(content(package)) }
        let isAnythingSigned =
            !package.signatures.isEmpty || package.findings.counts.keys.contains(where: ofSignatures.contains)
        if package.isSignatureAskedFor || isAnythingSigned { events.append(signatures(package)) }
        return events
    }

    private static func fixity(_ package: VerifiedPackage) -> FixityEvent {
        let what = package.kinds.isEmpty ? "no package" : package.kinds.joined(separator: ", ")
        let notes = ["\(what): \(package.fileCount) files, \(package.byteCount) bytes"]
        let isElsewhere = package.level == .deep ? ofContent.union(ofSignatures) : ofSignatures
        guard package.level > .quick else {
            // Nothing was hashed: it is no fixity check.
            return FixityEvent(
                "structure", "validation", "Structure, completeness and sizes were checked; no file was hashed.", notes,
                package.findings
            ) { !isElsewhere.contains($0) }
        }
        let digests = package.algorithms.isEmpty ? "" : ", by \(package.algorithms.joined(separator: ", "))"
        return FixityEvent(
            "fixity", "fixity check",
            "Structure, completeness and every digest of every file were checked\(digests).", notes, package.findings
        ) { !isElsewhere.contains($0) }
    }

    private static func content(_ package: VerifiedPackage) -> FixityEvent {
        FixityEvent(
            "content", "validation",
            "Formats, graph, row counts and descriptions of the release were held against one another.", [],
            package.findings, isOfThis: ofContent.contains)
    }

    private static func signatures(_ package: VerifiedPackage) -> FixityEvent {
        let notes = package.signatures.map {
            "\($0.path): signed by \($0.signer ?? "somebody, which was not asked"), key \($0.fingerprint)"
        }
        return FixityEvent(
            "signatures", "digital signature validation",
            package.isSignatureAskedFor
                ? "Every manifest has to be signed by somebody who is allowed to."
                : "Signatures that are there were held against the manifests' bytes; whose they are was not asked.",
            notes, package.findings, isOfThis: ofSignatures.contains)
    }

    private init(
        _ id: String, _ type: String, _ detail: String, _ notes: [String], _ findings: FindingList,
        isOfThis: (FindingCode) -> Bool
    ) {
        (self.id, self.type, self.detail, self.notes) = (id, type, detail, notes)
        var listed: [FindingCode: Int] = [:]
        for finding in findings.findings where isOfThis(finding.code) {
            listed[finding.code, default: 0] += 1
            self.notes.append(Self.note(finding))
        }
        for (code, count) in findings.counts.sorted(by: { $0.key.name < $1.key.name }) where isOfThis(code) {
            if code.severity == .error { hasPassed = false }
            let rest = count - listed[code, default: 0]
            if rest > 0 { self.notes.append("\(code.severity.rawValue) \(code.name): \(rest) more, not listed") }
        }
    }

    /// `error altered-file, data/a.txt: …`
    private static func note(_ finding: Finding) -> String {
        let place = finding.place == Place() ? "" : ", \(finding.place)"
        var text = "\(finding.severity.rawValue) \(finding.code.name)\(place): \(finding.message)"
        if let expected = finding.expected { text += "; expected: \(expected)" }
        if let found = finding.found { text += "; found: \(found)" }
        return text
    }
}
