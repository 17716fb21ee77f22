import CaseTesting
import Foundation
import Testing

/// `Scripts/schedule/` before the programs that read such files.
@Suite struct ScheduleFilesTests {
    private static let folder = ToolRunner.packageRoot + "/Scripts/schedule"

    @Test func accepted() throws {
        try PythonRunner.expectSuccess("schedule/units.py", Self.folder, ToolRunner.tool)
    }

    static let damages: [(file: String, text: String, other: String)] = [
        ("caseexport@.service", "ProtectSystem=strict", "ProtectSystem=severe"),
        ("caseexport@.service", "caseexport run", "caseexport rum"),
        ("caseexport@.service", "CapabilityBoundingSet=\nAmbientCapabilities=\n", ""),
        ("caseexport@.service", "OnFailure=caseexport-failed@", "OnFailure=caseexport/failed@"),
        ("caseexport@.timer", "02:00:00 UTC", "26:00:00 UTC"),
        ("caseexport.logrotate", "monthly", "mothly"),
        ("caseexport.cron", "0 2 * * *", "0 26 * * *"),
        ("caseexport.cron", "caseexport run", "caseexport rum"),
    ]

    @Test(arguments: damages.indices) func damageIsFound(_ index: Int) throws {
        let (file, text, other) = Self.damages[index]
        let directory = try TemporaryDirectory()
        let copy = directory("schedule")
        try FileManager.default.copyItem(atPath: Self.folder, toPath: copy)
        var content = String(decoding: try directory.read("schedule/" + file), as: UTF8.self)
        content.replaceSubrange(try #require(content.firstRange(of: text)), with: other)
        try directory.write(content, to: "schedule/" + file)
        try PythonRunner.expectFailure("schedule/units.py", copy, ToolRunner.tool)
    }
}
