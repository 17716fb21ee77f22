import CaseTesting
import Foundation
import Testing

/// What a run does not take on trust: clocks, what is left of a repository, and what its job says.
@Suite struct RunDistrustTests {
    private let files = FileManager.default

    /// Two releases, of two days.
    private func published() throws -> Rehearsal {
        let rehearsal = try Rehearsal()
        #expect(try rehearsal.run(day: 1).0.exitCode == 0)
        try rehearsal.change("Changed")
        #expect(try rehearsal.run(day: 2).0.exitCode == 0)
        return rehearsal
    }

    /// A shell's command that damages a repository, and what the next run, `verify` and `status` say of it.
    private static let damages = [
        ("rm public/current", "public/current is not there, and repository/public has releases"),
        ("rm -r public", "public had 0 releases, and repository/ocfl/"),
        (
            "ln -sfn .views/$(ls public/.views | head -n 1) public/current",
            "does not list it: current may lead to an older"
        ),
        ("rm -r ocfl", "has 0 versions: take the one that is behind from a copy"),
        ("cd ocfl/*/*/*/*/ && rm -r v2 && cp v1/inventory.json* .", "has 1 versions: take the one that is behind"),
    ]

    @Test(arguments: damages) func historyIsNotBegunAgain(command: String, words: String) throws {
        let rehearsal = try published()
        let damaged = try rehearsal.dataset.tool.run(program: ["sh", "-c", "cd repository && \(command)"])
        #expect(damaged.exitCode == 0, "\(damaged.text)")
        let checkpoint = try? rehearsal.text("repository/public/log/checkpoint")
        try rehearsal.change("Changed again")
        let (run, report) = try rehearsal.run(day: 3)
        #expect(run.exitCode == 2 && report["result"] as? String == "failed", "\(run.text)")
        #expect(run.text.contains(words), "\(run.text)")
        #expect((try? rehearsal.text("repository/public/log/checkpoint")) == checkpoint)
        #expect(try rehearsal.dataset.tool.run("verify", "repository").exitCode == 1)
        let status = try rehearsal.dataset.tool.run("status", "repository", "--now", "2027-01-02T03:00:00Z")
        #expect(status.exitCode == 1 && status.text.contains("NOT WELL"), "\(status.text)")
    }

    @Test func whoKeptACheckpointIsToldThatTheChannelIsGone() throws {
        let rehearsal = try published()
        try rehearsal.text("repository/public/log/checkpoint").write(
            toFile: rehearsal.path("kept"), atomically: true, encoding: .utf8)
        try files.removeItem(atPath: rehearsal.path("repository/public"))
        let run = try rehearsal.dataset.tool.run("verify", "repository", "--since", "kept")
        #expect(run.exitCode == 1 && run.text.contains("error log-shrunk"), "\(run.text)")
    }

