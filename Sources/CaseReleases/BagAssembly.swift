import CaseArchive
import CaseFiles
import CaseFormats
import CaseGraph
import CaseModel
import CasePackages

/// Puts a bag together behind the formats: documents, schema, descriptions, manifests.
struct BagAssembly {
    private let package: PackageWriter
    private(set) var facts: ReleaseFacts
    private(set) var tagFiles: [PackagedFile] = []

    init(_ package: PackageWriter, facts: ReleaseFacts) {
        self.package = package
        self.facts = facts
    }

    /// Every file of the bag, sorted by path.
    var members: [PackagedFile] { (facts.files + tagFiles).sorted(by: PackagedFile.precedes) }

    /// Takes up what the formats wrote.
    mutating func add(_ results: [FormatResult]) {
        for result in results {
            guard let format = FormatRegistry.all.first(where: { $0.name == result.format }) else { continue }
            for part in result.parts {
                facts.files.append(
                    PackagedFile(
                        path: "data/" + part.path, byteCount: part.byteCount, sha512: part.sha512 ?? "",
                        sha256: part.sha256, mediaType: format.mediaType,
                        conformsTo: format.standard.map { [$0] } ?? [],
                        title: format.isOnePart
                            ? format.summary.capitalizedSentence
                            : "The table \(part.layouts.map(\.table.name).joined(separator: ", "))",
                        role: .data(format: result.format), rowCount: part.rowCount,
                        tripleCount: part.tripleCount > 0 ? part.tripleCount : nil))
            }
            for written in result.companions {
                let companion = written.companion
                facts.files.append(
                    PackagedFile(
                        path: "data/" + companion.path, byteCount: written.fixity.byteCount,
                        sha512: written.fixity.sha512 ?? "", mediaType: companion.mediaType,
                        conformsTo: companion.standard.map { [$0] } ?? [], title: companion.title,
                        role: .data(format: result.format)))
            }
        }
        facts.files.sort(by: PackagedFile.precedes)
    }

    /// The schema in the forms that others read, with the dataset's own tables and columns.
    mutating func addSchema() throws {
        for document in schemaDocuments(facts.schema, of: facts.dataset, version: facts.tool.version) {
            try add(document, role: .schema)
        }
    }

    /// What describes the payload, within it: each describes the files before it.
    mutating func addDescriptions(page content: PageContent) throws {
        for description in PayloadDescription.allCases {
            let facts = facts
            guard let document = try description.document(facts, page: { previewPage(facts, content) }) else {
                continue
            }
            try add(document, role: .description)
        }
    }

    /// Manifests and metadata beside the payload, and their signatures.
    mutating func addTagFiles(signingKey: String?) throws {
        for tagFile in TagFile.allCases {
            guard let document = try tagFile.document(facts, tagFiles: tagFiles) else { continue }
            try addTag(document)
            if let signingKey, [.manifest, .tagManifest].contains(tagFile) {
                let signature = try signature(of: document.bytes, named: document.path, with: signingKey)
                try addTag(
                    PackageDocument(
                        path: document.path + ".sig", bytes: signature, mediaType: "application/x-pem-file",
                        title: "The signature of \(document.path)"))
            }
        }
    }

    private mutating func addTag(_ document: PackageDocument) throws {
        let fixity = try package.add(document)
        tagFiles.append(PackagedFile(document, fixity, role: .description))
        tagFiles.sort(by: PackagedFile.precedes)
    }

    private mutating func add(_ document: PackageDocument, role: PackagedFile.Role) throws {
        let fixity = try package.add(document, isTheSameInEveryRelease: role == .schema)
        append(PackagedFile(document, fixity, role: role))
    }

    private mutating func append(_ file: PackagedFile) {
        let place = facts.files.firstIndex { PackagedFile.precedes(file, $0) } ?? facts.files.endIndex
        facts.files.insert(file, at: place)
    }

    /// The documents' files: hashed, and compressed where they are not already.
    ///
    /// - Throws: `FileProblem` where a file is not what its record says: it was changed since the check read it.
    mutating func add(
        _ documents: [ReleaseContent.Document], from directory: String?, threads: Int
    ) async throws {
        guard let directory, !documents.isEmpty else { return }
        let package = package
        facts.files += try await withWorkers(threads) {
            try await bundledDocuments(documents, from: directory, into: package, threads: threads)
        }
        facts.files.sort(by: PackagedFile.precedes)
    }
}

extension PackagedFile {
    /// In the order of their paths' bytes.
    static func precedes(_ a: PackagedFile, _ b: PackagedFile) -> Bool {
        a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
    }

    init(_ document: PackageDocument, _ fixity: PartFixity, role: Role) {
        self.init(
            path: document.path, byteCount: fixity.byteCount, sha512: fixity.sha512 ?? "", sha256: fixity.sha256,
            mediaType: document.mediaType, conformsTo: document.conformsTo, title: document.title, role: role)
    }
}

extension String {
    /// With a capital in front and a full stop behind.
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
