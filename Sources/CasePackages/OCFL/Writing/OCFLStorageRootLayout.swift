import CaseBytes
package import CaseFiles
import CaseModel

/// How a storage root's folders follow from the ids of its objects: a registered extension of OCFL.
package struct OCFLStorageRootLayout: Sendable, Equatable {
    /// As it is registered.
    package let name: String
    private let description: String
    private let parameters: [JSON.Member]

    /// An object's folder is called as its id (extension 0002), which is letters in lower case, digits, `.`, `_` and
    /// `-`. Such an id is no URI, which OCFL recommends (W005).
    package static let flatDirect = OCFLStorageRootLayout(
        name: "0002-flat-direct-storage-layout",
        description: "The folder of an object is called as its id, right in the storage root.", parameters: [])

    /// An object's folder is called as its id with `%` escapes, in folders called as parts of the id's SHA-256
    /// (extension 0003), so that the id may be any.
    package static let hashAndID = OCFLStorageRootLayout(
        name: "0003-hash-and-id-n-tuple-storage-layout",
        description:
            "The folder of an object is called as its id with escapes, in three folders of three digits of the id's SHA-256.",
        parameters: [
            .init(key: "digestAlgorithm", value: .string("sha256")), .init(key: "tupleSize", value: .integer(3)),
            .init(key: "numberOfTuples", value: .integer(3)),
        ])

    /// The path of an object's folder in the storage root; nil where the layout has none for such an id.
    package func folder(of id: String) -> String? {
        self == .flatDirect ? (Self.isPlain(id) ? id : nil) : id.isEmpty ? nil : Self.hashedFolder(of: id)
    }

    private static func isPlain(_ id: String) -> Bool {
        let isFree = id.utf8.first != 0x2E && !id.isEmpty && !id.utf8.elementsEqual("extensions".utf8)
        return isFree && id.utf8.count <= 200
            && id.utf8.allSatisfy { isLower($0) || isDigit($0) || [0x2E, 0x5F, 0x2D].contains($0) }
    }

    private static func hashedFolder(of id: String) -> String {
        var digests = DigestComputation(DigestAlgorithms([.sha256]))
        Array(id.utf8).withUnsafeBytes { digests.update($0) }
        let digest = hexadecimal(digests.digest(.sha256) ?? [])
        var name = ""
        for byte in id.utf8 {
            let isKept = isAlphanumeric(byte) || byte == 0x2D || byte == 0x5F
            name += isKept ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte])
        }
        if name.utf8.count > 100 { name = name.prefix(100) + "-" + digest }
        let tuples = [digest.prefix(3), digest.dropFirst(3).prefix(3), digest.dropFirst(6).prefix(3)]
        return tuples.joined(separator: "/") + "/" + name
    }

    /// Writes a storage root of OCFL 1.1 without objects to a folder.
    ///
    /// - Parameter folder: is there, and empty.
    /// - Throws: `FileProblem`
    package func write(to folder: String) throws(FileProblem) {
        try makeDirectories("\(folder)/extensions/\(name)")
        let configuration = JSON.object([.init(key: "extensionName", value: .string(name))] + parameters)
        try writeFile(configuration.pretty(), to: "\(folder)/extensions/\(name)/config.json")
        let layout = JSON.object(["description": .string(description), "extension": .string(name)])
        try writeFile(layout.pretty(), to: "\(folder)/ocfl_layout.json")
        // Last: with it, the folder is a storage root.
        try writeFile(Array("ocfl_1.1\n".utf8), to: "\(folder)/0=ocfl_1.1")
    }
}
