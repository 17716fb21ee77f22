import CaseModel

extension ReleaseRecord {
    /// The record as `versions.json` and `release.json` have it: everything, in the order that it is declared in.
    var document: JSON { .object(members) }

    var members: [JSON.Member] {
        JSON.object([
            "id": .string(id), "created_at": .string(createdAt), "name": .string(name), "instant": .string(instant),
            "previous": previous.map { .string($0) }, "downloads": .array(downloads.map(\.document)),
            "tables": .array(tables.map(\.document)),
            "graph": graph.map { .object(["triples": .integer($0.tripleCount), "sha256": .string($0.sha256)]) },
            "files": .integer(fileCount), "bytes": .integer(byteCount),
            "withheld": .array(
                withheld.map { .object(["ground": .string($0.ground), "count": .integer($0.count)]) }),
            "warnings": .integer(warningCount), "log_index": logIndex.map { .integer($0) },
            "acceptance": acceptance.map {
                .object(["reason": .string($0.reason), "refusals": .strings($0.refusals)])
            },
            "tool_version": .string(toolVersion), "fingerprint": .string(fingerprint), "pinned": .boolean(isPinned),
            "pruned_at": prunedAt.map { .string($0) },
        ]).members ?? []
    }
}

extension ReleaseRecord.Download {
    fileprivate var document: JSON {
        .object([
            "name": .string(name), "media_type": .string(mediaType), "bytes": .integer(byteCount),
            "sha256": .string(sha256), "title": .string(title),
        ])
    }
}

extension ReleaseRecord.TableChange {
    fileprivate var document: JSON {
        .object([
            "name": .string(table), "rows": .integer(rowCount), "added": added.map { .integer($0) },
            "changed": changed.map { .integer($0) }, "removed": removed.map { .integer($0) },
        ])
    }
}
