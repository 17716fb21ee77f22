import CaseTesting
import Foundation
import Testing

/// Runs of a job over a copy of the reference case: what each comes to, and what is there afterwards.
struct Rehearsal {
    let dataset: ExampleDataset
    var job: [String: Any]

    init() throws {
        dataset = try ExampleDataset()
        job = ["dataset": "cases", "repository": "repository", "every": "1d"]
        try writeJob()
    }

    func writeJob() throws {
        try JSONSerialization.data(withJSONObject: job).write(to: URL(fileURLWithPath: path("job.json5")))
    }

    func path(_ name: String) -> String { dataset.scratch(name) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func run(day: Int, _ arguments: String...) throws -> (ToolRun, [String: Any]) {
        let instant = "2027-01-\(day < 10 ? "0" : "")\(day)T02:00:00Z"
        let run = try dataset.tool.run(["run", "job.json5", "--json", "--now", instant] + arguments)
        let report = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any]
        return (run, report ?? [:])
    }

    /// Changes the title of the dataset, which is in every release.
    func change(_ title: String) throws {
        let text = String(decoding: try dataset.bytes(of: "dataset.json"), as: UTF8.self)
        var value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        value["title"] = title
        try dataset.write(
            String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self), to: "dataset.json")
    }

    func release(_ channel: String = "public") throws -> String {
        let name = try FileManager.default.destinationOfSymbolicLink(
            atPath: path("repository/\(channel)/current/latest"))
        return (name as NSString).lastPathComponent
    }
}

@Suite struct RunTests {
    @Test func releasedThenUnchanged() throws {
        let rehearsal = try Rehearsal()
        let (first, report) = try rehearsal.run(day: 1)
        #expect(first.exitCode == 0 && report["result"] as? String == "released", "\(first.text)")
        let release = try rehearsal.release()
        let (second, unchanged) = try rehearsal.run(day: 2)
        #expect(second.exitCode == 0 && unchanged["result"] as? String == "unchanged", "\(second.text)")
        #expect(try rehearsal.release() == release)
        // That somebody looked is there for everybody.
        #expect(try rehearsal.text("repository/public/index.json").contains("\"updated_at\": \"2027-01-02T02:00:00Z\""))
        let health = try rehearsal.text("repository/public/health.json")
        #expect(health.contains("\"result\": \"success\"") && health.contains("2027-01-02T02:00:00Z"))
        let sums = try rehearsal.dataset.tool.run(program: [
            "sh", "-c", "cd repository/public && sha256sum -c SHA256SUMS",
        ])
        #expect(sums.exitCode == 0, "\(sums.text)")
        let metrics = try rehearsal.text("repository/state/metrics.prom")
        #expect(metrics.contains("caseexport_last_run_success{repository=\"repository\"} 1\n"), "\(metrics)")
        let mode = try FileManager.default.attributesOfItem(atPath: rehearsal.path("repository/state/public.log-key"))
        #expect((mode[.posixPermissions] as? Int) == 0o600)
    }

    @Test func refusedThenAccepted() throws {
        var rehearsal = try Rehearsal()
        rehearsal.job["gates"] = ["minimumRows": ["persons": 1000]]
        try rehearsal.writeJob()
        let (refused, report) = try rehearsal.run(day: 1)
        #expect(refused.exitCode == 1 && report["result"] as? String == "refused", "\(refused.text)")
        let kept = try #require(report["kept_at"] as? String)
        #expect(FileManager.default.fileExists(atPath: rehearsal.path(kept) + "/reason.json"))
        #expect(try rehearsal.dataset.tool.run("status", "repository", "--now", "2027-01-01T03:00:00Z").exitCode == 1)
        // The same again is kept once.
        let (_, again) = try rehearsal.run(day: 2)
        #expect(again["kept_at"] as? String == kept)
        let (accepted, _) = try rehearsal.run(day: 3, "--accept", "so few are known")
        #expect(accepted.exitCode == 0, "\(accepted.text)")
        let record = try rehearsal.text("repository/public/latest/release.json")
        #expect(record.contains("so few are known") && record.contains("the gate asks for 1000"))
    }

