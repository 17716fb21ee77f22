import CaseArchive
import CaseDisclosure
import CaseFiles
import CaseFormats
import CaseModel
import CasePackages
import CaseStore
import Glibc

/// A profile's release that is made and not published yet.
struct MadeRelease: Sendable {
    let look: ProfileLook
    let result: BundleResult
    /// The archive.
    let path: String

    /// What was found of the withheld.
    var findings: FindingList {
        var findings = FindingList()
        for leak in result.leaks {
            findings.append(
                Finding(
                    .withheldValue, at: Place(table: leak.table, record: leak.record, column: leak.column),
                    "it is withheld from the profile \(look.profile.name), and stands in \(leak.file)"))
        }
        return findings
    }
}

extension JobRun {
    /// Makes a release where nobody sees it, and verifies every byte of it.
    func make(
        _ look: ProfileLook, after previous: ReleaseRecord?, _ snapshot: any DatasetSnapshot
    ) async throws -> MadeRelease {
        let profile = look.profile
        let folder = "\(layout.staging(id))/\(profile.name)/release"
        try makeDirectories(folder)
        let slug = ReleaseName(look.run.dataset, profile: profile, instant: look.instant).slug
        let path = "\(folder)/\(slug)-\(profile.name)-\(id).\(profile.container)"
        let isCompressed = profile.container != "tar" && job.level > 0
        var tool = options.tool
        tool.zlib = isCompressed ? tool.zlib : nil
        var plan = BundlePlan(profile: profile, formats: try formats(of: profile), tool: tool)
        plan.level = job.level
        plan.signingKey = job.signingKey
        plan.instant = try instant(of: look, after: previous)
        plan.previous = previous.map { instantID($0.instant) }
        let result = try await bundle(snapshot, plan: plan, to: path, replacing: false, options: options.run)
        guard result.isPublished else { return MadeRelease(look: look, result: result, path: path) }
        guard result.facts?.graph?.sha256 ?? look.run.graph?.sha256 == look.run.graph?.sha256,
            result.run.disclosedCounts.elementsEqual(look.run.disclosedCounts, by: ==)
        else {
            throw RepositoryProblem(
                "\(visible(PostgreSQLAddress.shown(job.dataset))) was changed while it was read; run the job again when nobody writes to it"
            )
        }
        try await verify(path)
        return MadeRelease(look: look, result: result, path: path)
    }

    private func formats(of profile: Profile) throws -> [any ExportFormat] {
        var choices = FormatOptions()
        choices.excelDelimiter = profile.excelDelimiter.utf8.first ?? 0x2C
        return try profile.formats.sorted().map { name in
            guard let type = FormatRegistry.all.first(where: { $0.name == name }) else {
                throw JobProblem("profile \(profile.name): there is no format \"\(visible(name))\"")
            }
            return type.init(options: choices)
        }
    }

    /// A release has a later instant than the one before it, by which the two are told apart. Where somebody changed
    /// something and not its `updated`, it is a second later.
    private func instant(of look: ProfileLook, after previous: ReleaseRecord?) throws -> String {
        guard let previous, !previous.instant.utf8.lexicographicallyPrecedes(look.instant.utf8) else {
            return look.instant
        }
        log.note(
            .warning, "instant-repeated",
            "the dataset was changed, and its latest instant is not later than that of the release before: keep `updated` up to date",
            [("profile", look.profile.name), ("instant", look.instant)])
        return Instants.text(secondsSince1970(previous.instant) + 1)
    }

    /// The id of a bag of an instant.
    private func instantID(_ instant: String) -> String { instant.filter { $0 != "-" && $0 != ":" } }

    private func verify(_ path: String) async throws {
        var options = VerificationOptions()
        options.threads = self.options.run.threads
        let outcome = try await CaseReleases.verify(path, options)
        guard outcome.isWhole else {
            let first = outcome.findings.findings.first { $0.code.severity == .error }
            throw RepositoryProblem(
                "what was just written is not what was to be written (\(first.map { "\($0.place): \($0.message)" } ?? "")): the disk or the memory may be failing"
            )
        }
    }

    // MARK: What is refused

    /// Keeps what was refused where nobody takes it for a release, with the reasons.
    mutating func keepAside(_ made: [Int: MadeRelease], _ looks: [ProfileLook]) throws {
        let folder = layout.staging(id) + "/refused"
        try makeDirectories(folder)
        for release in made.values {
            let target = folder + "/" + release.look.profile.name
            try moveFile("\(layout.staging(id))/\(release.look.profile.name)/release", to: target)
        }
        let fingerprints = looks.map { JSON.Member(key: $0.profile.name, value: .string($0.fingerprint)) }
        let reason = JSON.object([
            "run": .string(id), "at": .string(report.startedAt), "fingerprints": .object(fingerprints),
            "channels": .array(report.channels.map(\.json)),
        ])
        try writeFile(reason.pretty(), to: folder + "/reason.json")
        try makeDirectories(layout.refused)
        // What is in it was not fit for anybody.
        chmod(layout.refused, 0o700)
        let target = "\(layout.refused)/\(id)"
        try moveFile(folder, to: target)
        report.keptAt = target
        removeOldRefusals()
    }

    /// The last refusals are enough to find out what went wrong.
    private func removeOldRefusals() {
        let names = ((try? directoryNames(layout.refused)) ?? []).filter(ReleaseID.isOne)
        for name in names.dropLast(5) { removeTree("\(layout.refused)/\(name)") }
    }

    /// Where the same was refused and kept before.
    func keptBefore(_ looks: [ProfileLook]) -> String? {
        guard let last = ((try? directoryNames(layout.refused)) ?? []).last(where: ReleaseID.isOne),
            let reason = try? JSON(parsing: try readFile("\(layout.refused)/\(last)/reason.json"))
        else { return nil }
        let isSame = looks.allSatisfy { reason["fingerprints"]?[$0.profile.name]?.text == $0.fingerprint }
        return isSame ? "\(layout.refused)/\(last)" : nil
    }
}
