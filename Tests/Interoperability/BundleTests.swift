import CaseTesting
import Foundation
import Testing

/// Bundles as the tool makes them, read by programs that other people wrote.
@Suite struct BundleTests {
    /// The reference case with two documents, bundled, signed, and unpacked by others.
    private struct Bundle {
        let dataset: ExampleDataset
        let path: String
        let bag: String

        init(_ name: String, profile: String = "public") throws {
            dataset = try ExampleDataset()
            try Self.addDocuments(to: dataset)
            let tool = dataset.tool
            try Self.run(tool, ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"])
            let bundled = try tool.run(
                "bundle", "cases", "--output", name, "--sign", "key", "--profile", profile, "--quiet")
            try #require(bundled.exitCode == 0, "\(bundled.text)")
            path = dataset.scratch.path + "/" + name
            let folder = dataset.scratch.path + "/unpacked"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Self.run(
                tool,
                name.hasSuffix(".zip")
                    ? ["unzip", "-q", path, "-d", folder] : ["tar", "--extract", "--file", path, "--directory", folder])
            let folders = try FileManager.default.contentsOfDirectory(atPath: folder)
            try #require(folders == ["example-\(profile)-20261121T000000Z"])
            bag = folder + "/" + folders[0]
        }

        static func run(_ tool: ToolRunner, _ program: [String]) throws {
            let run = try tool.run(program: program)
            try #require(run.exitCode == 0, "\(program): \(run.text)")
        }

        /// One that is compressed, and one that is not.
        private static func addDocuments(to dataset: ExampleDataset) throws {
            let folder = dataset.file("documents/reports")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var files = "id,document_id,path,media_type,byte_count,sha256\n"
            let texts = [
                ("a.txt", "text/plain", "A report.\n"), ("b.png", "image/png", String(repeating: "x", count: 3000)),
            ]
            for (number, (name, type, text)) in texts.enumerated() {
                try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
                let sum = try dataset.tool.run(program: ["sha256sum", folder + "/" + name]).standardOutput.prefix(64)
                files += "fil_\(number),doc_0001,reports/\(name),\(type),\(text.utf8.count),\(sum)\n"
            }
            try dataset.write(files, to: "files.csv")
        }
    }

    /// What each of `check_package.py` and `check_crate.py` knows, on a bundle with everything in it.
    @Test(arguments: ["public", "preservation"])
    func validators(profile: String) throws {
        let bundle = try Bundle("x.zip", profile: profile)
        for check in PackageTests.checks where check != "datacite" {
            try PythonRunner.expectSuccess(
                check == "crate" ? "packages/check_crate.py" : "packages/check_package.py",
                check == "crate" ? [bundle.bag] : [check, bundle.bag], in: .packages)
        }
    }

    @Test(arguments: ["x.zip", "x.tar", "x.tar.gz"])
    func archives(name: String) throws {
        let bundle = try Bundle(name)
        let tool = bundle.dataset.tool
        for program in [
            ["sha256sum", "--check", "--quiet", name + ".sha256"], ["bsdtar", "-tf", name],
            name.hasSuffix(".zip") ? ["unzip", "-tqq", name] : ["tar", "--list", "--file", name],
            name.hasSuffix(".gz") ? ["gzip", "--test", name] : ["true"],
        ] { try Bundle.run(tool, program) }
        // 2026-11-21T00:00:00Z.
        let folder = (bundle.bag as NSString).deletingLastPathComponent
        try PythonRunner.expectSuccess("check_archive.py", bundle.path, folder, "1795219200")
        #expect(try Data(contentsOf: URL(fileURLWithPath: bundle.bag + "/data/documents/reports/a.txt")).count == 10)
    }

    @Test func signatures() throws {
        let bundle = try Bundle("x.zip")
        let key = try String(contentsOfFile: bundle.dataset.scratch.path + "/key.pub", encoding: .utf8)
        try "keeper@example.org namespaces=\"caseexport\" \(key)".write(
            toFile: bundle.dataset.scratch.path + "/signers", atomically: true, encoding: .utf8)
        for manifest in ["manifest-sha512.txt", "tagmanifest-sha512.txt"] {
            let verify =
                "ssh-keygen -Y verify -f signers -I keeper@example.org -n caseexport -s \"$0.sig\" <\"$0\""
            let command = ["sh", "-c", verify, bundle.bag + "/" + manifest]
            let run = try bundle.dataset.tool.run(program: command)
            #expect(run.standardOutput.hasPrefix("Good \"caseexport\" signature for keeper@example.org"), "\(run.text)")
            try "altered".write(toFile: bundle.bag + "/" + manifest, atomically: true, encoding: .utf8)
            #expect(try bundle.dataset.tool.run(program: command).exitCode != 0)
        }
    }

    /// The data of a bag is a dataset again, and a bundle of that has the same data.
    @Test func loadsAgain() throws {
        let bundle = try Bundle("x.zip", profile: "preservation")
        let tool = bundle.dataset.tool
        #expect(try tool.run("check", bundle.bag + "/data/csv").exitCode == 0)
        let again = try tool.run(
            "bundle", bundle.bag + "/data/csv", "--output", "again", "--profile", "preservation", "--quiet")
        #expect(again.exitCode == 0, "\(again.text)")
        let (before, after) = (
            try fileDigests(of: bundle.bag + "/data"), try fileDigests(of: "\(bundle.dataset.scratch.path)/again/data")
        )
        #expect(before.count > 30)
        #expect(before == after)
    }

    @Test func page() throws {
        let bundle = try Bundle("x.zip")
        try PythonRunner.expectSuccess("check_page.py", bundle.bag + "/data/ro-crate-preview.html")
    }
}
