import CaseReleases
import Testing

/// A job's file: what it may say, and that everything else is refused with its place.
@Suite struct JobReaderTests {
    private func job(_ text: String, at path: String = "/etc/caseexport/cases.json5") throws -> Job {
        try Job.reading(Array(text.utf8), at: path)
    }

    @Test func wholeJob() throws {
        let job = try job(
            """
            {
              // a comment, and keys without quotes
              dataset: 'cases.sqlite', repository: '../repository', profiles: ['public', './own.json5', 'researcher'],
              metadata: 'map.json', documents: '/srv/documents', level: 9, signingKey: 'key',
              baseURL: 'https://example.org/cases/', logOrigin: 'example.org/cases', every: '6h', staleAfter: '26h',
              gates: {minimumRows: {persons: 3}, maximumShrink: 0.05, maximumShrinkByTable: {events: 1},
                      maximumWarnings: 0, maximumWarningsByCode: {'not-normalized': 2}},
              retention: {daily: 7, weekly: 4, monthly: 12, pinned: ['20261121T020000Z-a1b2']},
              notify: {success: ['true'], failure: ['tell', 'somebody'], timeout: '5s'}, metrics: '/tmp/x.prom',
            }
            """)
        #expect(job.dataset == "/etc/caseexport/cases.sqlite")
        #expect(job.repository == "/etc/caseexport/../repository")
        #expect(job.profiles == ["public", "/etc/caseexport/./own.json5", "researcher"])
        #expect(job.documents == "/srv/documents" && job.metadata == "/etc/caseexport/map.json")
        #expect(job.every == Interval(seconds: 21600) && job.staleness == Interval(seconds: 93600))
        #expect(job.gates.minimumRows == ["persons": 3] && job.gates.maximumShrinkByTable == ["events": 1])
        #expect(job.retention == Job.Retention(daily: 7, weekly: 4, monthly: 12, pinned: ["20261121T020000Z-a1b2"]))
        #expect(job.notification.failure == ["tell", "somebody"] && job.notification.timeout.seconds == 5)
    }

    @Test func smallestJob() throws {
        let job = try job("{dataset: 'postgresql://reader@db/cases', repository: 'r'}", at: "cases.json5")
        #expect(job.dataset == "postgresql://reader@db/cases" && job.repository == "r")
        #expect(job.profiles == ["public"] && job.retention == nil && job.gates.maximumShrink == 0.1)
        #expect(job.staleness == nil)
    }

    static let mistakes = [
        ("{repository: 'r'}", "the key dataset is missing"),
        ("{dataset: 'd'}", "the key repository is missing"),
        ("{dataset: 'd', repository: 'r', profile: 'public'}", "there is no key \"profile\"; do you mean profiles?"),
        ("{dataset: '', repository: 'r'}", "dataset: is empty"),
        ("{dataset: 'd', repository: 'r', profiles: []}", "profiles: is empty"),
        ("{dataset: 'd', repository: 'r', level: 10}", "level: is not a number from 0 to 9"),
        ("{dataset: 'd', repository: 'r', level: 'x'}", "level: is not a number"),
        ("{dataset: 'd', repository: 'r', every: '1 day'}", "every: \"1 day\" is no length of time"),
        ("{dataset: 'd', repository: 'r', baseURL: 'https://example.org'}", "ends in a slash"),
        (
            "{dataset: 'd', repository: 'r', logOrigin: 'https://example.org'}",
            "logOrigin: is not a URL without its scheme"
        ),
        (
            "{dataset: 'd', repository: 'r', gates: {maximumShrink: 10}}",
            "gates.maximumShrink: is not a part from 0 to 1"
        ),
        ("{dataset: 'd', repository: 'r', gates: {minimumRow: {}}}", "gates: there is no key \"minimumRow\""),
        ("{dataset: 'd', repository: 'r', gates: {minimumRows: {persons: -1}}}", "minimumRows.persons: is less than 0"),
        (
            "{dataset: 'd', repository: 'r', gates: {maximumWarningsByCode: {'duplicate-key': 1}}}",
            "is no code of a warning"
        ),
        ("{dataset: 'd', repository: 'r', retention: {daily: -1}}", "retention.daily: is less than 0"),
        ("{dataset: 'd', repository: 'r', retention: {pinned: ['latest']}}", "is no release's id"),
        ("{dataset: 'd', repository: 'r', notify: {failure: ['']}}", "begins with an empty word"),
        ("{dataset: 'd', repository: 'r', metrics: null}", "metrics: is null; leave the key out"),
        ("{dataset: 'd'", "is not JSON5"), ("[]", "is not an object"), ("", "is not JSON5"),
    ]

    @Test(arguments: mistakes)
    func mistake(text: String, message: String) throws {
        let problem = #expect(throws: JobProblem.self) { try job(text) }
        let description = try #require(problem).description
        #expect(
            description.hasPrefix("/etc/caseexport/cases.json5: ") && description.contains(message), "\(description)")
    }
}

/// Lengths of time, instants and periods.
@Suite struct InstantTests {
    @Test(arguments: [
        ("1s", 1, "PT1S", "1 second"), ("90m", 5400, "PT90M", "90 minutes"), ("26h", 93600, "PT26H", "26 hours"),
        ("1d", 86400, "P1D", "1 day"), ("2w", 1_209_600, "P2W", "14 days"),
    ])
    func interval(text: String, seconds: Int, iso8601: String, words: String) throws {
        let interval = try #require(Interval(text))
        #expect(interval.seconds == seconds && interval.iso8601 == iso8601 && interval.words == words)
    }

    @Test(arguments: ["", "h", "0h", "1", "-1h", "1.5h", "1 h", "h1", "99999999d", "1y", "１h"])
    func noInterval(text: String) { #expect(Interval(text) == nil) }

    @Test func instantsAreReadAsTheyAreWritten() {
        for seconds in [0, 951_782_400, 1_764_547_200, 4_102_444_799, 253_402_300_799] {
            #expect(secondsSince1970(Instants.text(seconds)) == seconds)
        }
        #expect(Instants.text(1_764_547_200) == "2025-12-01T00:00:00Z")
    }

    /// Weeks begin on Mondays, wherever months and years do.
    @Test func weeks() {
        #expect(Instants.week(secondsSince1970("2026-01-01T12:00:00Z")) == "2025-12-29")
        #expect(Instants.week(secondsSince1970("2025-12-29T00:00:00Z")) == "2025-12-29")
        #expect(Instants.week(secondsSince1970("2025-12-28T23:59:59Z")) == "2025-12-22")
        #expect(Instants.week(0) == "1969-12-29")
    }
}
