import CaseFiles
import CaseModel
import Glibc

/// What makes a publication one step: the renames that it consists of, written down before the first of them.
///
/// Until the file is there, nothing has happened; from then on it is completed, by the next run where this one is
/// killed. Each rename can be tried again.
package struct Commit: Sendable {
    package let run: String
    package private(set) var steps: [Step] = []

    /// A rename of something staged; paths are from the repository on.
    package struct Step: Sendable, Equatable {
        package let from: String
        package let to: String
    }

    package init(run: String) { self.run = run }

    package mutating func rename(_ from: String, to: String) { steps.append(Step(from: from, to: to)) }

    // MARK: Writing and reading

    /// Puts everything that is staged on disk, then the file: from here on it will be published.
    package func write(_ layout: RepositoryLayout) throws {
        try sync(layout)
        let value = JSON.object([
            "run": .string(run),
            "steps": .array(steps.map { .object(["from": .string($0.from), "to": .string($0.to)]) }),
        ])
        try replaceFile(value.pretty(), at: layout.commit)
        try sync(layout)
    }

    /// The publication that was begun and not completed; nil where there is none.
    ///
    /// - Throws: `RepositoryProblem` where its file is damaged.
    package static func pending(_ layout: RepositoryLayout) throws -> Commit? {
        guard isThere(layout.commit) else { return nil }
        guard let value = try? JSON(parsing: try readFile(layout.commit)), let run = value["run"]?.text,
            let items = value["steps"]?.items
        else { throw RepositoryProblem("\(layout.commit) is damaged: what it says to publish is not known") }
        var commit = Commit(run: run)
        for item in items {
            guard let from = item["from"]?.text, let to = item["to"]?.text, isInner(from), isInner(to) else {
                throw RepositoryProblem("\(layout.commit) is damaged: it has a step that leads out of the repository")
            }
            commit.rename(from, to: to)
        }
        return commit
    }

    private static func isInner(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }

    // MARK: Doing it

    /// Finds out whether the renames can be done, while it is still time to leave everything as it is.
    ///
    /// - Throws: `FileProblem`
    func check(_ layout: RepositoryLayout) throws(FileProblem) {
        for step in steps {
            let to = layout.path + "/" + step.to
            var folder = splitPath(to)?.parent ?? layout.path
            while !isThere(folder), let parent = splitPath(folder)?.parent, parent != folder { folder = parent }
            guard access(folder, W_OK | X_OK) == 0 else {
                throw FileProblem(.cannotWrite, "publish", to, errno: errno)
            }
        }
    }

    /// Publishes, and forgets what it was made of.
    func complete(_ layout: RepositoryLayout) throws {
        for step in steps { try perform(step, layout) }
        try sync(layout)
        try removeFile(layout.commit)
        removeTree(layout.staging(run))
    }

    private func perform(_ step: Step, _ layout: RepositoryLayout) throws {
        let (from, to) = (layout.path + "/" + step.from, layout.path + "/" + step.to)
        guard isThere(from) else {
            // It was done before.
            if isThere(to) { return }
            throw RepositoryProblem("neither \(from) nor \(to) is there, of which the one was to become the other")
        }
        if let parent = splitPath(to)?.parent { try makeDirectories(parent) }
        try moveFile(from, to: to)
    }

    private func sync(_ layout: RepositoryLayout) throws(FileProblem) { try syncFileSystem(at: layout.path) }
}
