import CaseFiles

/// An update of an object that was interrupted between the renames that `OCFLStaging.finish` gave back: the new version's
/// folder has its name, and the object's inventory, or the file beside it, is still the one before.
package struct OCFLInterruptedUpdate {
    /// The version that is there, and that the object's inventory does not have.
    package let versionNumber: Int
    private let files: OCFLObjectFiles

    /// - Returns: nil where the object is as an update leaves it, or is not there.
    /// - Throws: `PackageProblem` where it is neither that nor half updated; `FileProblem` where it cannot be read.
    package init?(of object: String, inventoryLimit: Int = 64 << 20) throws {
        guard isThere(object) else { return nil }
        let numbers = try directoryNames(object).compactMap { name in
            OCFLVersionName(name.utf8).flatMap { $0.paddedWidth == 0 ? $0.number : nil }
        }
        guard let last = numbers.max(), last > 0 else {
            throw OCFLObjectFiles.interrupted(object, "it has no version")
        }
        let root = try OCFLObjectFiles(in: object, limit: inventoryLimit)
        let version = try OCFLObjectFiles(in: "\(object)/v\(last)", limit: inventoryLimit)
        if root.inventory == version.inventory, root.sidecar == version.sidecar { return nil }
        guard version.isSound, last > 1 else {
            throw OCFLObjectFiles.interrupted(object, "the inventory of v\(last) is not what the file beside it says")
        }
        let before = try OCFLObjectFiles(in: "\(object)/v\(last - 1)", limit: inventoryLimit)
        guard [before.inventory, version.inventory].contains(root.inventory),
            [before.sidecar, version.sidecar].contains(root.sidecar)
        else {
            throw OCFLObjectFiles.interrupted(
                object, "its inventory is neither that of v\(last) nor of the version before")
        }
        versionNumber = last
        files = version
    }

    /// Writes what is missing to a folder.
    ///
    /// - Parameter folder: is there, and empty.
    /// - Returns: what has to be renamed, in this order.
    /// - Throws: `FileProblem`
    package func stage(in folder: String) throws -> [OCFLRename] {
        try writeFile(files.sidecar, to: "\(folder)/\(OCFLObjectFiles.sidecarName)")
        try writeFile(files.inventory, to: "\(folder)/\(OCFLObjectFiles.inventoryName)")
        return [OCFLObjectFiles.sidecarName, OCFLObjectFiles.inventoryName].map {
            OCFLRename(staged: $0, final: $0)
        }
    }
}