    @Test(arguments: [
        ("sed -i 's/\"bytes\": /\"bytes\": 1/' current/index.json", "index.json"),
        ("ln -sfn releases public/latest; ln -sfn releases latest", "latest"),
        (": > current/feed.atom", "feed.atom"), ("echo x >> latest/changes.csv", "changes.csv"),
        ("rm latest/changes.json", "changes.json"), ("touch latest/stranger", "stranger"),
    ]) func documentsThatSaySomethingElseAreFound(command: String, file: String) throws {
        let rehearsal = try published()
        let changed = try rehearsal.dataset.tool.run(program: ["sh", "-c", "cd repository/public && \(command)"])
        #expect(changed.exitCode == 0 || file == "latest", "\(changed.text)")
        let run = try rehearsal.dataset.tool.run("verify", "repository", "--quick")
        let whole = try rehearsal.dataset.tool.run("verify", "repository")
        #expect(
            (run.text + whole.text).contains(file) && (whole.text.contains("error") || whole.text.contains("warning")))
    }

    /// A key and empty folders are what a first run leaves that did not come to its end.
    @Test func aFirstRunThatCameToNothingIsNoLoss() throws {
        var rehearsal = try Rehearsal()
        rehearsal.job["signingKey"] = "missing-key"
        try rehearsal.writeJob()
        #expect(try rehearsal.run(day: 1).0.exitCode != 0)
        let left = try rehearsal.dataset.tool.run(program: [
            "sh", "-c",
            "cd repository && mkdir -p public/releases public/log public/.views ocfl && cp /dev/null state/public.log-key",
        ])
        #expect(left.exitCode == 0)
        #expect(try !rehearsal.dataset.tool.run("status", "repository").text.contains("had releases"))
        #expect(try !rehearsal.dataset.tool.run("verify", "repository").text.contains("whose log's key is"))
    }

    /// What is left is removed, and nothing that it leads to.
    @Test func linksAreNotFollowedWhenSomethingIsRemoved() throws {
        let rehearsal = try published()
        let made = try rehearsal.dataset.tool.run(program: [
            "sh", "-c",
            "mkdir victim && touch victim/file && ln -s $PWD/victim repository/state/staging/left && ln -s $PWD/victim repository/public/.views/0",
        ])
        #expect(made.exitCode == 0)
        #expect(try rehearsal.run(day: 3).0.exitCode == 0)
        #expect(files.fileExists(atPath: rehearsal.path("victim/file")))
        #expect(!files.fileExists(atPath: rehearsal.path("repository/state/staging/left")))
    }

    @Test func aClockThatGoesBackMakesNoRelease() throws {
        let rehearsal = try published()
        try rehearsal.change("Changed again")
        let (run, _) = try rehearsal.run(day: 1)
        #expect(run.exitCode == 2 && run.text.contains("correct the clock"), "\(run.text)")
    }

    /// The day of a release decides which embargoes have ended.
    @Test func anInstantInTheFutureEndsNoEmbargo() throws {
        let rehearsal = try Rehearsal()
        try rehearsal.dataset.change(line: 2, of: "persons.csv") { line in
            line = line.replacingOccurrences(of: ",[^,]*$", with: ",2062-11-23T00:00:00Z", options: .regularExpression)
        }
        let (run, _) = try rehearsal.run(day: 1)
        #expect(run.exitCode == 65 && run.text.contains("is in the future"), "\(run.text)")
    }

    /// Everything that rules withheld would be public.
    @Test func aTableOfAccessRulesThatIsLostPublishesNothing() throws {
        let rehearsal = try published()
        let rules = String(decoding: try rehearsal.dataset.bytes(of: "access_rules.csv"), as: UTF8.self)
        try rehearsal.dataset.write(
            String(rules.prefix { !$0.isNewline }) + "\n", to: "access_rules.csv")
        let release = try rehearsal.release()
        let (run, report) = try rehearsal.run(day: 3)
        #expect(run.exitCode == 1 && report["result"] as? String == "refused", "\(run.text)")
        #expect(run.text.contains("if they are to be public, accept it"))
        #expect(try rehearsal.release() == release)
        #expect(try rehearsal.run(day: 4, "--dry-run").0.exitCode == 1)
        #expect(try rehearsal.run(day: 5, "--accept", "they may all be named now").0.exitCode == 0)
    }

    /// Its id would say that there is something.
    @Test func whatIsWithheldNowIsNotNamedInTheChanges() throws {
        let rehearsal = try Rehearsal()
        #expect(try rehearsal.run(day: 1).0.exitCode == 0)
        let header = String(decoding: try rehearsal.dataset.bytes(of: "access_rules.csv"), as: UTF8.self)
            .prefix { !$0.isNewline }.split(separator: ",", omittingEmptySubsequences: false)
        let values = [
            "id": "acc_0900", "record_id": "evt_0002", "level": "registered", "ground": "relative-privacy",
            "authority": "the keeper", "imposed": "2026-11-21", "on_expiry": "review",
        ]
        try rehearsal.dataset.append(
            header.map { values[String($0)] ?? "" }.joined(separator: ",") + "\n", to: "access_rules.csv")
        let (run, report) = try rehearsal.run(day: 2)
        try #require(run.exitCode == 0 && report["result"] as? String == "released", "\(run.text)")
        let changes = try rehearsal.text("repository/public/latest/changes.csv")
        #expect(!changes.contains("evt_0002"), "\(changes)")
        let summary = try rehearsal.text("repository/public/latest/changes.json")
        #expect(summary.contains("\"removed\": 1"), "\(summary)")
    }

    @Test(arguments: ["\u{200B}", "a\nb", "\u{1B}[31m red", "\u{202E}abc", String(repeating: "long ", count: 300)])
    func reasonsThatCannotBePublished(reason: String) throws {
        let rehearsal = try Rehearsal()
        let run = try rehearsal.dataset.tool.run("run", "job.json5", "--accept", reason)
        #expect(run.exitCode == 64 && run.text.contains("--accept takes a reason"), "\(run.text)")
    }

    /// A job that worked before tells what is wrong with it now.
    @Test func aProfileThatIsNotThereIsTold() throws {
        var rehearsal = try published()
        rehearsal.job["profiles"] = ["nope"]
        rehearsal.job["notify"] = ["failure": ["sh", "-c", "echo $CASEEXPORT_RESULT > told; yes"], "timeout": "2s"]
        try rehearsal.writeJob()
        let (run, _) = try rehearsal.run(day: 3)
        #expect(run.exitCode == 65 && run.text.contains("profiles: there is no profile \"nope\""))
        // What a command says is passed on as far as it is not too much.
        #expect(run.text.utf8.count < 200_000)
        #expect(try rehearsal.text("told") == "failed\n")
        #expect(try rehearsal.text("repository/public/health.json").contains("\"result\": \"failure\""))
    }

    @Test func gatesOfTablesThatAreNotThere() throws {
        var rehearsal = try Rehearsal()
        for gates in [["minimumRows": ["personz": 1]], ["maximumShrinkByTable": ["personz": 0]]] {
            rehearsal.job["gates"] = gates
            try rehearsal.writeJob()
            let (run, _) = try rehearsal.run(day: 1)
            #expect(run.exitCode == 65 && run.text.contains("personz: the dataset has no table of this name"))
        }
    }

    /// A folder that cannot be written is noticed while everything can be left as it is.
    @Test func whatCannotBePublishedIsNotBegun() throws {
        let rehearsal = try published()
        try rehearsal.change("Changed again")
        // Nobody may write it, root neither: it is not there as a folder.
        let blocked = try rehearsal.dataset.tool.run(program: [
            "sh", "-c", "mv repository/public/releases x && touch repository/public/releases",
        ])
        #expect(blocked.exitCode == 0)
        let (run, report) = try rehearsal.run(day: 3)
        #expect(run.exitCode != 0 && report["result"] as? String == "failed", "\(run.text)")
        #expect(!files.fileExists(atPath: rehearsal.path("repository/state/commit.json")))
    }

    /// An address that is nearly right is not shown: there may be a password in it.
    @Test(arguments: ["host=/tmp user=x password=geheim dbname=x", "POSTGRESQL://u:geheim@h/db"])
    func addressesThatAreNearlyRight(dataset: String) throws {
        var rehearsal = try Rehearsal()
        rehearsal.job["dataset"] = dataset
        try rehearsal.writeJob()
        let (run, _) = try rehearsal.run(day: 1)
        #expect(run.exitCode == 65 && !run.text.contains("geheim"), "\(run.text)")
        #expect(try !rehearsal.dataset.tool.run("check", dataset).text.contains("geheim"))
    }
}
