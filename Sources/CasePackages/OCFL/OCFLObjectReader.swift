import CaseArchive
import CaseBytes
package import CaseFiles

/// Reads an object that is written here: what each of its versions has, and the content of it.
package struct OCFLObjectReader {
    /// The object's folder.
    package let path: String
    private let inventory: OCFLInventory

    /// - Throws: `PackageProblem` where its inventory is damaged, or none that is written here; `FileProblem` where it
    ///   cannot be read.
    package init(_ path: String, inventoryLimit: Int = 64 << 20) throws {
        self.path = path
        let files = try OCFLObjectFiles(in: path, limit: inventoryLimit)
        guard files.isSound else {
            throw Self.problem(path, "its inventory has another digest than the file beside it says")
        }
        inventory = OCFLInventory(parsing: files.inventory)
        if let reason = inventory.obstacle() { throw Self.problem(path, reason) }
    }

    private static func problem(_ path: String, _ reason: String) -> PackageProblem {
        PackageProblem(
            path: path, message: "the object \(path) cannot be read: \(reason)",
            hint: "verify it to see what is wrong, and take what is damaged from a copy")
    }

    /// Versions are numbered from 1 to this.
    package var versionCount: Int { inventory.versions.count }

    /// The digests of a version's files, by their logical paths.
    package func state(of version: Int) -> [String: String] {
        var state: [String: String] = [:]
        for entry in inventory.versions[version - 1].state {
            let path = String(decoding: inventory.logicalPaths[Int(entry.path)], as: UTF8.self)
            state[path] = String(decoding: inventory.digests[Int(entry.digest)], as: UTF8.self)
        }
        return state
    }

    /// Where content of a digest is, from the object's folder on; nil where the object has none.
    package func contentPath(of sha512: String) -> String? {
        guard let number = inventory.digests.number(of: Array(sha512.utf8)) else { return nil }
        let sample = inventory.samplePaths[number]
        guard sample != OCFLInventory.none else { return nil }
        return String(decoding: inventory.contentPaths[Int(sample)], as: UTF8.self)
    }

    /// Opens content of a digest.
    ///
    /// - Throws: `PackageProblem` where the inventory has none; `FileProblem` where it cannot be opened.
    package func open(_ sha512: String) throws -> Descriptor {
        guard let content = contentPath(of: sha512) else {
            throw PackageProblem(
                path: path, message: "the object \(path) has no content of the digest \(sha512)",
                hint: "verify it to see what is wrong")
        }
        return try .reading("\(path)/\(content)", below: path)
    }
}
