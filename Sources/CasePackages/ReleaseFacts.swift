package import CaseDisclosure
package import CaseModel

/// Everything that a release says of itself: what its descriptions, manifests and page are made from.
///
/// It holds what the release discloses and nothing else: counts are of the rows that are in it.
package struct ReleaseFacts: Sendable {
    /// The bag's name: `<dataset>-<profile>-<id>`.
    package var name: String
    /// Sortable: the release's instant as `YYYYMMDDTHHMMSSZ`.
    package var id: String
    /// The release's instant, RFC 3339 in UTC: that of the snapshot, never the wall clock.
    package var instant: String
    package var dataset: DatasetDescription
    package var schema: Schema
    package var profile: Profile
    package var tool: Tool
    /// nil where no format of the release carries the graph.
    package var graph: Graph?
    /// Every table that has rows, in the schema's order.
    package var tables: [TableRows]
    package var checks: [QualityCheck]
    package var withheld: DisclosureReport
    /// The files of the payload so far, sorted by path.
    package var files: [PackagedFile]
    /// The id of the release before this one, where there is one.
    package var previous: String?

    package struct Tool: Sendable {
        package var name: String
        package var version: String
        /// The version of zlib, which the bytes of compressed containers depend on; nil where nothing is compressed.
        package var zlib: String?

        package init(name: String, version: String, zlib: String?) {
            self.name = name
            self.version = version
            self.zlib = zlib
        }
    }

    package struct Graph: Sendable {
        package var tripleCount: Int
        /// Of its canonical N-Quads, in lower-case hexadecimal.
        package var sha256: String

        package init(tripleCount: Int, sha256: String) {
            self.tripleCount = tripleCount
            self.sha256 = sha256
        }
    }

    package struct TableRows: Sendable {
        package var name: String
        package var rowCount: Int

        package init(name: String, rowCount: Int) {
            self.name = name
            self.rowCount = rowCount
        }
    }

    package init(
        name: String, id: String, instant: String, dataset: DatasetDescription, schema: Schema, profile: Profile,
        tool: Tool, graph: Graph?, tables: [TableRows], checks: [QualityCheck], withheld: DisclosureReport,
        files: [PackagedFile], previous: String? = nil
    ) {
        self.name = name
        self.id = id
        self.instant = instant
        self.dataset = dataset
        self.schema = schema
        self.profile = profile
        self.tool = tool
        self.graph = graph
        self.tables = tables
        self.checks = checks
        self.withheld = withheld
        self.files = files
        self.previous = previous
    }
}

/// A check that was made before the release: a line of `quality.json`.
package struct QualityCheck: Sendable, Equatable {
    /// Stable: a finding's code, or the name of a check of the release itself.
    package var code: String
    /// One line: what was checked.
    package var title: String
    /// What may be found at the most, or has to be found: `0`.
    package var threshold: String
    /// What was found.
    package var result: String
    package var hasPassed: Bool

    package init(code: String, title: String, threshold: String, result: String, hasPassed: Bool) {
        self.code = code
        self.title = title
        self.threshold = threshold
        self.result = result
        self.hasPassed = hasPassed
    }
}

/// A file of a package, as it was written.
package struct PackagedFile: Sendable, Equatable {
    /// What a file is there for.
    package enum Role: Sendable, Equatable {
        /// A part of a format, by the format's name, or what describes such parts.
        case data(format: String)
        /// A document of a case.
        case document
        /// The schema, the ontology, the dictionary.
        case schema
        /// What describes the release.
        case description
    }

    /// In the bag, with `/` between names: `data/csv/persons.csv`.
    package var path: String
    package var byteCount: Int
    /// In lower-case hexadecimal.
    package var sha512: String
    /// In lower-case hexadecimal; nil where it was not computed.
    package var sha256: String?
    /// RFC 6838.
    package var mediaType: String
    /// Addresses of the specifications that it follows.
    package var conformsTo: [String]
    /// One line for readers.
    package var title: String
    package var role: Role
    package var rowCount: Int?
    package var tripleCount: Int?

    package init(
        path: String, byteCount: Int, sha512: String, sha256: String? = nil, mediaType: String,
        conformsTo: [String] = [], title: String, role: Role, rowCount: Int? = nil, tripleCount: Int? = nil
    ) {
        self.path = path
        self.byteCount = byteCount
        self.sha512 = sha512
        self.sha256 = sha256
        self.mediaType = mediaType
        self.conformsTo = conformsTo
        self.title = title
        self.role = role
        self.rowCount = rowCount
        self.tripleCount = tripleCount
    }
}

/// A small file of a package that is made in memory.
package struct PackageDocument: Sendable, Equatable {
    /// In the bag.
    package var path: String
    package var bytes: [UInt8]
    package var mediaType: String
    package var conformsTo: [String]
    package var title: String

    package init(path: String, bytes: [UInt8], mediaType: String, conformsTo: [String] = [], title: String) {
        self.path = path
        self.bytes = bytes
        self.mediaType = mediaType
        self.conformsTo = conformsTo
        self.title = title
    }
}
