import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

extension OCFLObject {
    /// Compares the inventory of a version with that of the object (OCFL 1.1, section 3.7).
    ///
    /// - Parameter later: the specification that the versions behind it follow.
    func compare(
        _ document: Document, _ version: VersionFolder, with current: OCFLInventory, later: OCFLSpecification?
    ) {
        let inventory = document.inventory
        let path = check.tree.paths[document.number]
        if inventory.head.map({ $0 != version.key }) ?? false {
            check.report(
                .ocflE040, path, "its head is not the version whose directory it is in",
                expected: String(escaping: version.key), found: inventory.head.map { String(escaping: $0) })
        }
        if let id = inventory.id, let other = current.id, id != other {
            check.report(
                .ocflE037, path, "its id is another than the object's", expected: String(escaping: other),
                found: String(escaping: id))
            if current.isOf1_1 { check.report(.ocflE110, path, "its id is another than the object's") }
        }
        if inventory.isContentDirectorySet != current.isContentDirectorySet {
            check.report(.ocflE019, path, "contentDirectory is not set in all versions alike")
        }
        if inventory.contentDirectory != current.contentDirectory {
            check.report(
                .ocflE020, path, "its contentDirectory is another than the object's",
                expected: String(escaping: current.contentDirectory),
                found: String(escaping: inventory.contentDirectory))
            if !inventory.isContentDirectorySet || current.isContentDirectorySet {
                check.report(.ocflE019, path, "the object's contentDirectory is not that of its first version")
            }
        }
        if let specification = inventory.specification, let later, later < specification {
            check.report(
                .ocflE103, path, "it follows OCFL \(specification), and a version behind it OCFL \(later)",
                expected: later.description, found: specification.description)
        }
        for old in inventory.usableVersions {
            guard let index = currentVersions[old.key] else {
                check.report(.ocflE066, path, "the object's inventory has no version \(shown(old.key))")
                continue
            }
            compareWords(old, current.versions[index], path)
            compareStates(old, inventory, current.versions[index], current, path)
        }
    }

    private func compareWords(
        _ old: OCFLInventory.Version, _ new: OCFLInventory.Version, _ path: ArraySlice<UInt8>
    ) {
        let differing = [
            old.created == new.created ? nil : "created", old.message == new.message ? nil : "message",
            old.user == new.user ? nil : "user",
        ].compactMap(\.self)
        for key in differing {
            check.report(.ocflW011, path, "\(key) of \(shown(old.key)) is another than in the object's inventory")
        }
    }

    // MARK: States

    /// Whether two inventories say the same of a version's files. Both states are sorted by their paths.
    private func compareStates(
        _ old: OCFLInventory.Version, _ oldInventory: OCFLInventory, _ new: OCFLInventory.Version,
        _ newInventory: OCFLInventory, _ path: ArraySlice<UInt8>
    ) {
        guard old.hasState, new.hasState else { return }
        var (first, second) = (0, 0)
        while first < old.state.count || second < new.state.count {
            let a = first < old.state.count ? oldInventory.logicalPaths[Int(old.state[first].path)] : nil
            let b = second < new.state.count ? newInventory.logicalPaths[Int(new.state[second].path)] : nil
            let order = a.flatMap { a in b.map { OCFLPathOrder.compare(a, $0) } } ?? (a == nil ? 1 : -1)
            if order == 0 {
                if !isSame(old.state[first].digest, oldInventory, new.state[second].digest, newInventory) {
                    check.report(
                        .ocflE066, path,
                        "in \(shown(old.key)), \(shown(a ?? [])) is another file than in the object's inventory")
                }
                first += 1
                second += 1
            } else {
                check.report(
                    .ocflE066, path,
                    order < 0
                        ? "in \(shown(old.key)), it has \(shown(a ?? [])), and the object's inventory has not"
                        : "in \(shown(old.key)), the object's inventory has \(shown(b ?? [])), and it has not")
                if order < 0 { first += 1 } else { second += 1 }
            }
        }
    }

    /// Whether digests of two inventories are of the same content. Those of different algorithms are compared by a
    /// content path of the older one.
    private func isSame(
        _ old: UInt32, _ oldInventory: OCFLInventory, _ new: UInt32, _ newInventory: OCFLInventory
    ) -> Bool {
        if oldInventory.algorithmName == newInventory.algorithmName {
            return Self.isSameDigest(oldInventory.digests[Int(old)], newInventory.digests[Int(new)])
        }
        let sample = oldInventory.samplePaths[Int(old)]
        // A digest that is not in its manifest, or a path that the object does not have, is reported as such.
        guard sample != OCFLInventory.none,
            let number = newInventory.contentPaths.number(of: Array(oldInventory.contentPaths[Int(sample)])),
            newInventory.contentDigests[number] != OCFLInventory.none
        else { return true }
        return Self.isSameDigest(
            newInventory.digests[Int(newInventory.contentDigests[number])], newInventory.digests[Int(new)])
    }

    private static func isSameDigest(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        if a.elementsEqual(b) { return true }
        return a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 | 0x20 >= 0x61) }
    }
}

/// A digest as text.
func hexadecimalText(_ digest: [UInt8]) -> String { hexadecimal(digest) }
