import CaseReleases
import Testing

/// Which releases keep their downloads.
@Suite struct RetentionTests {
    /// One release a day at two o'clock, from 1 January 2026 on; the second of a day an hour later.
    private func releases(_ days: Int, twice: Set<Int> = []) -> [ReleaseRecord] {
        let begin = secondsSince1970("2026-01-01T02:00:00Z")
        return (0..<days).flatMap { day in
            (twice.contains(day) ? [0, 1] : [0]).map { hour in
                let instant = Instants.text(begin + day * 86400 + hour * 3600)
                let id = instant.filter { $0 != "-" && $0 != ":" } + "-0000"
                return ReleaseRecord(id: id, createdAt: instant, name: id, instant: instant)
            }
        }
    }

    private func kept(_ retention: Job.Retention, _ releases: [ReleaseRecord]) -> [String] {
        let pruned = Set(RetentionPlan(retention: retention).pruned(releases))
        return releases.filter { $0.prunedAt == nil && !pruned.contains($0.id) }.map { String($0.id.prefix(11)) }
    }

    @Test func days() {
        let kept = kept(Job.Retention(daily: 3, weekly: 0, monthly: 0), releases(10, twice: [8]))
        #expect(kept == ["20260108T02", "20260109T03", "20260110T02"])
    }

    @Test func weeksAndMonths() {
        let kept = kept(Job.Retention(daily: 1, weekly: 2, monthly: 2), releases(45))
        // 14 February is a Saturday; the week before ends on Sunday 8 February; January on its 31st.
        #expect(kept == ["20260131T02", "20260208T02", "20260214T02"])
    }

    @Test func theLatestAndThePinnedStay() {
        let all = releases(5)
        #expect(kept(Job.Retention(daily: 0, weekly: 0, monthly: 0), all) == ["20260105T02"])
        let pinned = Job.Retention(daily: 0, weekly: 0, monthly: 0, pinned: [all[1].id, "20200101T000000Z-0000"])
        #expect(kept(pinned, all) == ["20260102T02", "20260105T02"])
    }

    @Test func whatIsPrunedIsNotPrunedAgain() {
        var all = releases(4)
        all[0].prunedAt = "2026-01-03T02:00:00Z"
        #expect(RetentionPlan(retention: Job.Retention(daily: 2, weekly: 0, monthly: 0)).pruned(all) == [all[1].id])
        #expect(RetentionPlan(retention: Job.Retention(daily: 9, weekly: 0, monthly: 0)).pruned([]).isEmpty)
    }
}
