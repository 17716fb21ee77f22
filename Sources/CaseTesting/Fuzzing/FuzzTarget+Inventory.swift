import CaseModel
import CasePackages

extension FuzzTarget {
    /// Inventories of OCFL objects, and the files beside them.
    static let inventory = FuzzTarget("inventory") { bytes in
        let inventory = OCFLInventory(parsing: bytes)
        let again = OCFLInventory(parsing: bytes)
        try requireEqual(again.problemCount, inventory.problemCount, "it has another number of problems a second time")
        if let sidecar = OCFLSidecar(parsing: bytes) {
            let written = OCFLSidecar(parsing: Array(sidecar.digest) + Array(" inventory.json\n".utf8))
            try require(written?.digest == sidecar.digest, "a sidecar that was written is read otherwise")
        }
        guard inventory.problemCount == 0 else { return }
        let document: JSON
        do throws(JSONProblem) {
            document = try JSON(parsing: bytes)
        } catch {
            throw FuzzFailure("an inventory without a problem is no JSON: \(error.description)")
        }
        try requireEqual(
            inventory.counts.versions, document["versions"]?.members?.count ?? -1, "it has another number of versions")
        let paths = (document["manifest"]?.members ?? []).flatMap { $0.value.items ?? [] }.compactMap(\.text)
        try requireEqual(
            inventory.counts.contentPaths, Set(paths.map { Array($0.utf8) }).count, "it has another number of paths")
        try require(
            inventory.id.map { $0 == document["id"]?.text.map { Array($0.utf8) } } ?? false, "it has another id")
    }
}
