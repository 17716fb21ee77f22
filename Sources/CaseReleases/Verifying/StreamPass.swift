import CaseArchive
import CaseFiles
import CaseModel
import CasePackages

/// Reads an archive from its beginning to its end: hashes its files on the way, and keeps the small ones that say what
/// the others should be.
final class StreamPass {
    private let path: String
    private let limits: ArchiveLimits
    private let level: VerificationLevel
    private let progress: @Sendable (Int, Int) -> Void
    private(set) var container = Container.tarGzip
    private var guess = DigestGuess(isRepeatable: true)
    private let kept = KeptFiles()
    private let small = SmallFiles()
    private let large: DigestsAhead
    private var done = 0
    /// For each number of the tree, where the bytes stand in the archive before it was compressed.
    private(set) var contents: [Range<Int>] = []
    /// Reads what was not kept.
    private var window: CompressedTarWindow?

    init(
        path: String, limits: ArchiveLimits, level: VerificationLevel, threads: Int,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.path = path
        self.limits = limits
        self.level = level
        large = DigestsAhead(threadCount: threads)
        self.progress = progress
    }

    /// - Parameter isRepeatable: whether the archive can be read again.
    /// - Returns: the tree, and for each of its numbers the place among the archive's members.
    /// - Throws: `ArchiveProblem` where it is no tar archive; `FileProblem`, `Interrupted`.
    func run(
        _ file: consuming Descriptor, isRepeatable: Bool, to findings: inout FindingList
    ) throws -> (PackageTree, [Int]) {
        guess = DigestGuess(isRepeatable: isRepeatable)
        let stream = try TarArchiveStream(file, path: path, limits: limits)
        container = stream.container
        // The tree may outlive whoever asked for it.
        let tree = PackageTree(container) { [self] number, body in
            if let bytes = kept[number] { return try bytes.withUnsafeBytes(body) }
            guard isRepeatable, number < contents.count else { throw NotKept() }
            try reread(number, body)
        }
        var listing = TreeListing(tree, limits, [])
        do {
            var place = 0
            while let member = try stream.next() {
                defer { place += 1 }
                guard let number = try listing.insert(member, at: place, to: &findings) else { continue }
                kept.places.append(place)
                contents.append(stream.dataOffset..<(stream.dataOffset + member.byteCount))
                guard member.kind == .file else { continue }
                let inner = MemberNames.plain(member.path) ?? []
                guess.see(inner)
                try read(number, member, inner, stream, guess.algorithms(of: inner), in: tree)
            }
        } catch let problem as ArchiveProblem {
            guard tree.count > 0 || problem.code != .notAnArchive else { throw problem }
            findings.append(Finding(problem))
            tree.unlisted = [[]]
        }
        try small.hash(into: tree)
        finishDigests(of: tree)
        return (tree, kept.places)
    }

    /// Hands out the bytes of a member that was not kept.
    private func reread(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if window == nil {
            let missed = kept.missed
            window = try CompressedTarWindow(path, contents: contents) { missed.contains($0) }
        }
        try window?.read(number, body)
    }

    private func read(
        _ number: Int, _ member: ArchiveMember, _ inner: [UInt8], _ stream: TarArchiveStream,
        _ algorithms: DigestAlgorithms, in tree: PackageTree
    ) throws {
        let isWanted = KeptFiles.isWanted(inner)
        let isKept = isWanted && kept.hasRoom(for: member.byteCount)
        if isWanted, !isKept { kept.missed.insert(number) }
        if level == .quick, !isKept { return }
        let isSmall = level != .quick && small.takes(member.byteCount, algorithms)
        let isWhole = isKept || isSmall
        var bytes: [UInt8] = []
        if isWhole { bytes.reserveCapacity(member.byteCount) }
        let see = { [self] (piece: UnsafeRawBufferPointer) in
            if isWhole { bytes.append(contentsOf: piece) }
            done += piece.count
            progress(done, 0)
        }
        do {
            if level == .quick || isSmall {
                try stream.read(see)
            } else {
                try large.hash(number, algorithms) { update in
                    try stream.read { piece in
                        update(piece)
                        see(piece)
                    }
                }
                takeDigests(into: tree)
            }
        } catch {
            tree.setUnreadable(number)
            throw error
        }
        if isKept {
            kept.set(bytes, of: number)
            if inner.suffix(12).elementsEqual("bag-info.txt".utf8) { guess.see(bagInfo: bytes) }
        }
        if isSmall { try small.add(number, bytes, in: tree) }
    }

