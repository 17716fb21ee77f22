import CaseModel
import CasePackages

/// How a version of an object of the storage root holds a release: under which logical paths its files are.
enum ReleaseVersion {
    /// What all of it is, and how the bag is put together again: the same in each version.
    static let readme = "README.txt"
    /// Which release it is.
    static let note = "release.json"
    private static let bag = "bag/"
    private static let base = "base/"
    private static let patch = "patch/"
    private static let patchEnding = ".patch"

    /// A file of the bag that is kept whole.
    static func whole(_ path: String) -> String { bag + path }

    /// The file of an earlier version, whole, that a file of the bag is told by.
    static func base(of path: String) -> String { base + path }

    /// How a file of the bag differs from its base.
    static func patch(of path: String) -> String { patch + path + patchEnding }

    /// Whether a version has files that are kept as differences.
    static func hasDifferences(_ state: [String: String]) -> Bool {
        state.keys.contains { $0.utf8.starts(with: patch.utf8) }
    }

    /// What the state of a version holds of a bag.
    struct Files {
        /// The digests of the files that are kept whole, by their paths in the bag.
        var whole: [String: String] = [:]
        /// The digests of base and patch of the files that are kept as differences, by their paths in the bag.
        var differing: [String: (base: String, patch: String)] = [:]

        /// - Parameter state: digests by logical paths.
        init(_ state: [String: String]) {
            for (path, digest) in state {
                if path.hasPrefix(bag) {
                    whole[String(path.dropFirst(bag.count))] = digest
                } else if path.hasPrefix(patch), path.hasSuffix(patchEnding) {
                    let inner = String(path.dropFirst(patch.count).dropLast(patchEnding.count))
                    guard let base = state[ReleaseVersion.base(of: inner)] else { continue }
                    differing[inner] = (base, digest)
                }
            }
        }

        /// The digest of the whole file that a next version's file is compared with.
        func base(for path: String) -> String? { whole[path] ?? differing[path]?.base }
    }

    /// Which release a version holds.
    struct Note: Equatable {
        var release: String
        var profile: String
        /// The name of the bag's folder.
        var bag: String

        var document: [UInt8] {
            JSON.object([
                "release": .string(release), "profile": .string(profile), "bag": .string(bag),
                "about": .string("The release that this version of the object holds; README.txt says how."),
            ]).pretty()
        }

        init(release: String, profile: String, bag: String) {
            self.release = release
            self.profile = profile
            self.bag = bag
        }

        /// - Returns: nil for what is none.
        init?(parsing bytes: [UInt8]) {
            guard let value = try? JSON(parsing: bytes), let release = value["release"]?.text,
                let profile = value["profile"]?.text, let bag = value["bag"]?.text
            else { return nil }
            self.init(release: release, profile: profile, bag: bag)
        }
    }
}