    @Test func dryRunSaysWhatBecomesPublicAndWritesNothing() throws {
        let rehearsal = try Rehearsal()
        try rehearsal.dataset.append(
            "acc_9001,per_0001,,sealed,sub-judice,,,2027-02-01,release,,,", to: "access_rules.csv")
        let run = try rehearsal.dataset.tool.run("run", "job.json5", "--dry-run", "--now", "2027-01-01T02:00:00Z")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.standardOutput.contains("2027-02-02 public: becomes public: per_0001; rows: "), "\(run.text)")
        #expect(!FileManager.default.fileExists(atPath: rehearsal.path("repository")))
    }

    @Test func commandsAreToldAndTheirFailureIsNoneOfTheRun() throws {
        var rehearsal = try Rehearsal()
        rehearsal.job["notify"] = [
            "success": ["sh", "-c", "cat > told; echo $CASEEXPORT_RESULT >> told; exit 3"],
            "failure": ["sh", "-c", "sleep 60"], "timeout": "1s",
        ]
        try rehearsal.writeJob()
        let (run, _) = try rehearsal.run(day: 1)
        #expect(run.exitCode == 0 && run.standardError.contains("event=not-told"), "\(run.text)")
        let told = try rehearsal.text("told")
        #expect(told.contains("\"result\": \"released\"") && told.hasSuffix("released\n"), "\(told)")
        try rehearsal.dataset.remove("dataset.json")
        let (failed, _) = try rehearsal.run(day: 2)
        #expect(
            failed.exitCode != 0 && failed.standardError.contains("more than 1 second and was ended"), "\(failed.text)")
    }

    @Test func repositoryOfAnotherDatasetIsRefused() throws {
        let rehearsal = try Rehearsal()
        _ = try rehearsal.run(day: 1)
        let text = String(decoding: try rehearsal.dataset.bytes(of: "dataset.json"), as: UTF8.self)
        try rehearsal.dataset.write(
            text.replacingOccurrences(of: "https://w3id.org/caseexport/example/", with: "https://example.org/other/"),
            to: "dataset.json")
        let (run, _) = try rehearsal.run(day: 2)
        #expect(run.exitCode == 2 && run.standardError.contains("give it a repository of its own"), "\(run.text)")
    }

    @Test func folderOfSomethingElseIsLeftAlone() throws {
        let rehearsal = try Rehearsal()
        let folder = rehearsal.path("repository")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))
        let (run, _) = try rehearsal.run(day: 1)
        #expect(run.exitCode == 2 && run.standardError.contains("has notes.txt in it"), "\(run.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["notes.txt"])
    }

    // MARK: Verifying a repository

    @Test func wholeRepositoryVerifies() throws {
        let rehearsal = try Rehearsal()
        _ = try rehearsal.run(day: 1)
        try Data(contentsOf: URL(fileURLWithPath: rehearsal.path("repository/public/log/checkpoint")))
            .write(to: URL(fileURLWithPath: rehearsal.path("kept")))
        try rehearsal.change("Another title")
        _ = try rehearsal.run(day: 2)
        let run = try rehearsal.dataset.tool.run("verify", "repository", "--since", "kept")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.standardOutput.contains("channel of 2 releases, log of 2"))
        // A copy of the channel alone, with files in place of links, as a mirror has it.
        let copy = try rehearsal.dataset.tool.run(program: ["cp", "-rL", "repository/public", "mirror"])
        #expect(copy.exitCode == 0)
        let mirror = try rehearsal.dataset.tool.run("verify", "mirror", "--since", "kept")
        #expect(mirror.exitCode == 0, "\(mirror.text)")
    }

    static let damages: [(String, String)] = [
        ("rm repository/public/releases/*/*.zip", "release-missing"),
        ("truncate -s -1 repository/public/releases/*/*.zip", "release-differs"),
        ("sed -i s/^../00/ repository/public/releases/*/*.sha256", "release-differs"),
        (
            "sed -i 's/\"warnings\": [0-9]*/\"warnings\": 77/' repository/public/releases/*/release.json",
            "release-differs"
        ),
        ("rm repository/public/releases/*/release.json", "release-missing"),
        ("rm repository/public/releases/*/*.tlog-proof", "release-missing"),
        ("sed -i 's/^index 0/index 1/' repository/public/releases/*/*.tlog-proof", "log-proof"),
        ("cp -r repository/public/releases/* repository/public/releases/20200101T000000Z-0000", "release-unlisted"),
        ("echo '{' > repository/public/current/versions.json", "repository-document"),
        ("sed -i 's/\"log_index\": 0/\"log_index\": 5/' repository/public/current/versions.json", "release-unlogged"),
        ("echo 00 > repository/public/current/SHA256SUMS", "repository-document"),
        ("sed -i 's/\"latest\": \"2/\"latest\": \"3/' repository/public/current/index.json", "repository-document"),
        ("rm -r repository/public/log/tile", "log-tile"),
        ("rm repository/public/current/checkpoint", "log-checkpoint"),
        ("echo '{\"run\":\"x\",\"steps\":[]}' > repository/state/commit.json", "repository-incomplete"),
        ("rm repository/ocfl/*/*/*/*/inventory.json", "ocfl-e063"),
    ]

    @Test(arguments: damages)
    func damageIsFound(command: String, code: String) throws {
        let rehearsal = try Rehearsal()
        _ = try rehearsal.run(day: 1)
        let damage = try rehearsal.dataset.tool.run(program: ["sh", "-c", command])
        try #require(damage.exitCode == 0, "\(damage.text)")
        let run = try rehearsal.dataset.tool.run("verify", "repository", "--json")
        #expect(run.standardOutput.contains("\"code\": \"\(code)\""), "\(run.text.prefix(3000))")
        #expect(run.exitCode == (code == "repository-incomplete" || code == "release-unlisted" ? 0 : 1))
    }

    /// Whoever has the key can write the log anew, and everything fits; but for what somebody kept.
    @Test func rewrittenHistoryIsTold() throws {
        let rehearsal = try Rehearsal()
        _ = try rehearsal.run(day: 1)
        let tool = rehearsal.dataset.tool
        #expect(try tool.run(program: ["cp", "repository/public/log/checkpoint", "kept"]).exitCode == 0)
        let anew = "mv repository old && mkdir -p repository/state && cp old/state/*.log-key repository/state/"
        #expect(try tool.run(program: ["sh", "-c", anew]).exitCode == 0)
        try rehearsal.change("What nobody is to remember")
        _ = try rehearsal.run(day: 1)
        #expect(try tool.run("verify", "repository").exitCode == 0)
        let run = try tool.run("verify", "repository", "--since", "kept", "--json")
        #expect(
            run.exitCode == 1 && run.standardOutput.contains("\"code\": \"log-rewritten\""), "\(run.text.prefix(2000))")
    }
}
