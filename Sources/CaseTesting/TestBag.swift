import CaseBytes
package import CaseFiles
import Foundation

/// A small bag that a test makes, and spoils.
package struct TestBag {
    package var version = "1.0"
    package var encoding = "UTF-8"
    package var algorithms: [DigestAlgorithm] = [.sha512]
    /// Below `data/`, by the path behind it.
    package var payload: [String: [UInt8]] = ["a.txt": Array("first\n".utf8), "b/c.txt": Array("second\n".utf8)]
    /// Beside the payload; listed in the tag manifests.
    package var tags: [String: [UInt8]] = [:]
    /// As it is to stand in `bag-info.txt`; nil for none. `OXUM` stands for the payload's.
    package var info: String? = "Source-Organization: A test\nPayload-Oxum: OXUM\n"
    /// How a manifest writes a path.
    package var written: (String) -> String = { path in
        path.replacingOccurrences(of: "%", with: "%25").replacingOccurrences(of: "\n", with: "%0A")
            .replacingOccurrences(of: "\r", with: "%0D")
    }
    /// Changes a manifest, by its name, before the tag manifests are made.
    package var edit: (String, String) -> String = { $1 }

    package init() {}

    /// All files by their paths, with manifests.
    package func files() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, bytes) in payload { files["data/" + path] = bytes }
        let count = payload.values.reduce(0) { $0 + $1.count }
        files["bagit.txt"] = Array("BagIt-Version: \(version)\nTag-File-Character-Encoding: \(encoding)\n".utf8)
        files["bag-info.txt"] = info.map {
            Array($0.replacingOccurrences(of: "OXUM", with: "\(count).\(payload.count)").utf8)
        }
        files.merge(tags) { $1 }
        let listed = files
        for algorithm in algorithms {
            let name = "manifest-\(algorithm.name).txt"
            files[name] = Array(edit(name, manifest(of: listed.filter { $0.key.hasPrefix("data/") }, algorithm)).utf8)
        }
        let tagFiles = files.filter { !$0.key.hasPrefix("data/") }
        for algorithm in algorithms {
            let name = "tagmanifest-\(algorithm.name).txt"
            files[name] = Array(edit(name, manifest(of: tagFiles, algorithm)).utf8)
        }
        return files
    }

    private func manifest(of files: [String: [UInt8]], _ algorithm: DigestAlgorithm) -> String {
        files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\(Self.digest($0.value, algorithm))  \(written($0.key))\n" }.joined()
    }

    /// In hexadecimal.
    package static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> String {
        var digests = DigestComputation(DigestAlgorithms([algorithm]))
        bytes.withUnsafeBytes { digests.update($0) }
        return hexadecimal(digests.digest(algorithm) ?? [])
    }

    /// Writes the bag into a folder of a directory.
    ///
    /// - Parameter change: is given the files before they are written, manifests too.
    @discardableResult
    package func write(
        to directory: TemporaryDirectory, as name: String = "bag",
        changing change: (inout [String: [UInt8]]) -> Void = { _ in }
    ) throws -> String {
        var files = files()
        change(&files)
        try FileManager.default.createDirectory(atPath: directory(name + "/data"), withIntermediateDirectories: true)
        for (path, bytes) in files { try directory.write(bytes, to: name + "/" + path) }
        return directory(name)
    }
}