    private func finishDigests(of tree: PackageTree) {
        large.waitForAll()
        takeDigests(into: tree)
    }

    private func takeDigests(into tree: PackageTree) {
        for (number, digests) in large.takeFinished() {
            for (algorithm, digest) in digests { tree.set(digest, of: number, algorithm) }
        }
    }

    /// Whether the plan has digests that were not computed.
    func lacks(_ plan: DigestPlan, _ tree: PackageTree) -> Bool {
        (0..<tree.count).contains { !missing(plan, tree, $0).isEmpty }
    }

    private func missing(_ plan: DigestPlan, _ tree: PackageTree, _ number: Int) -> [DigestAlgorithm] {
        guard tree.kind(number) == .file, !tree.isUnreadable(number) else { return [] }
        return plan[number].each.filter { tree.digest(number, $0) == nil }
    }

    /// Computes what the plan has and the tree has not.
    func runAgain(_ file: consuming Descriptor, _ plan: DigestPlan, _ tree: PackageTree) throws {
        let stream = try TarArchiveStream(file, path: path, limits: limits)
        var numbers: [Int: Int] = [:]
        for (number, place) in kept.places.enumerated() { numbers[place] = number }
        var place = 0
        do {
            while try stream.next() != nil {
                defer { place += 1 }
                guard let number = numbers[place] else { continue }
                let algorithms = missing(plan, tree, number)
                if algorithms.isEmpty { continue }
                try large.hash(number, DigestAlgorithms(algorithms)) { try stream.read($0) }
                takeDigests(into: tree)
            }
        } catch is ArchiveProblem {
            // Reported when it was read first.
        }
        finishDigests(of: tree)
    }
}

/// A file of standard input was not kept, and cannot be had again.
struct NotKept: Error {}

/// Small files that wait until there are as many of them as are hashed together.
private final class SmallFiles {
    private var waiting: [(number: Int, bytes: [UInt8])] = []
    private let lanes = SHA512Lanes(count: SHA512Lanes.bestWidth)

    /// How many bytes the largest of them has.
    private static let limit = 256 << 10

    /// Whether a file of this size, which is compared by these digests, is to wait.
    func takes(_ byteCount: Int, _ algorithms: DigestAlgorithms) -> Bool {
        SHA512Lanes.bestWidth > 1 && byteCount <= Self.limit && algorithms == DigestAlgorithms([DigestAlgorithm.sha512])
    }

    func add(_ number: Int, _ bytes: [UInt8], in tree: PackageTree) throws {
        waiting.append((number, bytes))
        if waiting.count == SHA512Lanes.bestWidth { try hash(into: tree) }
    }

    func hash(into tree: PackageTree) throws {
        for (index, file) in waiting.enumerated() {
            var rest = file.bytes[...]
            lanes.begin(index) { buffer in
                let count = min(rest.count, buffer.count)
                buffer.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }
        }
        while !lanes.isEmpty {
            for (index, digest) in lanes.step() { tree.set(try digest.get(), of: waiting[index].number, .sha512) }
        }
        waiting.removeAll(keepingCapacity: true)
    }
}

/// The files of an archive that are kept in memory while it is read.
private final class KeptFiles {
    var places: [Int] = []
    /// What would have been kept, had there been room.
    var missed: Set<Int> = []
    private var files: [Int: [UInt8]] = [:]
    private var byteCount = 0

    private static let limit = 48 << 20

    subscript(number: Int) -> [UInt8]? { files[number] }

    func hasRoom(for count: Int) -> Bool { byteCount + count <= Self.limit }

    func set(_ bytes: [UInt8], of number: Int) {
        byteCount += bytes.count
        files[number] = bytes
    }

    /// Whether a file says something of others, by its name.
    static func isWanted(_ path: [UInt8]) -> Bool {
        let name = path[((path.lastIndex(of: 0x2F) ?? -1) + 1)...]
        return wholeNames.contains { name.elementsEqual($0) } || beginnings.contains { name.starts(with: $0) }
    }

    private static let wholeNames = [
        "bagit.txt", "bag-info.txt", "package-info.txt", "fetch.txt", "inventory.json", "ocfl_layout.json",
        "ro-crate-metadata.json", "config.json",
    ].map { Array($0.utf8) }
    private static let beginnings = ["manifest-", "tagmanifest-", "inventory.json.", "0="].map { Array($0.utf8) }
}
