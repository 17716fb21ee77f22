import CaseFiles
import CaseModel
import CasePackages
import CaseReleases
import Glibc

/// What came of verifying packages, as PREMIS 3.0 events, for the log that an archive keeps beside what it keeps.
public struct VerificationReport: Sendable {
    private let document: [UInt8]

    /// The instant of the report is now.
    ///
    /// - Parameter notVerified: paths of what could not be verified at all, and why: a log that leaves them out would
    ///   look as if nobody had asked.
    public init(of packages: [PackageVerification], notVerified: [(path: String, reason: String)] = []) {
        document = FixityReport(
            instant: Self.now(), tool: ("caseexport", caseexportVersion),
            packages: packages.map(\.verified) + notVerified.map(VerifiedPackage.init)
        ).document()
    }

    /// Refuses a path at which a report cannot be made, which is better known before the work than after it.
    ///
    /// - Parameter packages: what is going to be verified; nothing is written into it.
    /// - Throws: `DatasetError` with `cannotWrite`, or `usage`.
    public static func check(_ path: String, outside packages: [String] = []) throws(DatasetError) {
        let folder = splitPath(path)?.parent ?? "."
        for package in packages where package != "-" && fileType(package) == .directory {
            guard isInside(folder, package) || isSameFile(folder, package) else { continue }
            throw DatasetError(
                .usage,
                "the report \(path) would be a file of \(package), which is to be verified; give it another place")
        }
        _ = try DatasetError.catching { () throws(FileProblem) in try stage(path).path }
    }

    /// Writes the report, which appears when it is complete.
    ///
    /// - Throws: `DatasetError` with `cannotWrite`, also where there is something of this name.
    public func write(to path: String) throws(DatasetError) {
        try DatasetError.catching {
            let file = try Self.stage(path)
            try fillFile(document, at: file.staging)
            try file.publish(isDurable: true)
        }
    }

    private static func isSameFile(_ a: String, _ b: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
            && first.st_ino == second.st_ino
    }

    private static func stage(_ path: String) throws(FileProblem) -> StagedFile {
        try .make(path, companion: nil, kind: "a report", replacing: false, hasFlag: false, isOurs: { _ in false })
    }

    /// `2026-11-21T02:00:00Z`
    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
        return "\(day)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
    }
}

extension VerifiedPackage {
    /// One that could not be opened.
    fileprivate init(path: String, reason: String) {
        var findings = FindingList()
        findings.append(Finding(.unreadableFile, at: Place(), reason))
        self.init(
            path: path, container: nil, level: .complete, kinds: [], fileCount: 0, byteCount: 0, algorithms: [],
            archiveByteCount: nil, archiveSHA256: nil, isSignatureAskedFor: false, signatures: [], findings: findings)
    }
}
