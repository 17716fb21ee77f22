/// Which releases keep their downloads.
package struct RetentionPlan {
    private let retention: Job.Retention

    package init(retention: Job.Retention) { self.retention = retention }

    /// The ids of the releases whose downloads go, of those that have theirs; the latest always stays.
    ///
    /// - Parameter releases: oldest first.
    package func pruned(_ releases: [ReleaseRecord]) -> [String] {
        let there = releases.filter { $0.prunedAt == nil }
        var kept = Set(retention.pinned)
        if let latest = there.last { kept.insert(latest.id) }
        for (count, period) in [
            (retention.daily, Instants.day), (retention.weekly, Instants.week), (retention.monthly, Instants.month),
        ] {
            var seen: Set<String> = []
            for release in there.reversed() {
                let name = period(secondsSince1970(release.createdAt))
                if seen.count == count, !seen.contains(name) { break }
                if seen.insert(name).inserted { kept.insert(release.id) }
            }
        }
        return there.map(\.id).filter { !kept.contains($0) }
    }
}
