import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// What an inventory says (OCFL 1.1, section 3.5), and what is wrong with how it says it.
///
/// Every digest and path is kept once, whatever number of versions name it.
package struct OCFLInventory {
    /// Whether it is a JSON object; if not, nothing of it can be used.
    package internal(set) var isReadable = false
    package internal(set) var id: [UInt8]?
    /// Of the specification, as the key `type` says.
    var specification: OCFLSpecification?
    /// What `digestAlgorithm` says; nil where it says nothing.
    var algorithmName: String?
    /// nil where it is none that an inventory may have.
    var algorithm: DigestAlgorithm?
    var head: [UInt8]?
    var contentDirectory = Array("content".utf8)
    var isContentDirectorySet = false
    var hasManifest = false
    /// In the order of their numbers, if their names are ones of versions.
    var versions: [Version] = []

    /// The digests of the manifest and of the states, as they are written.
    var digests = PathTable()
    var digestMarks: [DigestMarks] = []
    var digestOffsets: [UInt32] = []
    /// A content path of each digest, by the digest's number.
    var samplePaths: [UInt32] = []

    /// The content paths of the manifest and of the fixity block.
    var contentPaths = PathTable()
    /// The number of each content path's digest; `none` where it is not in the manifest.
    var contentDigests: [UInt32] = []
    var contentOffsets: [UInt32] = []
    /// Whether a content path is one in a content directory of a version of the inventory.
    var isUsable: [Bool] = []

    /// The logical paths of all versions.
    var logicalPaths = PathTable()
    var fixity: [Fixity] = []
    var problems = OCFLProblems()

    /// No digest.
    static let none = UInt32.max

    /// Where in an inventory a digest stands.
    struct DigestMarks: OptionSet {
        let rawValue: UInt8
        static let manifest = DigestMarks(rawValue: 1)
        static let state = DigestMarks(rawValue: 2)
    }

    /// What it says of one version.
    struct Version {
        let key: [UInt8]
        /// nil where the key is no version's name.
        let name: OCFLVersionName?
        let offset: Int
        var created: [UInt8]?
        var message: [UInt8]?
        /// The user's name and address; nil where there is no user.
        var user: [[UInt8]?]?
        var hasState = false
        /// Numbers of digests and of logical paths; sorted by path, each once, when the inventory is read.
        var state: [Entry] = []
    }

    /// A file of a version's state.
    struct Entry {
        let digest: UInt32
        let path: UInt32
    }

    /// The digests of one algorithm.
    struct Fixity {
        let name: String
        let offset: Int
        /// nil where it is none that is computed here.
        let algorithm: DigestAlgorithm?
        var digests = PathTable()
        var entries: [Entry] = []
    }

    /// An inventory that says nothing yet.
    init() {}

    /// Reads an inventory; what is wrong with it is in `problems`.
    package init(parsing bytes: [UInt8]) {
        guard isUTF8(bytes) else {
            problems.append(.ocflE033, at: nil, "the file is not UTF-8")
            return
        }
        let outcome = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(JSONProblem) in
                var parser = OCFLInventoryParser(bytes)
                try parser.run()
                return parser.inventory
            }
        }
        switch outcome {
        case .success(let inventory):
            self = inventory
            finish()
        case .failure(let problem):
            problems.append(.ocflE033, at: nil, "not JSON: \(problem.description)")
        }
    }

    /// How many problems were found.
    package var problemCount: Int { problems.counts.values.reduce(0, +) }

    /// How many content paths and how many versions it names.
    package var counts: (contentPaths: Int, versions: Int) { (contentPaths.count, versions.count) }

    /// The names of the versions that can be used, in order.
    var usableVersions: [Version] { versions.filter { ($0.name?.number ?? 0) > 0 } }
}
