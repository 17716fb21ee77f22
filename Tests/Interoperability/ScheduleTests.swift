import CaseTesting
import Foundation
import Testing

/// A schedule played through, with readers that know nothing of the tool; Scripts/nights plays more of it.
@Suite struct ScheduleTests {
    /// Rows added, corrected, retracted, restricted, an embargo that ends, a schema that gains a column, a table emptied
    /// by accident, a database that is down, a disk that fills, runs that are killed, two runs at once; and at the end
    /// two other validators of OCFL.
    @Test func nights() throws {
        let scratch = try TemporaryDirectory()
        try PythonRunner.expectSuccess(
            "schedule/nights.py", ["--tool", ToolRunner.tool, "--folder", scratch.path], timeout: .seconds(600))
        try PythonRunner.expectSuccess(
            "packages/check_ocfl.py", [scratch.path + "/repository/ocfl"], in: .packages, timeout: .seconds(300))
    }

    @Test func kills() throws {
        let scratch = try TemporaryDirectory()
        try PythonRunner.expectSuccess(
            "schedule/kills.py", ["--tool", ToolRunner.tool, "--folder", scratch.path, "--kills", "12"],
            timeout: .seconds(600))
    }
}
