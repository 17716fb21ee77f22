extension FindingCode {
    // What can be wrong with a log of releases, and with what it is compared with.
    public static let logCheckpoint = FindingCode(
        "log-checkpoint", "A log's checkpoint is not there, or is none.",
        hint: "take it from another copy, or from where the log is published")
    public static let logSignature = FindingCode(
        "log-signature", "A checkpoint's signature is not one of its text, or the key to verify it is none.",
        hint: "compare the key with the one that was published first; take the checkpoint from another copy")
    public static let logForeign = FindingCode(
        "log-foreign", "A checkpoint is of another log, or signed by another key.",
        hint: "find out which log it is of, and verify it with that log's key")
    public static let logTile = FindingCode(
        "log-tile", "A file of a log is missing, cut off, or says something else than the entries.",
        hint: "take the file from another copy, and find out what altered it")
    public static let logRoot = FindingCode(
        "log-root", "A log's entries have not the root that its checkpoint says.",
        hint: "take the log from another copy, and find out what altered it")
    public static let logRewritten = FindingCode(
        "log-rewritten", "A log's entries are not those that an earlier checkpoint vouches for.",
        hint: "keep both checkpoints: they prove it; ask whoever keeps the log what was altered and why")
    public static let logShrunk = FindingCode(
        "log-shrunk", "A log has fewer entries than an earlier checkpoint says.",
        hint: "look for a newer copy; if there is none, ask whoever keeps the log")
    public static let logProof = FindingCode(
        "log-proof", "A proof does not show that an entry is in the log.",
        hint: "take the proof from where the log is published, and the release from another copy")
    public static let logEntry = FindingCode(
        "log-entry", "An entry of a log is not one of a release.",
        hint: "verify it with the version of caseexport that wrote it, or a newer one")

    /// Every code of a log, in the order of the documentation.
    public static let log: [FindingCode] = [
        .logCheckpoint, .logSignature, .logForeign, .logTile, .logRoot, .logRewritten, .logShrunk, .logProof, .logEntry,
    ]
}
