import CaseFiles
package import CaseModel
import CasePackages

/// Puts together again, for the digest alone, every file that a storage root keeps as a difference, and holds it against
/// the manifest of its release. What is wrong with the files of the storage root themselves, an OCFL validator finds.
///
/// - Throws: `Interrupted`
package func verifyDifferences(of storageRoot: String, to findings: inout FindingList) throws {
    guard let root = try? StorageRootReleases(of: storageRoot) else { return }
    for path in (try? root.objects()) ?? [] {
        // An object that cannot be read was reported, with what is wrong with it.
        guard let object = try? OCFLObjectReader(path) else { continue }
        var verification = DifferenceVerification(object, at: relativePath(of: path, below: root.path) ?? "")
        for version in 1...max(1, object.versionCount) where version <= object.versionCount {
            try verification.verify(version, to: &findings)
        }
    }
}

/// The differences of one object.
private struct DifferenceVerification {
    private let object: OCFLObjectReader
    /// From the storage root on.
    private let folder: String
    /// The same file of several versions is put together once.
    private var good: Set<String> = []

    init(_ object: OCFLObjectReader, at folder: String) {
        self.object = object
        self.folder = folder
    }

    mutating func verify(_ version: Int, to findings: inout FindingList) throws {
        guard ReleaseVersion.hasDifferences(object.state(of: version)) else { return }
        let restoration: ReleaseRestoration
        do {
            restoration = try ReleaseRestoration(object, version: version)
        } catch let error as Interrupted {
            throw error
        } catch {
            report("v\(version)", "\(error)", version, to: &findings)
            return
        }
        for (path, base, patch, sha512) in restoration.differing {
            let key = base + patch + (sha512 ?? "")
            if good.contains(key) { continue }
            do {
                try restoration.write(path, base, patch, to: nil)
                good.insert(key)
            } catch let error as Interrupted {
                throw error
            } catch {
                report(object.contentPath(of: patch) ?? "inventory.json", "\(error)", version, to: &findings)
            }
        }
    }

    private func report(_ path: String, _ message: String, _ version: Int, to findings: inout FindingList) {
        findings.append(
            Finding(
                .releaseNotRestorable, at: Place(member: Array("\(folder)/\(path)".utf8)), "in v\(version), \(message)")
        )
    }
}
