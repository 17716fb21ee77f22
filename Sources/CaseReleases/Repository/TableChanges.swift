package import CaseModel

/// What changed between two releases, table by table.
package struct TableChanges: Sendable, Equatable {
    /// Every table that either release has: the later release's in its order, behind them those that only the earlier
    /// has.
    package var tables: [ReleaseRecord.TableChange] = []
    /// How many rows changed in each way and for each reason, sorted. A row that several reasons are given for counts
    /// once for each of them.
    package var counts: [Count] = []

    /// Rows of a table that changed in one way for one reason.
    package struct Count: Sendable, Equatable {
        package var table: String
        package var change: RowChange
        /// A code of `revision-action`; empty where no revision tells of the change.
        package var action: String
        /// A code of `revision-reason`; empty where no revision says.
        package var reason: String
        package var count: Int
    }

    /// Compares the tables of two releases, both of which are read once (`revisions` twice), a batch of rows of each at a
    /// time.
    ///
    /// Rows are the same where every column has the same value, derived columns too; columns are compared by their
    /// names, and one that a release has not is empty in it. Reasons are those of the revisions that the later release
    /// has and the earlier has not.
    ///
    /// - Parameters:
    ///   - old: the earlier release's package.
    ///   - new: the later release's package.
    ///   - naming: whether a row of an id may be named in a line; all of them are counted.
    ///   - write: is handed the bytes of `changes.csv` in order, in pieces that are there until the call ends: a line for
    ///     each row that changed and each reason, by table and then in canonical order.
    /// - Throws: `NotCompared` where one of the releases has no tables as CSV, or they are not as an export writes
    ///   them; `ArchiveProblem`, `FileProblem`, `Interrupted`, and what `write` throws.
    package init(
        from old: ReleaseTables, to new: ReleaseTables, naming: ([UInt8]) -> Bool = { _ in true },
        write: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let reasons = try ChangeReasons(from: old, to: new)
        let own = new.names
        let names = own + old.names.filter { !own.contains($0) }
        var changes: [String: ReleaseRecord.TableChange] = [:]
        var counts: [Group: Int] = [:]
        try withoutActuallyEscaping(write) { write in
            var lines = ChangeLines(write)
            for table in names.sorted() {
                var merge = TableMerge(from: try old.cursor(of: table), to: try new.cursor(of: table))
                try merge.run { change, row in
                    let id = row.name
                    let isNamed = naming(id)
                    for reason in reasons.reasons(of: id) {
                        counts[Group(table: table, change: change, reason: reason), default: 0] += 1
                        if isNamed { try lines.append(table: table, id: id, change, reason) }
                    }
                }
                changes[table] = ReleaseRecord.TableChange(
                    table: table, rowCount: merge.rowCount, added: merge.added, changed: merge.changed,
                    removed: merge.removed)
            }
            try lines.flush()
        }
        tables = names.compactMap { changes[$0] }
        self.counts = counts.sorted { $0.key.precedes($1.key) }.map { group, count in
            Count(
                table: group.table, change: group.change, action: group.reason.action, reason: group.reason.reason,
                count: count)
        }
    }

    /// The tables of a first release, which there is nothing to compare with: how many rows each has.
    ///
    /// - Throws: as comparing does.
    package init(first new: ReleaseTables) throws {
        tables = try new.names.map { table in
            var merge = TableMerge(from: nil, to: try new.cursor(of: table))
            try merge.run { _, _ in }
            return ReleaseRecord.TableChange(table: table, rowCount: merge.rowCount)
        }
    }

    private struct Group: Hashable {
        let table: String
        let change: RowChange
        let reason: ChangeReasons.Reason

        func precedes(_ other: Group) -> Bool {
            (table, change.rawValue, reason.action, reason.reason)
                < (other.table, other.change.rawValue, other.reason.action, other.reason.reason)
        }
    }
}

extension TableChanges {
    /// `changes.json`: what changed, in numbers.
    ///
    /// - Parameters:
    ///   - release: the later release's id.
    ///   - previous: the earlier release's id.
    package func document(release: String, previous: String) -> JSON {
        func total(_ count: (ReleaseRecord.TableChange) -> Int?) -> JSON {
            .integer(tables.reduce(0) { $0 + (count($1) ?? 0) })
        }
        return .object([
            "release": .string(release), "previous": .string(previous),
            "rows": total(\.rowCount), "added": total(\.added), "changed": total(\.changed),
            "removed": total(\.removed),
            "tables": .array(
                tables.map { table in
                    .object([
                        "table": .string(table.table), "rows": .integer(table.rowCount),
                        "added": table.added.map { .integer($0) }, "changed": table.changed.map { .integer($0) },
                        "removed": table.removed.map { .integer($0) },
                    ])
                }),
            "changes": .array(
                counts.map { count in
                    .object([
                        "table": .string(count.table), "change": .string(count.change.rawValue),
                        "action": count.action.isEmpty ? nil : .string(count.action),
                        "reason": count.reason.isEmpty ? nil : .string(count.reason),
                        "rows": .integer(count.count),
                    ])
                }),
        ])
    }
}
