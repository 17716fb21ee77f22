import CaseModel
import CasePackages
package import CaseReleases
import CaseStore
import Foundation

/// A copy of the reference case's release in every format, in a directory of its own, to be spoilt.
package struct DeepRelease: Sendable {
    private let scratch: TemporaryDirectory

    package var path: String { scratch("release") }

    /// The release, made once.
    private static let original = Task {
        let directory = try TemporaryDirectory()
        let store = try datasetStore(at: ExampleDataset.original)
        let result = try await bundle(store, .all, to: directory("release"))
        guard result.isPublished else { throw ToolFailure("the reference case was not bundled") }
        return directory
    }

    package init() async throws {
        scratch = try TemporaryDirectory()
        let original = try await Self.original.value
        try FileManager.default.copyItem(atPath: original("release"), toPath: path)
    }

    /// Replaces the first place at which a text stands in a file.
    package func replace(_ text: String, with other: String, in file: String) throws {
        try change(file) { bytes in
            guard let range = Data(bytes).range(of: Data(text.utf8)) else {
                throw ToolFailure("\(file) does not hold \(text)")
            }
            bytes.replaceSubrange(range, with: Array(other.utf8))
        }
    }

    /// Changes the lines of a file, which are without their ends.
    package func changeLines(of file: String, _ body: (inout [ArraySlice<UInt8>]) -> Void) throws {
        try change(file) { bytes in
            var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            body(&lines)
            bytes = Array(lines.joined(separator: [0x0A]))
        }
    }

    package func change(_ file: String, _ body: (inout [UInt8]) throws -> Void) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        var bytes = [UInt8](try Data(contentsOf: url))
        try body(&bytes)
        try Data(bytes).write(to: url)
    }

    package func add(_ text: String, as file: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
    }

    package func remove(_ file: String) throws { try TestFile.remove(path + "/" + file) }

    package func verify() async throws -> VerificationOutcome { try await verifyDeep(path) }
}

/// Verifies what is at a path as deeply as there is.
package func verifyDeep(_ path: String) async throws -> VerificationOutcome {
    var options = VerificationOptions()
    options.level = .deep
    options.threads = 2
    return try await verify(path, options)
}
