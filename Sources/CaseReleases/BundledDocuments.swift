import CaseArchive
import CaseBytes
import CaseFiles
import CasePackages

/// Writes the documents' files into a package, in the order of their records.
///
/// - Throws: `FileProblem` where a file is not what its record says, `Interrupted`.
func bundledDocuments(
    _ documents: [ReleaseContent.Document], from directory: String, into package: PackageWriter, threads: Int
) async throws -> [PackagedFile] {
    var files: [PackagedFile] = []
    var seen: Set<[UInt8]> = []
    var compression = Compression(limit: 4 * threads)
    let buffer = ByteBuffer(capacity: 1 << 18)
    for document in documents where seen.insert(Array(document.path.utf8)).inserted {
        try Interruption.check()
        let source = directory + "/" + document.path
        let file = try Descriptor.reading(source, below: directory)
        let path = "data/documents/" + document.path
        let member = try package.member(
            path, isCompressible: !isCompressed(document.mediaType), digests: [.sha512, .sha256])
        while true {
            let length = try file.read(into: buffer.base, count: buffer.capacity)
            if length == 0 { break }
            try await compression.add(try member.write(UnsafeRawBufferPointer(start: buffer.base, count: length)))
        }
        let (blocks, fixity) = try member.finish()
        try await compression.add(blocks)
        guard fixity.sha256 == document.sha256 else {
            throw FileProblem(
                .noInput, "bundle", source, detail: "it was changed since it was checked; run the command again")
        }
        files.append(
            PackagedFile(
                path: path, byteCount: fixity.byteCount, sha512: fixity.sha512 ?? "", sha256: fixity.sha256,
                mediaType: document.mediaType, title: "A document of the case", role: .document))
    }
    try await compression.finish()
    return files
}

/// Runs blocks on all threads, some at a time.
private struct Compression {
    private let limit: Int
    private var blocks: [CompressionBlock] = []

    init(limit: Int) { self.limit = limit }

    mutating func add(_ more: [CompressionBlock]) async throws {
        blocks += more
        if blocks.count >= limit { try await finish() }
    }

    mutating func finish() async throws {
        let ready = blocks
        blocks = []
        try await compress(ready)
    }
}

/// Whether files of a media type are compressed already, so that compressing them again is for nothing.
private func isCompressed(_ mediaType: String) -> Bool {
    let type = String(mediaType.prefix { $0 != ";" }).lowercased()
    if ["image/svg+xml", "image/bmp", "image/tiff", "audio/wav", "audio/x-wav"].contains(type) { return false }
    if ["image/", "video/", "audio/"].contains(where: type.hasPrefix) { return true }
    return [
        "application/pdf", "application/zip", "application/gzip", "application/x-7z-compressed", "application/zstd",
        "application/x-bzip2", "application/x-xz", "application/epub+zip", "application/wacz",
    ].contains(type)
        || ["application/vnd.openxmlformats-", "application/vnd.oasis.opendocument."].contains(where: type.hasPrefix)
}
