package import CaseDisclosure
import CaseFiles
import CaseModel
import CasePackages
package import CaseStore

/// What has to be known of a snapshot before its release is written.
package struct ReleaseSurvey {
    package let view: ReleaseView
    /// The release's instant, RFC 3339.
    package let instant: String
    package let scan: LeakScan?
    /// How many rows the snapshot has.
    package let rowCount: Int
}

/// No instant to call a release by.
package struct NoInstant: Error {}

/// The instant that a release is to have is before one in it.
package struct InstantTooEarly: Error {
    package let latest: String
}

/// Reads a snapshot to find out what a release of it leaves out, and what it is called by: its latest instant.
///
/// - Parameter instant: the release's instant; nil for the latest one that the dataset has.
/// - Throws: `StoreProblem`, `FileProblem`, `Interrupted`; `NoInstant` where the dataset has none and none is given;
///   `InstantTooEarly` where what is disclosed is from after the one that is given;
///   `LeakScanProblem` where there is too much to look for.
package func survey(
    _ snapshot: any DatasetSnapshot, profile: Profile, instant given: String?
) throws -> ReleaseSurvey {
    let (result, instant, rowCount) = try disclosure(of: snapshot, audience: profile.audience, instant: given)
    var page = PageContent(schema: snapshot.schema)
    if let layout = snapshot.schema.layout(named: "statement_relations") {
        let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
        while let rows = try reader.next() {
            if let rows = result.project(rows) { page.survey(rows) }
        }
    }
    // Only where there is something to look for.
    let known = result.withholdsNothing ? [] : try knownDocuments(snapshot)
    return ReleaseSurvey(
        view: ReleaseView(
            disclosure: result, content: ReleaseContent(page: page, schema: snapshot.schema)),
        instant: instant,
        scan: try LeakScan(result, permitting: profile.permittedTexts, known: known),
        rowCount: rowCount)
}

/// What a release says whatever the dataset holds: nothing of it is a secret.
private func knownDocuments(_ snapshot: any DatasetSnapshot) throws -> [[UInt8]] {
    let words = ShippedConcepts.rows.map { row in (0..<6).map { row.text($0) }.joined(separator: "\n") }
    return schemaDocuments(snapshot.schema, of: try describe(snapshot), version: "").map(\.bytes)
        + [Array(words.joined(separator: "\n").utf8)]
}

/// What is withheld depends on the day, which without another is that of the latest instant disclosed: that of the
/// dataset itself is tried first, then what comes of it, until the two agree.
private func disclosure(
    of snapshot: any DatasetSnapshot, audience: String, instant given: String?
) throws -> (Disclosure, instant: String, rowCount: Int) {
    var day = String((try given ?? describe(snapshot)["updated"] ?? "1970-01-01").prefix(10))
    for attempt in 1... {
        let (disclosure, rowCount) = try passes(snapshot, audience: audience, day: day)
        guard let instant = given ?? disclosure.latestInstant else { throw NoInstant() }
        if let latest = disclosure.latestInstant, instant.utf8.lexicographicallyPrecedes(latest.utf8) {
            throw InstantTooEarly(latest: latest)
        }
        if instant.hasPrefix(day) || attempt == 4 { return (disclosure, instant, rowCount) }
        day = String(instant.prefix(10))
    }
    throw NoInstant()
}

private func passes(
    _ snapshot: any DatasetSnapshot, audience: String, day: String
) throws -> (Disclosure, rowCount: Int) {
    var survey = DisclosureSurvey(schema: snapshot.schema, audience: audience, asOf: day)
    var rowCounts: [Int: Int] = [:]
    repeat {
        for layout in snapshot.schema.layouts where survey.wants(layout) {
            let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
            var count = 0
            while let rows = try reader.next() {
                try Interruption.check()
                count += rows.rowCount
                survey.add(rows)
            }
            rowCounts[layout.index] = count
        }
    } while survey.endPass()
    return (survey.finish(), rowCounts.values.reduce(0, +))
}
