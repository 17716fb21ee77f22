import CaseArchive
import CaseFiles
import CaseModel
import CasePackages

/// Holds what a channel says of its releases against what is there, and against its log. The releases themselves are
/// verified as any other package.
struct ChannelVerification {
    let path: String
    let level: VerificationLevel
    /// A checkpoint that somebody kept, if it is one of this channel's log.
    let earlier: [UInt8]?
    private(set) var outcome: VerificationOutcome
    /// The archives that should be there.
    private(set) var archives: [String] = []
    private var records: [ReleaseRecord] = []

    init(path: String, options: VerificationOptions, since earlier: [UInt8]?) {
        self.path = path
        level = options.level
        self.earlier = earlier
        outcome = VerificationOutcome(path: path, level: options.level, findings: FindingList(limit: options.listed))
        outcome.container = .directory
    }

    /// Whether there is a channel at a path: one of a repository, or a copy of one.
    static func isOne(_ path: String) -> Bool {
        fileType(path + "/versions.json") == .file && fileType(path + "/log") == .directory
    }

    mutating func run() throws {
        readRecords()
        checkFolders()
        checkLists()
        let logged = try checkLog()
        outcome.kinds = [
            "channel of \(records.count) \(records.count == 1 ? "release" : "releases")"
                + (logged.map { ", log of \($0)" } ?? "")
        ]
        outcome.fileCount = archives.count
    }

    private mutating func report(
        _ code: FindingCode, _ file: String, _ message: String, expected: String? = nil, found: String? = nil
    ) {
        outcome.findings.append(
            Finding(code, at: Place(member: Array(file.utf8)), message, expected: expected, found: found))
    }

    // MARK: Documents

    private mutating func readRecords() {
        do {
            records = try VersionsDocument.releases(from: try readFile(path + "/versions.json", limit: 256 << 20))
        } catch {
            report(.repositoryDocument, "versions.json", "\(error)")
        }
    }

    private var latest: ReleaseRecord? { records.last { $0.prunedAt == nil } }

    /// `SHA256SUMS` and `index.json` follow from `versions.json`.
    private mutating func checkLists() {
        let listed = Set(
            records.filter { $0.prunedAt == nil }.flatMap { record in
                record.downloads.map { "\($0.sha256)  releases/\(record.id)/\($0.name)" }
            })
        guard let sums = try? readFile(path + "/SHA256SUMS", limit: 64 << 20) else {
            return report(.repositoryDocument, "SHA256SUMS", "it is not there")
        }
        let lines = Set(String(decoding: sums, as: UTF8.self).split(separator: "\n").map(String.init))
        if lines != listed {
            report(
                .repositoryDocument, "SHA256SUMS", "it lists other files than versions.json",
                expected: "\(listed.count) lines", found: "\(lines.subtracting(listed).count) others")
        }
        let index = (try? readFile(path + "/index.json", limit: 64 << 20)).flatMap { try? JSON(parsing: $0) }
        if index?["latest"]?.text != latest?.id {
            report(
                .repositoryDocument, "index.json", "it names another release as the latest than versions.json",
                expected: latest?.id, found: index?["latest"]?.text.map { visible($0) })
        }
        checkIndex(index)
        checkLinks()
    }

    /// What programs fetch by is what `versions.json` says.
    private mutating func checkIndex(_ index: JSON?) {
        guard let index, let latest, index["latest"]?.text == latest.id else { return }
        func values(_ list: String, _ keys: String...) -> [[JSON?]] {
            (index[list]?.items ?? []).map { item in keys.map { item[$0] } }
        }
        let files = latest.downloads.map { download -> [JSON?] in
            [
                .string("releases/\(latest.id)/\(download.name)"), .integer(download.byteCount),
                .string(download.sha256),
            ]
        }
        let rows = latest.tables.map { table -> [JSON?] in [.string(table.table), .integer(table.rowCount)] }
        if values("resources", "path", "bytes", "sha256") != files || values("tables", "name", "rows") != rows
            || index["graph"]?["rdfc10_sha256"]?.text != latest.graph?.sha256
        {
            report(.repositoryDocument, "index.json", "it says something else of the latest release than versions.json")
        }
    }

    /// In a repository everything leads through `current`; a copy has files and folders in place of the links.
    private mutating func checkLinks() {
        guard linkTarget(path + "/current") != nil else { return }
        for name in ChannelLayout.documents {
            guard linkTarget("\(path)/\(name)") == "current/\(name)" else {
                report(.repositoryDocument, name, "it is no link to current/\(name)")
                continue
            }
            if name != "latest", (try? Descriptor.reading("\(path)/\(name)").byteCount()) ?? 0 == 0 {
                report(.repositoryDocument, name, "it is not there, or empty")
            }
        }
        guard let latest else { return }
        let target = linkTarget(path + "/current/latest")
        if target != "../../releases/\(latest.id)" {
            report(
                .repositoryDocument, "latest", "it leads to another release than versions.json says",
                expected: latest.id, found: target.map { visible($0) })
        }
    }

    // MARK: Releases

