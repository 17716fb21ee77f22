import CaseArchive
import CaseDisclosure
import CaseFiles
import CaseFormats
import CasePackages
import CaseReleases
import CaseStore

/// What a bundle is made of, and how.
public struct BundleOptions: Sendable {
    public var profile: ReleaseProfile
    /// zlib's level, 0 to 9; 0 stores.
    public var level = 6
    /// The key that signs the manifests, as `ssh-keygen -Y sign` takes it; nil for none.
    public var signingKey: String?
    /// The release's instant, RFC 3339 in UTC with whole seconds; nil for the latest one that the dataset has.
    public var instant: String?
    /// Whether a bundle that is there already gives way.
    public var replacesExisting = false
    /// How many threads work; nil for as many as the machine has cores.
    public var threads: Int?

    public init(profile: ReleaseProfile) { self.profile = profile }
}

/// Who a release is for, and what goes into it.
public struct ReleaseProfile: Sendable {
    let profile: Profile

    public var name: String { profile.name }
    /// A code of the scheme `access-level`.
    public var audience: String { profile.audience }
    /// One line: who the release is for.
    public var title: String { profile.title }

    /// The profiles that come with the tool.
    public static var shipped: [ReleaseProfile] {
        ShippedProfiles.names.compactMap { name in
            (try? ShippedProfiles.profile(named: name)).flatMap { $0.map(ReleaseProfile.init(profile:)) }
        }
    }

    private init(profile: Profile) { self.profile = profile }

    /// - Parameter name: of a profile that comes with the tool, or the path of a JSON5 file.
    /// - Throws: `DatasetError` where there is no such profile, or it cannot be used.
    public init(named name: String) throws(DatasetError) {
        if let shipped = try DatasetError.catching({ try ShippedProfiles.profile(named: name) }) {
            profile = shipped
            return
        }
        guard name.contains("/") || name.contains(".") else {
            throw DatasetError(
                .usage,
                "there is no profile \"\(visible(name))\"; there are \(ShippedProfiles.names.joined(separator: ", ")), or give the path of a JSON5 file"
            )
        }
        profile = try DatasetError.catching {
            let bytes = try readFile(name, limit: 1 << 20)
            let file = splitPath(name)?.name ?? name
            let own = String(file.prefix { $0 != "." })
            guard !ShippedProfiles.names.contains(own) else {
                throw DatasetError(
                    .unfit, "\(name): the name \(own) is that of a profile that comes with the tool; give it another")
            }
            return try ProfileReader.read(bytes, name: own)
        }
        for format in profile.formats where Format(named: format) == nil {
            throw DatasetError(
                .unfit,
                "\(name): there is no format \"\(visible(format))\"; there are \(Format.all.map(\.name).joined(separator: ", "))"
            )
        }
    }
}

/// What came of bundling.
public struct BundleReport: Sendable {
    public struct File: Sendable {
        /// In the bag.
        public let path: String
        public let byteCount: Int
        public let rowCount: Int?
        /// In lower-case hexadecimal.
        public let sha512: String
    }

    /// What a release leaves out on one ground.
    public struct Withheld: Sendable {
        public let table: String
        /// nil for whole records.
        public let column: String?
        public let ground: String
        public let count: Int
    }

    /// Of the dataset; what the leak scan found is among the findings.
    public let check: CheckReport
    public let path: String
    /// The bag's name; nil where nothing was published.
    public let name: String?
    /// The release's instant.
    public let instant: String?
    /// Every file of the bag; empty where nothing was published.
    public let files: [File]
    public let graph: ExportReport.Graph?
    /// Rows in the release by table.
    public let rowCounts: [(table: String, rows: Int)]
    public let withheld: [Withheld]
    /// Size and SHA-256 of the container; nil for directories.
    public let container: (byteCount: Int, sha256: String)?

    public var isPublished: Bool { name != nil }

    init(check: CheckReport, path: String) {
        self.check = check
        self.path = path
        name = nil
        instant = nil
        files = []
        graph = nil
        rowCounts = []
        withheld = []
        container = nil
    }

    init(_ result: BundleResult, path: String, profile: Profile) {
        var findings = result.run.findings
        for leak in result.leaks {
            findings.append(
                Finding(
                    .withheldValue, at: Place(table: leak.table, record: leak.record, column: leak.column),
                    "it is withheld from the profile \(profile.name), and stands in \(leak.file)\(leak.offset.map { " at byte \($0)" } ?? "")"
                ))
        }
        check = CheckReport(result.run, findings: findings)
        self.path = path
        let facts = result.isPublished ? result.facts : nil
        name = facts?.name
        instant = facts?.instant
        files = result.members.map {
            File(path: $0.path, byteCount: $0.byteCount, rowCount: $0.rowCount, sha512: $0.sha512)
        }
        graph = facts?.graph.map { ExportReport.Graph(tripleCount: $0.tripleCount, sha256: $0.sha256) }
        rowCounts = facts?.tables.map { ($0.name, $0.rowCount) } ?? []
        let report = facts?.withheld
        withheld = ((report?.records ?? []) + (report?.fields ?? []) + (report?.references ?? [])).map {
            Withheld(table: $0.table, column: $0.column, ground: $0.ground, count: $0.count)
        }
        container = result.container.map { ($0.byteCount, $0.sha256) }
    }
}

extension Dataset {
    /// Checks the dataset and makes a release of it, in the same pass: a BagIt bag in a container that appears when it
    /// is complete.
    ///
    /// Nothing is written where the check finds an error, or something withheld stands in the finished bytes.
    ///
    /// - Parameter path: a name that ends in `.zip`, `.tar`, `.tar.gz` or `.tgz` says the container; any other is that
    ///   of a directory.
    /// - Throws: `DatasetError` where the dataset cannot be read or the output cannot be written.
    public func bundle(_ options: BundleOptions, to path: String) async throws(DatasetError) -> BundleReport {
        let profile = options.profile.profile
        do {
            try refuseToReplace(path)
            for folder in files where fileType(folder) == .directory {
                guard let parent = splitPath(path)?.parent, isInside(parent, folder) else { continue }
                throw DatasetError(.cannotWrite, "cannot write to \(path): that is in the dataset \(folder)")
            }
            let formats = try profile.formats.sorted().map { name in
                guard let format = Format(named: name) else {
                    throw DatasetError(.usage, "there is no format \"\(visible(name))\"")
                }
                return try format.make(excelDelimiter: profile.excelDelimiter.first ?? ",")
            }
            let isCompressed = [.zip, .tarGzip].contains(Container(forOutput: path)) && options.level > 0
            var plan = BundlePlan(
                profile: profile, formats: formats,
                tool: .init(
                    name: "caseexport", version: caseexportVersion, zlib: isCompressed ? zlibVersionInUse : nil))
            plan.level = options.level
            plan.signingKey = options.signingKey
            plan.instant = options.instant
            let result = try await CaseReleases.bundle(
                try store.snapshot(lanes: 1), plan: plan, to: path, replacing: options.replacesExisting,
                options: self.options(options.threads))
            return BundleReport(result, path: path, profile: profile)
        } catch {
            return BundleReport(check: try DatasetError.report(from: error), path: path)
        }
    }
}
