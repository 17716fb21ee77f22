extension FindingCode {
    // What can be wrong with a repository of releases, or with a copy of one of its channels.
    public static let repositoryDocument = FindingCode(
        "repository-document",
        "A document of a repository is missing, damaged, or says something else than the others.",
        hint:
            "run the job again: each run writes the documents anew; where versions.json is damaged, take it from a copy"
    )
    public static let repositoryIncomplete = FindingCode(
        "repository-incomplete", .warning, "A run was stopped while it published.",
        hint: "run the job again: the next run completes what was begun")
    public static let releaseMissing = FindingCode(
        "release-missing", "A release that a repository lists is not there, or one of its files is not.",
        hint: "take it from another copy of the repository, or restore it from the storage root")
    public static let releaseUnlisted = FindingCode(
        "release-unlisted", .warning, "There is a release that the repository does not list.",
        hint: "find out where it came from; caseexport did not publish it")
    public static let releaseDiffers = FindingCode(
        "release-differs", "A file of a release is not what the repository, or its log, says of it.",
        hint: "take the release from another copy, and find out what altered it")
    public static let releaseUnlogged = FindingCode(
        "release-unlogged", "A release is not in the log, or the log has one that the repository does not list.",
        hint: "compare with another copy of the repository: one of the two was altered")
    public static let releaseNotRestorable = FindingCode(
        "release-not-restorable",
        "A file of a release that the storage root keeps as a difference cannot be put together again, or is not what the release's manifest says.",
        hint: "take the difference, or the file that it is to, from another copy of the storage root")

    /// Every code of a repository, in the order of the documentation.
    public static let repository: [FindingCode] = [
        .repositoryDocument, .repositoryIncomplete, .releaseMissing, .releaseUnlisted, .releaseDiffers,
        .releaseUnlogged, .releaseNotRestorable,
    ]
}
