package import CaseArchive
import CaseBytes
import CaseFiles
package import CaseModel
package import CasePackages

/// Which digests of a release's files are wanted, beside those that its manifests name, when it is verified deeply:
/// SHA-256 of the canonical N-Quads, and of the documents, whose records have it.
package func planDeepDigests(_ tree: PackageTree, _ plan: inout DigestPlan) {
    for number in tree.files {
        guard let path = tree.inner(number) else { continue }
        if path.elementsEqual("data/rdf/dataset.nq".utf8) || path.starts(with: MemberDocuments.folder.utf8) {
            plan[number].insert(.sha256)
        }
    }
}

/// Reads what the files of a release of ours say, and holds it against each other: formats, tables, graph, counts,
/// descriptions. Of other packages nothing is read.
///
/// Formats are read side by side on the threads of whoever calls it, each once, in memory that does not grow with them, and nothing is written anywhere.
/// Where two of them differ they are read again, to say what they differ about.
///
/// - Parameters:
///   - tree: with the digests that were computed.
///   - opening: opens the tree's files by their numbers.
/// - Throws: `Interrupted`. What is wrong with files is a finding.
package func verifyDeeply(
    _ tree: PackageTree, open opening: any MemberOpening, to findings: inout FindingList
) async throws -> DeepSummary {
    let files = DeepFiles(tree, opening)
    guard files.isRelease else { return DeepSummary(isRelease: false) }
    var descriptions = ReleaseDescriptions(files)
    var summary = DeepSummary(isRelease: true)
    try readDescriptions(tree, files, &descriptions, to: &findings)
    let outcomes = try await readFormats(tree, files)
    try DeepComparison(files: files, descriptions: descriptions, outcomes: outcomes)
        .run(&summary, to: &findings)
    return summary
}

/// Reads everything that is small, or is compared with the tree alone.
private func readDescriptions(
    _ tree: PackageTree, _ files: DeepFiles, _ descriptions: inout ReleaseDescriptions, to findings: inout FindingList
) throws {
    try descriptions.readReports(to: &findings)
    if let source = try open(ProvenanceCheck.path, files, to: &findings) {
        var provenance = ProvenanceCheck(tree)
        try reading(ProvenanceCheck.path, to: &findings) { try provenance.run(source, to: &$0) }
        descriptions.add(provenance.facts)
    }
    if let source = try open(PreservationCheck.path, files, to: &findings) {
        let preservation = PreservationCheck(tree)
        try reading(PreservationCheck.path, to: &findings) { try preservation.run(source, to: &$0) }
        descriptions.add(preservation.facts)
    }
    if !files.names(in: GraphFile.tables).isEmpty {
        let tables = TableDescriptions(files: files, tree: tree, descriptions: descriptions)
        try reading(GraphFile.tables, to: &findings) {
            if let facts = try tables.run(to: &$0) { descriptions.add(facts) }
        }
    }
    try reading("data/jsonld/dataset.jsonld", to: &findings) { try ContextCheck.run(descriptions, files, to: &$0) }
    try descriptions.compareAll(to: &findings)
}

/// Opens a file that every release has.
private func open(_ path: String, _ files: DeepFiles, to findings: inout FindingList) throws -> (any ByteSource)? {
    var source: (any ByteSource)?
    try reading(path, to: &findings) { findings in
        source = try files.open(path)
        if source == nil {
            findings.append(Finding(.missingFile, at: Place(file: path), "every release has this file"))
        }
    }
    return source
}

/// Reports that a file cannot be read.
private func reading(
    _ path: String, to findings: inout FindingList, _ body: (inout FindingList) throws -> Void
) throws {
    do {
        try body(&findings)
    } catch {
        findings.append(try unreadable(path, error))
    }
}

extension DeepFiles {
    /// Whether the package is a release of ours: it has the report of its checks, and says where it comes from or what
    /// was left out as every release does.
    var isRelease: Bool {
        let descriptions = ["metadata/quality.json", "metadata/disclosure.json", "metadata/prov.jsonld"]
        return descriptions.count { has($0) } >= 2
    }
}
