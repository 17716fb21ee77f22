package import CaseArchive
import CaseBytes
import CaseFiles
package import CaseModel
import CasePackages
package import CaseStore

/// What a package says of itself, read without unpacking it. Nothing is verified.
package struct PackageInspection: Sendable {
    package let container: Container
    /// The bag's folder in the container; empty for a directory.
    package let folder: String
    /// `bag-info.txt`, in its order.
    package let info: [(label: String, value: String)]
    package let payloadFiles: Int
    package let payloadBytes: Int
    /// The manifests, and whether they are signed.
    package let manifests: [Manifest]
    /// Of our own packages: `quality.json` and `disclosure.json`; nil where there is none, or none that can be read.
    package let quality: JSON?
    package let disclosure: JSON?
}

/// A manifest or tag manifest of a bag, with its signature.
package struct Manifest: Sendable {
    package let name: String
    package let bytes: [UInt8]
    /// SSHSIG, armored; nil where there is none.
    package let signature: [UInt8]?
}

/// What is at a path is no package that can be read.
package struct NotAPackage: Error, CustomStringConvertible {
    package let description: String
}

/// Whether a path is one of a package, by what is there: an archive, or a directory with `bagit.txt`.
package func isPackage(_ path: String) -> Bool {
    if fileType(path) == .directory { return fileType(path + "/bagit.txt") == .file }
    return (try? ArchiveReader.container(at: path)) != nil
}

/// Reads what a package says of itself: one pass, small files only.
///
/// - Throws: `NotAPackage` where there is no bag in it; `ArchiveProblem`, `FileProblem`, `Interrupted`.
package func inspectPackage(_ path: String) throws -> PackageInspection {
    let reader = try ArchiveReader(path)
    let manifests = ["manifest-sha512.txt", "tagmanifest-sha512.txt"]
    let wanted =
        ["bag-info.txt", "metadata/quality.json", "metadata/disclosure.json"] + manifests
        + manifests.map { $0 + ".sig" }
    var folder: String?
    var read: [String: [UInt8]] = [:]
    var payload = (files: 0, bytes: 0)
    try reader.forEachMember { member, content in
        guard member.kind == .file else { return }
        let path = String(decoding: member.path, as: UTF8.self)
        // The one top folder is the bag; in a directory there is none.
        let top = reader.container == .directory ? "" : String(path.prefix { $0 != "/" })
        if folder == nil { folder = top }
        guard top == folder else { return }
        let inner = top.isEmpty ? path : String(decoding: path.utf8.dropFirst(top.utf8.count + 1), as: UTF8.self)
        if inner.hasPrefix("data/") {
            payload.files += 1
            payload.bytes += member.byteCount
        } else if inner == "bagit.txt" {
            read[inner] = []
        } else if wanted.contains(inner) {
            read[inner] = try content.bytes(limit: 64 << 20)
        }
    }
    guard read["bagit.txt"] != nil else {
        throw NotAPackage(description: "\(path) holds no bag: there is no bagit.txt in its top folder")
    }
    return PackageInspection(
        container: reader.container, folder: folder ?? "", info: bagInfo(read["bag-info.txt"] ?? []),
        payloadFiles: payload.files, payloadBytes: payload.bytes,
        manifests: manifests.compactMap { name in
            read[name].map { Manifest(name: name, bytes: $0, signature: read[name + ".sig"]) }
        },
        quality: read["metadata/quality.json"].flatMap { try? JSON(parsing: $0) },
        disclosure: read["metadata/disclosure.json"].flatMap { try? JSON(parsing: $0) })
}

/// The elements of `bag-info.txt` (RFC 8493, section 2.2.2): what begins with white space goes on.
private func bagInfo(_ bytes: [UInt8]) -> [(label: String, value: String)] {
    var elements: [(label: String, value: String)] = []
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        let text = String(decoding: line, as: UTF8.self)
        if line.first == 0x20 || line.first == 0x09 {
            guard !elements.isEmpty else { continue }
            elements[elements.count - 1].value += " " + text.drop { $0 == " " || $0 == "\t" }
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            elements.append((String(text[..<colon]), String(value)))
        }
    }
    return elements
}

/// `2014-06-19`
private func text(_ day: CivilDate) -> String {
    var buffer = ByteBuffer(capacity: 16)
    day.write(to: &buffer)
    return buffer.bytes.text
}

/// What a dataset holds.
package struct DatasetInspection: Sendable {
    package let dataset: DatasetDescription
    /// Rows by table, of tables that have any, in the schema's order.
    package let rowCounts: [(table: String, rows: Int)]
    /// Records by the level that they themselves say, of those above `public`.
    package let levels: [(level: String, records: Int)]
    /// The first and the last day that events, proceedings and outcomes can mean; nil where none has a date.
    package let dates: (earliest: String, latest: String)?
    /// The latest instant in any record.
    package let latestInstant: String?
}

/// Reads what a dataset holds. Nothing is checked.
///
/// - Throws: `StoreProblem`, `FileProblem`, `Interrupted`.
package func inspectDataset(_ snapshot: any DatasetSnapshot) throws -> DatasetInspection {
    var counts: [String: Int] = [:]
    var levels: [String: Int] = [:]
    var range: (earliest: CivilDate, latest: CivilDate)?
    var instant = ""
    for layout in snapshot.schema.layouts {
        let table = layout.table
        let access = table.index(of: "access")
        let instants = table.columns.indices.filter { table.columns[$0].kind.name == Kind.instant.name }
        let isDated = ["events", "proceedings", "outcomes"].contains(table.name)
        let dates = table.columns.indices.filter { isDated && table.columns[$0].kind.name == Kind.edtf.name }
        let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
        while let rows = try reader.next() {
            try Interruption.check()
            counts[table.name, default: 0] += rows.rowCount
            for row in 0..<rows.rowCount {
                if let access {
                    let isPublic = rows.withCell(row, access) { $0.isEmpty || $0.elementsEqual("public".utf8) }
                    if !isPublic { levels[rows.text(row, access), default: 0] += 1 }
                }
                for column in instants {
                    let isLater = rows.withCell(row, column) { instant.utf8.lexicographicallyPrecedes($0) }
                    if isLater { instant = rows.text(row, column) }
                }
                for column in dates {
                    let date = rows.withCell(row, column) { EDTF($0) }
                    for day in [date?.earliest, date?.latest].compactMap(\.self) {
                        range = (min(range?.earliest ?? day, day), max(range?.latest ?? day, day))
                    }
                }
            }
        }
    }
    return DatasetInspection(
        dataset: try describe(snapshot),
        rowCounts: snapshot.schema.tables.compactMap { table in counts[table.name].map { (table.name, $0) } },
        levels: levels.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) },
        dates: range.map { (text($0.earliest), text($0.latest)) }, latestInstant: instant.isEmpty ? nil : instant)
}
