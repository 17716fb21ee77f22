import CaseDisclosure
import CaseModel
import CaseStore

/// A job as its file has it.
struct JobDraft: Decodable {
    static let keys = [
        "dataset", "metadata", "documents", "repository", "profiles", "level", "signingKey", "baseURL", "logOrigin",
        "every", "staleAfter", "gates", "retention", "notify", "metrics",
    ]

    var job: Job

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, keys: Self.keys)
        try Self.checkDataset(try object.text("dataset"), object)
        job = Job(
            path: "", dataset: try object.text("dataset"), repository: try object.text("repository"),
            profiles: try object.optional("profiles") ?? ["public"])
        job.metadata = try object.optionalText("metadata")
        job.documents = try object.optionalText("documents")
        job.signingKey = try object.optionalText("signingKey")
        job.metrics = try object.optionalText("metrics")
        if job.profiles.isEmpty {
            throw object.fault("profiles", "is empty: a job makes at least one profile's release")
        }
        if let empty = job.profiles.firstIndex(of: "") { throw object.fault("profiles[\(empty)]", "is empty") }
        if let level: Int = try object.optional("level") {
            guard (0...9).contains(level) else { throw object.fault("level", "is not a number from 0 to 9") }
            job.level = level
        }
        if let url: String = try object.optional("baseURL") {
            guard Kind.url.verdict(of: url) == .canonical, ["http://", "https://"].contains(where: url.hasPrefix),
                url.hasSuffix("/")
            else { throw object.fault("baseURL", "is no address of the web that ends in a slash") }
            job.baseURL = url
        }
        if let origin: String = try object.optional("logOrigin") {
            let isPlain = origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2B }
            guard !origin.isEmpty, isPlain, !origin.contains("://"), !origin.hasSuffix("/") else {
                throw object.fault(
                    "logOrigin", "is not a URL without its scheme, spaces and +, such as example.org/cases")
            }
            job.logOrigin = origin
        }
        job.every = try object.interval("every")
        job.staleAfter = try object.interval("staleAfter")
        if let gates: GatesDraft = try object.optional("gates") { job.gates = gates.gates }
        if let retention: RetentionDraft = try object.optional("retention") { job.retention = retention.retention }
        if let notify: NotificationDraft = try object.optional("notify") { job.notification = notify.notification }
    }

    /// What is nearly an address of a database may have a password in it, and would be shown as a path is.
    private static func checkDataset(_ dataset: String, _ object: StrictObject) throws {
        let lower = dataset.lowercased()
        guard !PostgreSQLAddress.isAddress(dataset), lower.contains("://") || lower.contains("password=") else {
            return
        }
        throw object.fault("dataset", "is no path, and no address such as postgresql://role@host/database")
    }
}

private struct GatesDraft: Decodable {
    var gates = Job.Gates()

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(
            decoder,
            keys: [
                "minimumRows", "maximumShrink", "maximumShrinkByTable", "maximumUncovered", "maximumWarnings",
                "maximumWarningsByCode",
            ])
        gates.minimumRows = try object.optional("minimumRows") ?? [:]
        gates.maximumShrink = try object.optional("maximumShrink") ?? gates.maximumShrink
        gates.maximumShrinkByTable = try object.optional("maximumShrinkByTable") ?? [:]
        gates.maximumUncovered = try object.optional("maximumUncovered") ?? gates.maximumUncovered
        gates.maximumWarnings = try object.optional("maximumWarnings")
        gates.maximumWarningsByCode = try object.optional("maximumWarningsByCode") ?? [:]
        for (table, count) in gates.minimumRows where count < 0 {
            throw object.fault("minimumRows.\(visible(table))", "is less than 0")
        }
        let shares =
            [("maximumShrink", gates.maximumShrink), ("maximumUncovered", gates.maximumUncovered)]
            + gates.maximumShrinkByTable.map { ("maximumShrinkByTable.\(visible($0.key))", $0.value) }
        for (key, share) in shares where !(0...1).contains(share) {
            throw object.fault(key, "is not a part from 0 to 1, such as 0.1 for a tenth")
        }
        if let count = gates.maximumWarnings, count < 0 { throw object.fault("maximumWarnings", "is less than 0") }
        for (code, count) in gates.maximumWarningsByCode {
            guard FindingCode.all.contains(where: { $0.name == code && $0.severity == .warning }) else {
                throw object.fault("maximumWarningsByCode.\(visible(code))", "is no code of a warning of the check")
            }
            if count < 0 { throw object.fault("maximumWarningsByCode.\(code)", "is less than 0") }
        }
    }
}

private struct RetentionDraft: Decodable {
    let retention: Job.Retention

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, keys: ["daily", "weekly", "monthly", "pinned"])
        retention = Job.Retention(
            daily: try object.optional("daily") ?? 0, weekly: try object.optional("weekly") ?? 0,
            monthly: try object.optional("monthly") ?? 0, pinned: try object.optional("pinned") ?? [])
        for (key, count) in [("daily", retention.daily), ("weekly", retention.weekly), ("monthly", retention.monthly)]
        where count < 0 {
            throw object.fault(key, "is less than 0")
        }
        for (index, id) in retention.pinned.enumerated() where !ReleaseID.isOne(id) {
            throw object.fault(
                "pinned[\(index)]", "\"\(visible(id))\" is no release's id, such as 20261121T020000Z-a1b2")
        }
    }
}

private struct NotificationDraft: Decodable {
    var notification = Job.Notification()

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, keys: ["success", "failure", "timeout"])
        notification.success = try object.optional("success") ?? []
        notification.failure = try object.optional("failure") ?? []
        for (key, words) in [("success", notification.success), ("failure", notification.failure)]
        where words.first?.isEmpty ?? false {
            throw object.fault(key, "begins with an empty word; it is a list of a program and what it is given")
        }
        if let timeout = try object.interval("timeout") { notification.timeout = timeout }
    }
}

extension StrictObject {
    fileprivate func text(_ key: String) throws -> String {
        let text: String = try required(key)
        if text.isEmpty { throw fault(key, "is empty") }
        return text
    }

    fileprivate func optionalText(_ key: String) throws -> String? {
        guard let text: String = try optional(key) else { return nil }
        if text.isEmpty { throw fault(key, "is empty") }
        return text
    }

    fileprivate func interval(_ key: String) throws -> Interval? {
        guard let text: String = try optional(key) else { return nil }
        guard let interval = Interval(text) else {
            throw fault(key, "\"\(visible(text))\" is no length of time, such as 26h; units are s, m, h, d and w")
        }
        return interval
    }
}
