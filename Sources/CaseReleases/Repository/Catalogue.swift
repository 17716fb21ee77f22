package import CaseDisclosure
package import CaseModel

/// What the documents of a channel are made from: everything that one profile's part of a repository publishes.
package struct Catalogue: Sendable {
    package var dataset: DatasetDescription
    package var profile: Profile
    /// Where the channel is served, with a slash at its end; nil where that is not known.
    package var baseURL: String?
    /// Oldest first, pruned ones too; the last that is not pruned is the latest.
    package var releases: [ReleaseRecord]
    /// The instant of the run that wrote this, RFC 3339 in UTC.
    package var updatedAt: String
    /// When the next run is due, and from when on something is wrong if none was; nil where the job does not say.
    package var nextExpected: String?
    package var staleAfter: String?
    /// How often the job runs, an ISO 8601 duration: `P1D`.
    package var frequency: String?
    package var log: LogHead?
    /// The version that the keeper gives the dataset's schema; nil where there is none.
    package var schemaVersion: String?
    /// `caseexport` and its version.
    package var tool: (name: String, version: String)

    package init(
        dataset: DatasetDescription, profile: Profile, releases: [ReleaseRecord], updatedAt: String,
        tool: (name: String, version: String)
    ) {
        self.dataset = dataset
        self.profile = profile
        self.releases = releases
        self.updatedAt = updatedAt
        self.tool = tool
    }

    package var latest: ReleaseRecord? { releases.last { $0.prunedAt == nil } }

    /// The append-only log that the releases are in.
    package struct LogHead: Sendable {
        /// A URL without its scheme: `example.org/cases/public`.
        package var origin: String
        /// How many leaves it has.
        package var size: Int
        /// Its Merkle tree's root, in base64.
        package var root: String
        /// What its checkpoints are verified with: the key in C2SP's form (`vkey`).
        package var verifierKey: String

        package init(origin: String, size: Int, root: String, verifierKey: String) {
            self.origin = origin
            self.size = size
            self.root = root
            self.verifierKey = verifierKey
        }
    }
}

/// One release, as the channel's documents tell of it.
package struct ReleaseRecord: Sendable, Equatable {
    /// The run's, sortable, in UTC: `20261121T020000Z-a1b2`. The folder `releases/<id>`.
    package var id: String
    /// The instant of the run that made it.
    package var createdAt: String
    /// The bag's name, which is the folder in its archive.
    package var name: String
    /// The instant of the snapshot that it was made from.
    package var instant: String
    package var previous: String?
    package var downloads: [Download] = []
    package var tables: [TableChange] = []
    package var graph: Graph?
    /// How many files the bag has, and their bytes.
    package var fileCount = 0
    package var byteCount = 0
    /// How many records and cells are withheld on each ground.
    package var withheld: [(ground: String, count: Int)] = []
    /// How many warnings the check had.
    package var warningCount = 0
    /// Its leaf in the log.
    package var logIndex: Int?
    /// What let it pass although a gate was against it.
    package var acceptance: Acceptance?
    package var toolVersion = ""
    /// What it was made of, in one SHA-256: graph, schema, profile and documents. The same data have the same.
    package var fingerprint = ""
    package var isPinned = false
    /// When its downloads were removed; nil while they are there.
    package var prunedAt: String?

    package init(id: String, createdAt: String, name: String, instant: String) {
        self.id = id
        self.createdAt = createdAt
        self.name = name
        self.instant = instant
    }

    /// A file in the release's folder.
    package struct Download: Sendable, Equatable {
        /// Its name in the folder.
        package var name: String
        package var mediaType: String
        package var byteCount: Int
        /// In lower-case hexadecimal.
        package var sha256: String
        /// One line.
        package var title: String

        package init(name: String, mediaType: String, byteCount: Int, sha256: String, title: String) {
            self.name = name
            self.mediaType = mediaType
            self.byteCount = byteCount
            self.sha256 = sha256
            self.title = title
        }
    }

    /// A table's rows, and what became of them since the release before; nil there where this is the first.
    package struct TableChange: Sendable, Equatable {
        package var table: String
        package var rowCount: Int
        package var added: Int?
        package var changed: Int?
        package var removed: Int?

        package init(table: String, rowCount: Int, added: Int? = nil, changed: Int? = nil, removed: Int? = nil) {
            self.table = table
            self.rowCount = rowCount
            self.added = added
            self.changed = changed
            self.removed = removed
        }
    }

    package struct Graph: Sendable, Equatable {
        package var tripleCount: Int
        /// Of the canonical N-Quads, in lower-case hexadecimal.
        package var sha256: String

        package init(tripleCount: Int, sha256: String) {
            self.tripleCount = tripleCount
            self.sha256 = sha256
        }
    }

    package struct Acceptance: Sendable, Equatable {
        /// In the words of whoever accepted it.
        package var reason: String
        /// What the gates said.
        package var refusals: [String]

        package init(reason: String, refusals: [String]) {
            self.reason = reason
            self.refusals = refusals
        }
    }

    /// How many rows its tables have.
    package var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

    package static func == (a: ReleaseRecord, b: ReleaseRecord) -> Bool {
        a.id == b.id && a.createdAt == b.createdAt && a.name == b.name && a.instant == b.instant
            && a.previous == b.previous && a.downloads == b.downloads && a.tables == b.tables && a.graph == b.graph
            && a.fileCount == b.fileCount && a.byteCount == b.byteCount && a.warningCount == b.warningCount
            && a.withheld.elementsEqual(b.withheld, by: ==) && a.logIndex == b.logIndex && a.acceptance == b.acceptance
            && a.toolVersion == b.toolVersion && a.fingerprint == b.fingerprint && a.isPinned == b.isPinned
            && a.prunedAt == b.prunedAt
    }
}
