import CaseFiles

/// A new version of an object, planned: which files have to be stored, and what its inventory says.
///
/// Nothing of the object changes until the caller carries out what `OCFLStaging.finish` gives back.
package struct OCFLObjectUpdate {
    /// The version's number, from 1.
    package let versionNumber: Int
    /// The files whose content no earlier version has, each content once, in the order of their paths.
    package let newFiles: [OCFLFile]
    let inventory: OCFLInventory
    let inventoryLimit: Int

    /// The version's folder, and what its name is in the inventory: `v3`.
    package var versionName: String { "v\(versionNumber)" }

    /// How many bytes have to be stored.
    package var newByteCount: Int { newFiles.reduce(0) { $0 + $1.byteCount } }

    /// - Parameters:
    ///   - object: the folder of the object; nil for a new one.
    ///   - id: the object's; the inventory has to have the same.
    ///   - state: every file of the version, in any order.
    ///   - inventoryLimit: how many bytes an inventory may have: it holds every version's files, and whoever verifies
    ///     the object has to read it.
    /// - Throws: `PackageProblem` where the object is none that is written here, was left half updated, or cannot have
    ///   the state; `FileProblem` where it cannot be read.
    package init(
        of object: String?, id: String, note: OCFLVersionNote, state: [OCFLFile], inventoryLimit: Int = 64 << 20
    ) throws {
        var inventory = OCFLInventory(id: id)
        if let object { inventory = try Self.inventory(of: object, id: id, limit: inventoryLimit) }
        let stored = try inventory.append(note, state: state)
        versionNumber = inventory.versions.count
        newFiles = stored.map { state[$0] }
        self.inventory = inventory
        self.inventoryLimit = inventoryLimit
        if let object, isThere("\(object)/v\(versionNumber)") {
            throw OCFLObjectFiles.interrupted(
                object, "there is a folder v\(versionNumber) that its inventory does not have")
        }
    }

    /// Reads the inventory of an object that a version is added to.
    private static func inventory(of object: String, id: String, limit: Int) throws -> OCFLInventory {
        guard isPlainFile("\(object)/0=ocfl_object_1.1") else {
            throw PackageProblem(
                path: object, message: "\(object) is no object of OCFL 1.1: it has no file 0=ocfl_object_1.1",
                hint: "move the folder away, and a new object is begun")
        }
        let files = try OCFLObjectFiles(in: object, limit: limit)
        guard files.isSound else {
            throw OCFLObjectFiles.interrupted(object, "its inventory has another digest than the file beside it says")
        }
        let inventory = OCFLInventory(parsing: files.inventory)
        if let reason = inventory.obstacle() {
            throw PackageProblem(
                path: object, message: "no version can be added to the object \(object): \(reason)",
                hint: "verify it to see what is wrong, or move it away, and a new object is begun")
        }
        guard inventory.id == Array(id.utf8) else {
            throw PackageProblem(
                path: object,
                message: "the object \(object) has the id \(shown(inventory.id ?? [])), not \(shown(Array(id.utf8)))",
                hint: "move the folder away, and a new object is begun")
        }
        return inventory
    }
}

/// The inventory of a folder and its sidecar, as they are there.
struct OCFLObjectFiles {
    static let inventoryName = "inventory.json"
    static let sidecarName = "inventory.json.sha512"

    let inventory: [UInt8]
    let sidecar: [UInt8]

    /// - Throws: `FileProblem`
    init(in folder: String, limit: Int) throws(FileProblem) {
        inventory = try readFile("\(folder)/\(Self.inventoryName)", limit: limit)
        sidecar = try readFile("\(folder)/\(Self.sidecarName)", limit: 4096)
    }

    /// Whether the inventory has the digest that its sidecar says.
    var isSound: Bool {
        guard let stated = OCFLSidecar(parsing: sidecar).flatMap({ OCFLAlgorithms.digest($0.digest) }) else {
            return false
        }
        var digests = DigestComputation(DigestAlgorithms([.sha512]))
        inventory.withUnsafeBytes { digests.update($0) }
        return digests.digest(.sha512) == stated
    }

    /// What a sidecar holds.
    static func sidecar(_ sha512: String) -> [UInt8] { Array("\(sha512)  \(inventoryName)\n".utf8) }

    static func interrupted(_ object: String, _ reason: String) -> PackageProblem {
        PackageProblem(
            path: object, message: "the object \(object) was left half updated: \(reason)",
            hint: "finish the update first, or verify the object to see what is wrong")
    }
}
