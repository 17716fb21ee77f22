package import CaseArchive
package import CaseDisclosure
import CaseFiles
package import CaseFormats
import CaseModel
package import CasePackages
package import CaseStore

/// What a bundle is made of, and how.
package struct BundlePlan: Sendable {
    package var profile: Profile
    package var formats: [any ExportFormat]
    package var tool: ReleaseFacts.Tool
    /// zlib's level, 0 to 9; 0 stores.
    package var level = 6
    /// The key that signs the manifests, as `ssh-keygen -Y sign` takes it; nil for none.
    package var signingKey: String?
    /// The release's instant, RFC 3339; nil for the snapshot's latest.
    package var instant: String?
    /// The id of the release before, where there is one.
    package var previous: String?

    package init(profile: Profile, formats: [any ExportFormat], tool: ReleaseFacts.Tool) {
        self.profile = profile
        self.formats = formats
        self.tool = tool
    }
}

/// What came of bundling.
package struct BundleResult: Sendable {
    package let run: RunResult
    /// nil where the dataset was not fit.
    package let facts: ReleaseFacts?
    /// Every file of the bag, tag files too, sorted by path.
    package let members: [PackagedFile]
    /// nil for directories, and where nothing was published.
    package let container: ContainerFixity?
    /// What of the withheld was found in the finished bytes; where there is any, nothing was published.
    package let leaks: [Leak]

    package var isPublished: Bool { facts != nil && leaks.isEmpty }
}

/// Makes a release of a dataset: a BagIt bag in a container, which appears when it is complete.
///
/// - Parameters:
///   - path: its name says the container.
///   - replace: whether a bundle that is there already gives way.
/// - Throws: `StoreProblem`, `FileProblem`, `NoInstant`, `LeakScanProblem`, `PackageProblem`, `SigningProblem`,
///   `RowsLost`, `Interrupted`.
package func bundle(
    _ snapshot: any DatasetSnapshot, plan: BundlePlan, to path: String, replacing replace: Bool, options: RunOptions
) async throws -> BundleResult {
    if let key = plan.signingKey { try requireKey(key) }
    let kind = Container(forOutput: path)
    let staged = try StagedPackage.make(path, container: kind, replacing: replace)
    let survey = try survey(snapshot, profile: plan.profile, instant: plan.instant)
    options.total?(survey.rowCount)
    let dataset = try describe(snapshot)
    let release = ReleaseName(dataset, profile: plan.profile, instant: survey.instant)
    let container = try ContainerWriter(
        kind, staging: staged.staging, folder: kind == .directory ? "" : release.name,
        instant: secondsSince1970(survey.instant), level: plan.level)
    let package = PackageWriter(container, scan: survey.scan)
    var exportPlan = ExportPlan(formats: plan.formats)
    exportPlan.release = survey.view
    let run = try await run(snapshot, plan: exportPlan, into: package, options: options)
    guard run.findings.isFit else {
        return BundleResult(run: run, facts: nil, members: [], container: nil, leaks: [])
    }
    var bag = BagAssembly(
        package,
        facts: ReleaseFacts(
            name: release.name, id: release.id, instant: survey.instant, dataset: dataset, schema: snapshot.schema,
            profile: plan.profile, tool: plan.tool,
            graph: run.graph.map { ReleaseFacts.Graph(tripleCount: $0.tripleCount, sha256: $0.sha256) },
            tables: run.disclosedCounts.map { ReleaseFacts.TableRows(name: $0.table, rowCount: $0.rows) },
            checks: qualityChecks(run, scans: survey.scan != nil), withheld: survey.view.disclosure.report, files: [],
            previous: plan.previous))
    bag.add(run.formats)
    let content = survey.view.content
    if plan.profile.includesDocuments {
        try await bag.add(await content.documents, from: snapshot.documentsPath, threads: options.threads)
    }
    try bag.addSchema()
    try await bag.addDescriptions(page: content.page)
    try bag.addTagFiles(signingKey: plan.signingKey)
    guard package.leaks.isEmpty else {
        return BundleResult(run: run, facts: bag.facts, members: [], container: nil, leaks: package.leaks)
    }
    try Interruption.check()
    let fixity = try container.finish()
    try staged.publish(digest: kind == .directory ? nil : fixity.sha256)
    return BundleResult(
        run: run, facts: bag.facts, members: bag.members, container: kind == .directory ? nil : fixity, leaks: [])
}

/// What a release is called.
struct ReleaseName {
    /// The dataset's short name.
    let slug: String
    /// Sortable: `20261121T020000Z`.
    let id: String
    /// `<dataset>-<profile>-<id>`
    let name: String

    init(_ dataset: DatasetDescription, profile: Profile, instant: String) {
        id = String(instant.filter { $0 != "-" && $0 != ":" })
        // A path in the bag has 200 bytes, its name among them.
        let slug = dataset.slug.drop { $0 == "-" || $0 == "." }
        self.slug = slug.isEmpty ? "dataset" : String(slug.prefix(60))
        name = "\(self.slug)-\(profile.name)-\(id)"
    }
}

/// What was checked before the release, for `quality.json`: only how often something was found, since findings name
/// records that may be withheld.
private func qualityChecks(_ run: RunResult, scans: Bool) -> [QualityCheck] {
    var checks = FindingCode.all.filter { $0 != .withheldValue }.map { code in
        let count = run.findings.counts[code] ?? 0
        return QualityCheck(
            code: code.name, title: "Not so: \(code.summary)", threshold: code.severity == .error ? "0" : "any number",
            result: String(count), hasPassed: code.severity == .warning || count == 0)
    }
    checks.append(
        QualityCheck(
            code: "rows-complete",
            title: "Every format has every row of the snapshot that is not counted as left out.", threshold: "all",
            result: "all", hasPassed: true))
    if run.graph != nil {
        checks.append(
            QualityCheck(
                code: "graph-equal", title: "All formats that carry the graph wrote the same number of triples.",
                threshold: "equal", result: "equal", hasPassed: true))
    }
    checks.append(
        QualityCheck(
            code: FindingCode.withheldValue.name,
            title: "No id and no text that is withheld stands in any file of the release.", threshold: "0",
            result: scans ? "0" : "0 (nothing is withheld)", hasPassed: true))
    return checks
}
