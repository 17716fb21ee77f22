import CaseDisclosure
import CaseFiles
import CaseModel
import CaseStore

extension JobRun {
    /// How many days ahead are looked at.
    private static let dayLimit = 50

    /// Says what a run would do, and writes nothing.
    mutating func rehearse() async throws {
        try takeProfiles()
        let isThere = RepositoryLayout.isOne(layout.path)
        let snapshot = try datasetSnapshot()
        let embargoes = try Embargoes(snapshot)
        for profile in profiles {
            let look = try await look(
                snapshot, profile: profile, embargoes: embargoes, now: options.time(), options: options.run)
            let latest = isThere ? try ChannelState(layout.channel(profile.name)).latest : nil
            var channel = Self.channel(look, after: latest)
            if channel.result == .released {
                channel.refusals = gates(look, after: latest, embargoes)
                if !channel.refusals.isEmpty { channel.result = .refused }
            }
            report.channels.append(channel)
            report.embargoes += try days(of: embargoes, for: look, snapshot)
        }
        report.result = .rehearsed
        report.message = "nothing was written: this was a dry run"
    }

    /// What readers of a profile get on the days on which rules end, if nothing else changes.
    private func days(
        of embargoes: Embargoes, for look: ProfileLook, _ snapshot: any DatasetSnapshot
    ) throws -> [RunReport.EmbargoDay] {
        var days: [RunReport.EmbargoDay] = []
        var before = try survey(
            snapshot, profile: look.profile, instant: look.instant
        ).view.disclosure
        for (day, rules) in embargoes.coming(from: options.time()).prefix(Self.dayLimit) {
            try Interruption.check()
            let instant = max(day + "T00:00:00Z", look.instant)
            let after = try survey(snapshot, profile: look.profile, instant: instant).view.disclosure
            let released = rules.filter { rule in
                rule.isReleased && !after.withholds(rule.record)
                    && (before.withholds(rule.record) || rule.field != nil)
            }
            let rows = Self.withheld(before).compactMap { table, count in
                let now = Self.withheld(after)[table] ?? 0
                return now < count ? (table: table, count: count - now) : nil
            }
            days.append(
                RunReport.EmbargoDay(
                    profile: look.profile.name, day: day, released: released.map { ($0.record, $0.field) },
                    kept: rules.filter { rule in !released.contains(rule) }.map(\.record),
                    rows: rows.sorted { $0.table < $1.table }))
            before = after
        }
        return days
    }

    private static func withheld(_ disclosure: Disclosure) -> [String: Int] {
        disclosure.report.records.reduce(into: [:]) { $0[$1.table, default: 0] += $1.count }
    }
}
