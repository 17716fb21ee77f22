import CaseArchive
import CaseFiles
import CaseModel
import CasePackages

extension Finding {
    /// What a problem of an archive, or of one of its members, is as a finding.
    init(_ problem: ArchiveProblem) {
        let codes: [ArchiveProblem.Code: FindingCode] = [
            .notAnArchive: .noPackage, .damaged: .archiveDamaged, .truncated: .archiveTruncated,
            .ambiguous: .archiveAmbiguous, .checksum: .crcMismatch, .unsupported: .archiveUnsupported,
            .limit: .limitExceeded, .unreadable: .unreadableFile, .encoding: .pathEncoding,
        ]
        if problem.code == .limit {
            self = .exceeded(Place(member: problem.member ?? []), problem.detail)
            return
        }
        self.init(
            codes[problem.code] ?? .archiveDamaged, at: Place(member: problem.member ?? []), problem.detail)
    }

    /// What went wrong where something was read.
    init?(reading error: any Error) {
        switch error {
        case let problem as ArchiveProblem: self.init(problem)
        // That is no fault of the file's.
        case let problem as FileProblem where FileProblem.isOfThisProcess(problem.errno): return nil
        case let problem as FileProblem: self.init(.unreadableFile, at: Place(), problem.description)
        default: return nil
        }
    }
}
