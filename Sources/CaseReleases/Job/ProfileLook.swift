import CaseBytes
import CaseDisclosure
import CaseFiles
import CaseFormats
import CaseModel
import CasePackages
import CaseStore

/// What a run finds out about a profile's release before it makes one.
struct ProfileLook: Sendable {
    let profile: Profile
    /// The instant that the release has.
    let instant: String
    /// What the check found, and what readers would get.
    let run: RunResult
    /// What is withheld from its readers.
    let disclosure: Disclosure
    /// What the release would be made of, in one number: it is the same while nothing has changed.
    let fingerprint: String

    /// Rows that readers would get, by table.
    var rowCounts: [String: Int] { Dictionary(run.disclosedCounts, uniquingKeysWith: +) }

    /// What is withheld, by the grounds.
    var withheld: [(ground: String, count: Int)] { disclosure.report.byGround }

    var warnings: [FindingCode: Int] { run.findings.counts.filter { $0.key.severity == .warning && $0.value > 0 } }
}

/// Looks at a snapshot through a profile: checks it, and hashes the graph that its readers would get.
///
/// - Parameters:
///   - now: the day of it decides which embargoes have ended.
///   - previous: the instant of the release before.
/// - Throws: what `survey` and `run` throw.
func look(
    _ snapshot: any DatasetSnapshot, profile: Profile, embargoes: Embargoes, now: Int, options: RunOptions
) async throws -> ProfileLook {
    let survey: ReleaseSurvey
    do {
        survey = try CaseReleases.survey(snapshot, profile: profile, embargoes: embargoes, now: now)
    } catch is NoInstant {
        throw JobProblem(
            "nothing in the dataset says when it was changed: fill the column updated of its table dataset")
    }
    // The day of a release decides which embargoes have ended: one that has not come must not end them.
    guard secondsSince1970(survey.instant) <= now else {
        throw JobProblem(
            "the latest instant of the dataset, \(survey.instant), is in the future (it is \(Instants.text(now))): correct the column updated where it is, or the clock"
        )
    }
    var plan = ExportPlan(formats: [])
    plan.release = survey.view
    plan.wantsGraph = true
    let run = try await run(snapshot, plan: plan, into: nil, options: options)
    let documents = profile.includesDocuments ? await survey.view.content.documents : []
    return ProfileLook(
        profile: profile, instant: survey.instant, run: run, disclosure: survey.view.disclosure,
        fingerprint: fingerprint(
            graph: run.graph?.sha256 ?? "", schema: snapshot.schema, dataset: run.dataset, profile: profile,
            documents: documents))
}

/// Surveys with the instant that a release of today has: the latest one of the data, or the end of an embargo, whichever
/// is later. The time of day is not in it, so that the same data give the same release tomorrow.
private func survey(
    _ snapshot: any DatasetSnapshot, profile: Profile, embargoes: Embargoes, now: Int
) throws -> ReleaseSurvey {
    guard let end = embargoes.latestEnd(before: now) else {
        return try survey(snapshot, profile: profile, instant: nil)
    }
    do {
        return try survey(snapshot, profile: profile, instant: Instants.text(end))
    } catch let problem as InstantTooEarly {
        // Something was changed since; rules that ended before it did end before.
        return try survey(snapshot, profile: profile, instant: problem.latest)
    }
}

/// SHA-256 of what a release depends on, each part with its length before it.
private func fingerprint(
    graph: String, schema: Schema, dataset: DatasetDescription, profile: Profile, documents: [ReleaseContent.Document]
) -> String {
    var digest = DigestComputation(DigestAlgorithms([.sha256]))
    func add(_ bytes: [UInt8]) {
        (Array("\(bytes.count):".utf8) + bytes).withUnsafeBytes { digest.update($0) }
    }
    func add(_ text: String) { add(Array(text.utf8)) }
    add(graph)
    for document in schemaDocuments(schema, of: dataset, version: "") { add(document.bytes) }
    for text in [
        profile.name, profile.title, profile.audience, profile.licence ?? "", profile.licenceURL ?? "",
        profile.container, profile.excelDelimiter, String(profile.includesDocuments),
    ] + profile.formats.sorted() + [""] + profile.permittedTexts.sorted() {
        add(text)
    }
    for document in documents {
        add(document.path)
        add(document.sha256)
    }
    return hexadecimal(digest.digest(.sha256) ?? [])
}
