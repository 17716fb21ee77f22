extension FindingCode {
    // What can be wrong with an archive, before anybody asks what is in it.
    public static let noPackage = FindingCode(
        "no-package", "There is no package: no bag, no OCFL object or storage root, no RO-Crate.",
        hint: "name the package's folder or archive itself")
    public static let archiveDamaged = FindingCode(
        "archive-damaged", "An archive does not keep to its format.",
        hint: "fetch it again, or take it from another copy")
    public static let archiveTruncated = FindingCode(
        "archive-truncated", "An archive ends too early.", hint: "fetch it again, or take it from another copy")
    public static let archiveAmbiguous = FindingCode(
        "archive-ambiguous", "An archive says two things, so that programs would unpack different files.",
        hint: "do not unpack it; ask whoever made it for one that was made by another program")
    public static let archiveUnsupported = FindingCode(
        "archive-unsupported", "An archive uses something of its format that is not read.",
        hint: "unpack it with the program that made it, and verify the folder")
    public static let limitExceeded = FindingCode(
        "limit-exceeded", "Something is larger than the limits for what comes from strangers.",
        hint: "if you trust it, raise the limit that the message names")
    public static let crcMismatch = FindingCode(
        "crc-mismatch", "The bytes of an archive's member have not the CRC that the archive says.",
        hint: "fetch it again, or take the file from another copy")
    public static let duplicateMember = FindingCode(
        "duplicate-member", "An archive has two members of one path; programs keep one or the other.",
        hint: "do not unpack it; ask whoever made it for one in which each file is once")
    public static let archiveLayout = FindingCode(
        "archive-layout", "An archive holds something beside the package's one top folder.",
        hint: "remove what is beside it, or ask whoever made it for one without")
    public static let archiveName = FindingCode(
        "archive-name", .warning, "The archive's top folder has another name than the archive.",
        hint: "none is needed; some programs expect the same name")
    public static let sidecarMismatch = FindingCode(
        "sidecar-mismatch", "The archive has not the digest that the file beside it says.",
        hint: "fetch both again, or take them from another copy")
    public static let sidecarSyntax = FindingCode(
        "sidecar-syntax", .warning, "The file beside the archive that should hold its digest cannot be used.",
        hint: "make it anew with sha256sum once the archive is known to be whole")

    // What can be wrong with a name in a package.
    public static let dangerousPath = FindingCode(
        "dangerous-path", "A path leads out of the package, or would on some system.",
        hint: "do not unpack it; ask whoever made it for one without")
    public static let linkInPackage = FindingCode(
        "link-in-package", "There is a link where a file should be; no link is followed.",
        hint: "put the file itself there")
    public static let specialFile = FindingCode(
        "special-file", "There is a device, a pipe or a socket where a file should be.", hint: "remove it")
    public static let pathEncoding = FindingCode(
        "path-encoding", .warning, "A path is not UTF-8, or its archive does not say that it is.",
        hint: "rename the file, or pack it with a program that writes UTF-8")
    public static let wrongCase = FindingCode(
        "wrong-case", "A file is there, but its name differs in the case of its letters.",
        hint: "rename it as the manifest has it")
    public static let unnormalizedPath = FindingCode(
        "unnormalized-path", .warning, "A path is written in another Unicode form than in the manifest.",
        hint: "rename the file as the manifest has it")
    public static let twinPaths = FindingCode(
        "twin-paths", .warning, "Two paths differ only in case or in Unicode form; some file systems keep one of them.",
        hint: "rename one of them, with its line in each manifest")
    public static let unportableName = FindingCode(
        "unportable-name", .warning,
        "A name that Windows does not take, that is longer than most file systems allow, or that other programs do not look for.",
        hint: "none is needed on Linux; rename it before it is unpacked elsewhere")
    public static let systemFile = FindingCode(
        "system-file", .warning, "A file that an operating system leaves behind is part of the package.",
        hint: "none is needed; leave it out of the next one")

    // What can be wrong with a bag (RFC 8493).
    public static let bagDeclaration = FindingCode(
        "bag-declaration", "The file bagit.txt is missing, or does not say what it has to.",
        hint: "write it as RFC 8493, section 2.1.1, has it, if the rest is whole")
    public static let bagVersion = FindingCode(
        "bag-version", .warning, "A bag is of a version that is not known; it is read as BagIt 1.0.",
        hint: "compare with the specification of that version")
    public static let noPayload = FindingCode(
        "no-payload", "A bag has no folder data/.", hint: "take it from another copy")
    public static let manifestMissing = FindingCode(
        "manifest-missing", "A bag has no manifest of its payload.",
        hint: "take it from another copy; without one nothing shows that the files are whole")
    public static let noTagManifest = FindingCode(
        "no-tag-manifest", .warning, "A bag has no tag manifest: nothing shows that its manifests were not altered.",
        hint: "sign or keep a digest of the manifest elsewhere")
    public static let manifestSyntax = FindingCode(
        "manifest-syntax", "A line of a manifest is no digest and path.",
        hint: "correct the line, or take the manifest from another copy")
    public static let manifestDuplicate = FindingCode(
        "manifest-duplicate", "A manifest lists a path twice.", hint: "remove the wrong one of the two lines")
    public static let manifestRepeats = FindingCode(
        "manifest-repeats", .warning, "A manifest of a version before 1.0 lists a path twice, with the same digest.",
        hint: "remove one of the two lines")
    public static let manifestIncomplete = FindingCode(
        "manifest-incomplete", "A manifest does not list a file that another manifest lists.",
        hint: "add the file's line, or remove the manifest")
    public static let manifestScope = FindingCode(
        "manifest-scope",
        "A manifest lists what it may not: a payload manifest a tag file, or a tag manifest the payload or itself.",
        hint: "remove the line")
    public static let md5sumLine = FindingCode(
        "md5sum-line", .warning, "A line of a manifest is written as md5sum writes it; strict readers refuse it.",
        hint: "write the line without the asterisk or backslash")
    public static let dottedPath = FindingCode(
        "dotted-path", .warning, "A path in a manifest begins with \"./\", which RFC 8493 does not have.",
        hint: "write the path without it")
    public static let percentPath = FindingCode(
        "percent-path", .warning, "A path is found only if its percent signs are taken as they are.",
        hint: "write each percent sign of a path as %25 in the manifests")
    public static let unknownAlgorithm = FindingCode(
        "unknown-algorithm", .warning,
        "A manifest's digests are of an algorithm that is not computed here; that manifest was not used.",
        hint: "verify it with a program that knows the algorithm")
    public static let noKnownAlgorithm = FindingCode(
        "no-known-algorithm", "All manifests are of algorithms that are not computed here.",
        hint: "verify it with a program that knows the algorithm")
    public static let weakAlgorithm = FindingCode(
        "weak-algorithm", .warning,
        "The only digests are ones of which somebody can make two files with the same (MD5, SHA-1).",
        hint: "add a manifest by sha512 while the files are known to be whole")
    public static let missingFile = FindingCode(
        "missing-file", "A file is listed and not there.", hint: "take the file from another copy")
    public static let unexpectedFile = FindingCode(
        "unexpected-file", "A file is there and not listed.",
        hint: "find out where it comes from; remove it, or list it")
    public static let alteredFile = FindingCode(
        "altered-file", "A file's bytes are not those that were recorded.",
        hint: "take the file from another copy, and find out what altered it")
    public static let truncatedFile = FindingCode(
        "truncated-file", "A file is shorter than was recorded.", hint: "take the file from another copy")
    public static let wrongSize = FindingCode(
        "wrong-size", "A file has another size than was recorded.", hint: "take the file from another copy")
    public static let unreadableFile = FindingCode(
        "unreadable-file", "A file cannot be read.", hint: "look for a failing disk or missing rights, and verify again"
    )
    public static let payloadOxum = FindingCode(
        "payload-oxum", "The payload has not the number of bytes and files that bag-info.txt says.",
        hint: "look for files that are missing, too many or cut off")
    public static let bagInfoSyntax = FindingCode(
        "bag-info-syntax", "A line of bag-info.txt is no label and value.", hint: "correct the line")
    public static let bagInfoRepeated = FindingCode(
        "bag-info-repeated", .warning, "An element of bag-info.txt that should be there once is there twice.",
        hint: "keep one of the two")
    public static let tagEncoding = FindingCode(
        "tag-encoding", "A tag file is not in the encoding that bagit.txt says.",
        hint: "find out which encoding it has, and convert it")
    public static let fetchSyntax = FindingCode(
        "fetch-syntax", "A line of fetch.txt is no URL, length and path.", hint: "correct the line")
    public static let fetchDangerous = FindingCode(
        "fetch-dangerous", "A line of fetch.txt names an address that nothing should be fetched from.",
        hint: "do not fetch it; ask whoever made the bag")
    public static let fetchAddress = FindingCode(
        "fetch-address", .warning, "A line of fetch.txt names an address on this machine or in a network of its own.",
        hint: "fetch it only where you know that network")
    public static let fetchScope = FindingCode(
        "fetch-scope", "A line of fetch.txt is of a file that is not in every payload manifest.",
        hint: "list the file, or remove the line")
    public static let fetchIncomplete = FindingCode(
        "fetch-incomplete", "Files of the bag are elsewhere and have to be fetched first.",
        hint: "fetch them by a tool that checks where from, and verify again")
    public static let bagProfile = FindingCode(
        "bag-profile", "A bag is not as its profile, which is ours, asks.", hint: "take it from another copy")

    // What can be wrong with an RO-Crate.
    public static let crateSyntax = FindingCode(
        "crate-syntax", "ro-crate-metadata.json is not JSON-LD as RO-Crate has it.", hint: "take it from another copy")
    public static let crateFileMissing = FindingCode(
        "crate-file-missing", "The RO-Crate describes a file that is not there.",
        hint: "take the file from another copy")
    public static let crateFileDiffers = FindingCode(
        "crate-file-differs", "A file has not the size or digest that the RO-Crate says.",
        hint: "take the file from another copy")
    public static let crateFileUndescribed = FindingCode(
        "crate-file-undescribed", .warning, "A file of the package is not described in its RO-Crate.",
        hint: "describe it in ro-crate-metadata.json")

    // What can be wrong with signatures.
    public static let unsigned = FindingCode(
        "unsigned", "A manifest is not signed, and signers were asked for.",
        hint: "ask whoever made it for a signature, or verify without --signers")
    public static let signatureInvalid = FindingCode(
        "signature-invalid", "A signature is not one of these bytes.",
        hint: "take the manifest and its signature from another copy")
    public static let signedByStranger = FindingCode(
        "signed-by-stranger", "A manifest is signed by somebody who is not among the signers.",
        hint: "find out whose key it is; add it to the file of signers only then")

    // What can be wrong with what a release says of itself.
    public static let formatSyntax = FindingCode(
        "format-syntax", "A file does not follow its format.", hint: "take the file from another copy")
    public static let graphDiffers = FindingCode(
        "graph-differs", "Two files that should carry the same graph do not.",
        hint: "take the release from another copy; if all copies say so, report it")
    public static let graphHash = FindingCode(
        "graph-hash", "The graph has not the hash that the release says.", hint: "take the release from another copy")
    public static let rowCount = FindingCode(
        "row-count", "A table has not the number of rows that the release says.",
        hint: "take the release from another copy")
    public static let metadataDiffers = FindingCode(
        "metadata-differs", "A description of the release says something else than is there.",
        hint: "take the release from another copy")
    public static let notVerified = FindingCode(
        "not-verified", .warning, "A file of the release could not be verified as deeply as was asked.",
        hint: "the message says what was left out")

    /// Every code that verifying a package reports of its own, in the order of the documentation.
    public static let packages: [FindingCode] = [
        .noPackage, .archiveDamaged, .archiveTruncated, .archiveAmbiguous, .archiveUnsupported, .limitExceeded,
        .crcMismatch, .duplicateMember, .archiveLayout, .archiveName, .sidecarMismatch, .sidecarSyntax, .dangerousPath,
        .linkInPackage, .specialFile, .pathEncoding, .wrongCase, .unnormalizedPath, .twinPaths, .unportableName,
        .systemFile, .bagDeclaration, .bagVersion, .noPayload, .manifestMissing, .noTagManifest, .manifestSyntax,
        .manifestDuplicate, .manifestRepeats, .manifestIncomplete, .manifestScope, .md5sumLine, .dottedPath,
        .percentPath, .unknownAlgorithm, .noKnownAlgorithm, .weakAlgorithm, .missingFile, .unexpectedFile, .alteredFile,
        .truncatedFile, .wrongSize, .unreadableFile, .payloadOxum, .bagInfoSyntax, .bagInfoRepeated, .tagEncoding,
        .fetchSyntax, .fetchDangerous, .fetchAddress, .fetchScope, .fetchIncomplete, .bagProfile, .crateSyntax,
        .crateFileMissing, .crateFileDiffers, .crateFileUndescribed, .unsigned, .signatureInvalid, .signedByStranger,
        .formatSyntax, .graphDiffers, .graphHash, .rowCount, .metadataDiffers, .notVerified,
    ]

    /// Every code that verifying reports, but for those of a dataset.
    public static let verification: [FindingCode] = packages + ocfl + log + repository

    /// Every code that there is.
    public static let everywhere: [FindingCode] = all + verification
}
