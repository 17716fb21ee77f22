/// What a scheduled run does: which dataset becomes whose releases, and where they are kept.
package struct Job: Sendable {
    /// The job's own file.
    package var path: String
    /// A directory, a SQLite file or a `postgresql:` URL.
    package var dataset: String
    /// CSVW metadata that maps the tables of a database to ours; nil for those of our names.
    package var metadata: String?
    /// The folder that the documents' files are in, for a database.
    package var documents: String?
    package var repository: String
    /// Names of profiles, or paths of their files.
    package var profiles: [String]
    /// zlib's level, 0 to 9.
    package var level = 6
    /// The key that signs manifests, as `ssh-keygen -Y sign` takes it.
    package var signingKey: String?
    /// Where the repository's channels are served, with a slash at its end: each is a folder of it.
    package var baseURL: String?
    /// A URL without its scheme that names the logs: a channel's name is put behind it.
    package var logOrigin: String?
    /// How often it runs.
    package var every: Interval?
    /// How old the last good run may be before something is wrong.
    package var staleAfter: Interval?
    package var gates = Gates()
    /// nil where every release is kept.
    package var retention: Retention?
    package var notification = Notification()
    /// A file for Prometheus's node exporter, beside the one in the repository.
    package var metrics: String?

    package init(path: String, dataset: String, repository: String, profiles: [String]) {
        self.path = path
        self.dataset = dataset
        self.repository = repository
        self.profiles = profiles
    }

    /// What a release must not do.
    package struct Gates: Sendable, Equatable {
        /// How many rows a table has at the least, by its name.
        package var minimumRows: [String: Int] = [:]
        /// By which part of its rows a table may shrink from one release to the next: 0.1 for a tenth.
        package var maximumShrink = 0.1
        /// The same for single tables.
        package var maximumShrinkByTable: [String: Double] = [:]
        /// By which part what is withheld may become less from one release to the next, if no embargo has ended.
        package var maximumUncovered = 0.5
        /// How many warnings the check may have; nil for any number.
        package var maximumWarnings: Int?
        /// The same for single codes.
        package var maximumWarningsByCode: [String: Int] = [:]

        package init() {}
    }

    /// Which releases keep their downloads: the newest of each of so many days, weeks and months that have any.
    package struct Retention: Sendable, Equatable {
        package var daily: Int
        package var weekly: Int
        package var monthly: Int
        /// The ids of releases that are always kept.
        package var pinned: [String]

        package init(daily: Int, weekly: Int, monthly: Int, pinned: [String] = []) {
            self.daily = daily
            self.weekly = weekly
            self.monthly = monthly
            self.pinned = pinned
        }
    }

    /// Commands that are run when a run has ended; none where they are empty.
    package struct Notification: Sendable, Equatable {
        package var success: [String] = []
        package var failure: [String] = []
        /// How long a command may take.
        package var timeout = Interval(seconds: 60)

        package init() {}
    }
}