    private mutating func checkFolders() {
        for record in records where record.prunedAt == nil {
            let folder = "releases/\(record.id)"
            for download in record.downloads {
                let file = "\(folder)/\(download.name)"
                guard let count = try? Descriptor.reading("\(path)/\(file)").byteCount() else {
                    report(.releaseMissing, file, "it is not there")
                    continue
                }
                let isArchive = download == record.downloads.first
                if isArchive { archives.append(file) }
                if count != download.byteCount {
                    report(
                        .releaseDiffers, file, "it has another size than versions.json says",
                        expected: "\(download.byteCount) bytes", found: "\(count) bytes")
                }
                guard isArchive else {
                    checkDigest(download, file)
                    continue
                }
                // What the archive itself has is held against this file when it is verified.
                let stated = (try? readFile("\(path)/\(file).sha256", limit: 4096)) ?? []
                if !stated.elementsEqual("\(download.sha256)  \(download.name)\n".utf8) {
                    report(
                        .releaseDiffers, file + ".sha256", "it is not the digest that versions.json says",
                        expected: download.sha256, found: visible(String(decoding: stated.prefix(64), as: UTF8.self)))
                }
            }
            checkStrangers(in: folder, record)
            if let own = try? ReleaseDocument.record(from: readFile("\(path)/\(folder)/release.json", limit: 16 << 20))
            {
                // Pinned and pruned are what became of it since.
                var (own, listed) = (own, record)
                (own.isPinned, listed.isPinned) = (false, false)
                if own != listed {
                    report(.releaseDiffers, "\(folder)/release.json", "it says something else than versions.json")
                }
            } else {
                report(.releaseMissing, "\(folder)/release.json", "it is not there, or damaged")
            }
        }
        let known = Set(records.filter { $0.prunedAt == nil }.map(\.id))
        for name in (try? directoryNames(path + "/releases")) ?? [] where !known.contains(name) {
            report(.releaseUnlisted, "releases/\(visible(name))", "versions.json does not list it")
        }
    }

    /// A release's folder has its downloads, what belongs to its archive, and its record.
    private mutating func checkStrangers(in folder: String, _ record: ReleaseRecord) {
        let archive = record.downloads.first?.name ?? ""
        // Releases of before 0.1 had lists of changes that they did not name.
        let known = Set(
            record.downloads.map(\.name) + [archive + ".sha256", archive + ".tlog-proof", "release.json"]
                + ["changes.csv", "changes.json"])
        for name in (try? directoryNames("\(path)/\(folder)")) ?? [] where !known.contains(name) {
            report(.releaseUnlisted, "\(folder)/\(visible(name))", "versions.json does not list it")
        }
    }

    private mutating func checkDigest(_ download: ReleaseRecord.Download, _ file: String) {
        guard level > .quick else { return }
        let found = try? fixity(of: "\(path)/\(file)", below: path).sha256
        if found != download.sha256 {
            report(
                .releaseDiffers, file, "it has another digest than versions.json says", expected: download.sha256,
                found: found)
        }
    }

    // MARK: The log

    /// - Returns: how many entries it has; nil where that cannot be said.
    private mutating func checkLog() throws -> Int? {
        let files = LogFolder(path + "/log", checkpointMayLinkInto: path)
        let key: VerifierKey
        do {
            key = try ReleaseLog.verifierKey(in: files)
        } catch let problem as LogProblem {
            outcome.findings.append(inLog(problem.finding()))
            return nil
        }
        var entries: [(index: Int, entry: LogEntry, bytes: [UInt8])] = []
        var unreadable: [Finding] = []
        let result = try LogVerification(of: files, key: key, since: earlier).run { index, bytes in
            do throws(LogProblem) {
                entries.append((index, try LogEntry(parsing: bytes), bytes))
            } catch {
                unreadable.append(error.finding(in: "entry \(index)"))
            }
        }
        for finding in result.findings.findings + unreadable { outcome.findings.append(inLog(finding)) }
        guard result.checkpoint != nil else { return nil }
        for record in records {
            guard let (index, entry, bytes) = entries.first(where: { $0.index == record.logIndex }) else {
                report(.releaseUnlogged, "releases/\(record.id)", "the log has no entry of it")
                continue
            }
            if entry.release != record.id || entry.archiveSHA256 != record.downloads.first?.sha256
                || entry.graphSHA256 != record.graph?.sha256
            {
                report(.releaseDiffers, "releases/\(record.id)", "entry \(index) of the log says something else of it")
            }
            guard record.prunedAt == nil, let name = record.downloads.first?.name else { continue }
            checkProof("releases/\(record.id)/\(name).tlog-proof", of: bytes, by: key)
        }
        let known = Set(records.compactMap(\.logIndex))
        for (index, entry, _) in entries where !known.contains(index) {
            report(
                .releaseUnlogged, "releases/\(visible(entry.release))",
                "entry \(index) of the log is of it, and versions.json does not list it")
        }
        return result.checkpoint?.size
    }

    private mutating func checkProof(_ file: String, of entry: [UInt8], by key: VerifierKey) {
        do {
            let bytes = try readFile("\(path)/\(file)", limit: 1 << 20)
            try LogProof(parsing: bytes).verify(entry, by: key)
        } catch let problem as LogProblem {
            var finding = problem.finding()
            finding = Finding(finding.code, at: Place(member: Array(file.utf8)), finding.message)
            outcome.findings.append(finding)
        } catch {
            report(.releaseMissing, file, "\(error)")
        }
    }

    /// A finding about a file of the log, with its path in the channel.
    private func inLog(_ finding: Finding) -> Finding {
        let file = finding.place.file.map { $0 == LogVerification.earlierName ? $0 : "log/" + $0 } ?? "log"
        return Finding(
            finding.code, at: Place(member: Array(file.utf8), line: finding.place.line), finding.message,
            hint: finding.hint, expected: finding.expected, found: finding.found)
    }
}
