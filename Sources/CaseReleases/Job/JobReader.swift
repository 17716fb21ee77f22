import CaseDisclosure
import CaseFiles
import CaseModel
import CaseStore

/// Why a job's file cannot be used.
package struct JobProblem: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension Job {
    /// Reads a job: JSON5, an object of which every key is known. Paths in it are relative to its own folder.
    ///
    /// - Throws: `FileProblem` where there is no such file, `JobProblem` where it says nothing that can be done.
    package init(at path: String) throws {
        self = try Self.reading(try readFile(path, limit: 1 << 20), at: path)
    }

    package static func reading(_ bytes: [UInt8], at path: String) throws(JobProblem) -> Job {
        var job: Job
        do throws(ConfigurationFault) {
            job = try decodeJSON5(JobDraft.self, from: bytes).job
        } catch {
            throw JobProblem("\(path): \(error.key.map { "\($0): " } ?? "")\(error.message)")
        }
        job.path = path
        let folder = splitPath(path)?.parent ?? "."
        func resolved(_ name: String) -> String { name.hasPrefix("/") || folder == "." ? name : folder + "/" + name }
        if !PostgreSQLAddress.isAddress(job.dataset) { job.dataset = resolved(job.dataset) }
        job.repository = resolved(job.repository)
        job.metadata = job.metadata.map(resolved)
        job.documents = job.documents.map(resolved)
        job.metrics = job.metrics.map(resolved)
        for words in [\Job.notification.success, \Job.notification.failure] {
            guard let program = job[keyPath: words].first, program.contains("/") else { continue }
            job[keyPath: words][0] = resolved(program)
        }
        // A key that is no path may be a name that ssh-keygen knows; with a slash or beside the job, it is a file.
        job.signingKey = job.signingKey.map(resolved)
        job.profiles = job.profiles.map { $0.contains("/") || $0.contains(".") ? resolved($0) : $0 }
        return job
    }
}
