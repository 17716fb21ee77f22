import CaseArchive
import CaseDisclosure
import CaseFiles
import CasePackages
import CaseReleases
import CaseStore

/// Why something could not be done at all. (What a check finds wrong with a dataset is data: `Finding`.)
public struct DatasetError: Error, Sendable {
    /// What sort of failure it is; the command line gives each an exit code.
    public struct Code: Sendable, Hashable {
        let name: String

        /// The request makes no sense.
        public static let usage = Code(name: "usage")
        /// There is no such input, or it cannot be read.
        public static let noInput = Code(name: "no-input")
        /// The output cannot be written.
        public static let cannotWrite = Code(name: "cannot-write")
        /// Somebody else holds the dataset; trying again may help.
        public static let locked = Code(name: "locked")
        /// It was interrupted.
        public static let interrupted = Code(name: "interrupted")
        /// What is there cannot be used.
        public static let unfit = Code(name: "unfit")
        /// Something else went wrong.
        public static let failed = Code(name: "failed")
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A dataset that cannot be read because of what is in it is reported as a finding; everything else is thrown.
    static func report(from error: any Error) throws(DatasetError) -> CheckReport {
        if let problem = error as? StoreProblem, problem.code == .unfit, let finding = problem.finding {
            return CheckReport(finding: finding)
        }
        throw DatasetError(error)
    }

    static func catching<R>(_ body: () throws -> R) throws(DatasetError) -> R {
        do { return try body() } catch { throw DatasetError(error) }
    }

    init(_ error: any Error) {
        switch error {
        case let error as DatasetError: self = error
        case let problem as StoreProblem:
            switch problem.code {
            case .noInput: self.init(.noInput, problem.message)
            case .locked: self.init(.locked, problem.message)
            case .unfit: self.init(.unfit, problem.message)
            }
        case let problem as FileProblem where FileProblem.isOfThisProcess(problem.errno):
            self.init(.failed, problem.description)
        case let problem as FileProblem:
            switch problem.code {
            case .noInput: self.init(.noInput, problem.description)
            case .locked: self.init(.locked, problem.description)
            default: self.init(.cannotWrite, problem.description)
            }
        case let problem as ArchiveProblem: self.init(.unfit, problem.description)
        case let problem as NotAPackage: self.init(.unfit, problem.description)
        case is NoInstant:
            self.init(
                .usage,
                "the dataset does not say when it was last changed (no `updated` anywhere): give the release's instant with --as-of"
            )
        case let problem as InstantTooEarly:
            self.init(
                .usage,
                "the dataset has something of \(problem.latest), so that its release cannot be as of an earlier instant"
            )
        case let problem as JobProblem: self.init(.unfit, problem.description)
        case let problem as RepositoryProblem: self.init(.failed, problem.description)
        case let problem as LogProblem: self.init(.failed, problem.description)
        case let problem as SigningProblem: self.init(.failed, problem.description)
        case let problem as ProfileProblem: self.init(.unfit, problem.description)
        case let problem as LeakScanProblem: self.init(.unfit, problem.description)
        case let problem as PackageProblem: self.init(.unfit, problem.description)
        case is Interrupted: self.init(.interrupted, "interrupted; nothing was written")
        default: self.init(.failed, String(describing: error))
        }
    }
}

extension DatasetError: CustomStringConvertible {
    public var description: String { message }
}
