import Crypto
import Foundation

/// The SHA-256 digests of all files below a directory, by their paths relative to it, and its directories.
package func fileDigests(of directory: String) throws -> [String: String] {
    var digests: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory + "/" + name, isDirectory: &isDirectory) else {
            continue
        }
        if isDirectory.boolValue {
            digests[name] = "directory"
        } else {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
            digests[name] = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        }
    }
    return digests
}
