import CaseArchive
import CaseModel
import CaseReleases
import CaseStore

/// What a package or a dataset holds, as it says itself. Nothing is verified, and nothing is checked.
public struct Inspection: Sendable {
    /// What is at the path: `dataset`, or the container of a package: `zip`, `tar`, `tar.gz`, `directory`.
    public let kind: String
    /// What was found, by name, in an order for reading.
    public let facts: [(name: String, value: String)]
    /// What the bag says in its `bag-info.txt`, in its order; it may say anything.
    public let info: [(name: String, value: String)]
    /// Rows by table.
    public let tables: [(table: String, rows: Int)]
    /// What is withheld, in a package; what is above the level `public`, in a dataset: one line each.
    public let restricted: [String]

    /// Whether every manifest of the package is signed by somebody who is allowed to; nil where nobody asked.
    public let isSigned: Bool?

    /// - Parameters:
    ///   - path: a package or a dataset.
    ///   - signers: a file of allowed signers (ssh-keygen(1)) to verify a package's signatures against.
    ///   - metadata: of a PostgreSQL database, a file of CSVW metadata that maps its tables or declares more of them.
    /// - Throws: `DatasetError` where it is neither, or cannot be read.
    public init(of path: String, signers: String? = nil, metadata: String? = nil) throws(DatasetError) {
        self = try DatasetError.catching {
            if isPackage(path) { return try Inspection(try inspectPackage(path), signers: signers) }
            if signers != nil {
                throw DatasetError(.usage, "\(Dataset.name(of: path)) is not a package, so nobody has signed it")
            }
            let inspection = try inspectDataset(try Dataset(at: path, metadata: metadata).store.snapshot())
            guard !inspection.dataset.base.isEmpty else {
                throw DatasetError(
                    .unfit, "\(Dataset.name(of: path)) holds neither a package nor a dataset with a description")
            }
            return Inspection(inspection)
        }
    }

    private init(_ package: PackageInspection, signers: String?) throws {
        kind = package.container.rawValue
        var facts: [(name: String, value: String)] = package.folder.isEmpty ? [] : [("folder", package.folder)]
        info = package.info.map { ($0.label, $0.value) }
        if let quality = package.quality {
            if let instant = quality["instant"]?.text { facts.append(("Instant", instant)) }
            if let profile = quality["profile"]?["name"]?.text { facts.append(("Profile", profile)) }
            if let hash = quality["graph"]?["sha256"]?.text { facts.append(("Graph-SHA256", hash)) }
        }
        facts.append(("Payload-Files", String(package.payloadFiles)))
        facts.append(("Payload-Bytes", String(package.payloadBytes)))
        var allSigned = !package.manifests.isEmpty
        if package.manifests.isEmpty { facts.append(("Signed", "no manifest by SHA-512")) }
        for manifest in package.manifests {
            var words = manifest.signature == nil ? "no" : "yes, not verified"
            if let signers {
                let name = try manifest.signature.flatMap {
                    try signer(of: manifest.bytes, signature: $0, among: signers)
                }
                if manifest.signature != nil { words = name.map { "by \($0)" } ?? "not by an allowed signer" }
                if name == nil { allSigned = false }
            }
            facts.append(("Signed-\(manifest.name)", words))
        }
        self.facts = facts
        isSigned = signers == nil ? nil : allSigned
        tables = (package.quality?["tables"]?.items ?? []).compactMap { table in
            guard let name = table["name"]?.text, case .number(let rows)? = table["rows"], let rows = Int(rows) else {
                return nil
            }
            return (name, rows)
        }
        restricted = ["records", "fields", "references"].flatMap { what in
            (package.disclosure?[what]?.items ?? []).compactMap { item in
                guard let table = item["table"]?.text, let ground = item["ground"]?.text,
                    case .number(let count)? = item["count"]
                else { return nil }
                let column = item["column"]?.text.map { "." + $0 } ?? ""
                return "\(count) \(what) of \(table)\(column): \(ground)"
            }
        }
    }

    private init(_ inspection: DatasetInspection) {
        kind = "dataset"
        isSigned = nil
        info = []
        let dataset = inspection.dataset
        var facts: [(name: String, value: String)] = []
        for column in ["title", "base", "publisher", "creators", "licence", "temporal_coverage", "spatial_coverage"] {
            if let value = dataset[column] { facts.append((column, value)) }
        }
        if let dates = inspection.dates { facts.append(("dates", "\(dates.earliest) to \(dates.latest)")) }
        if let instant = inspection.latestInstant { facts.append(("latest instant", instant)) }
        self.facts = facts
        tables = inspection.rowCounts
        restricted = inspection.levels.map { "\($0.records) \($0.records == 1 ? "record" : "records") \($0.level)" }
    }
}
