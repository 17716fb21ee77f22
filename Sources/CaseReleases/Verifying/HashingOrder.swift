import CaseArchive
import CaseFiles
import CasePackages

/// Which files of a tree are hashed each alone, and which are hashed together in the lanes of one core.
///
/// A lane takes longer for a file than a core does that has nothing else to do; so a file that is much of the whole, for
/// which the others would have to wait, is hashed alone, and before them.
struct HashingOrder: Sendable {
    /// How many files a thread hashes together.
    let width: Int
    /// Of all files.
    let byteCount: Int
    private let runs: [ArraySlice<Int>]
    private let shared: [Int]

    /// From how many bytes on a file is large.
    private static let largeCount = 1 << 20
    /// How many small files a thread takes at once that it does not hash together.
    private static let runCount = 32

    init(_ tree: PackageTree, _ plan: DigestPlan, level: VerificationLevel, threads: Int) {
        // A zip archive has a sum of its own of each file, which is looked at in all of the package.
        let files = (0..<tree.count).filter { number in
            tree.kind(number) == .file
                && (level == .quick || !plan[number].each.isEmpty
                    || tree.container == .zip && tree.inner(number) != nil)
        }
        let byteCount = files.reduce(0) { $0 + tree.byteCount($1) }
        let best = level == .quick ? 1 : SHA512Lanes.bestWidth
        let most = byteCount / (2 * max(1, threads))
        let isShared = { (number: Int) in
            best > 1 && plan[number] == DigestAlgorithms([.sha512]) && tree.byteCount(number) <= most
        }
        let ordered = Self.ordered(files, tree)
        shared = ordered.filter(isShared)
        runs = Self.runs(ordered.filter { !isShared($0) }, tree)
        width = min(best, max(1, (shared.count + threads - 1) / max(1, threads)))
        self.byteCount = byteCount
    }

    /// The largest first, so that no thread is left with one of them at the end; then the small ones in the tree's order.
    private static func ordered(_ files: [Int], _ tree: PackageTree) -> [Int] {
        files.filter { tree.byteCount($0) >= largeCount }
            .sorted { (tree.byteCount($1), $0) < (tree.byteCount($0), $1) }
            + files.filter { tree.byteCount($0) < largeCount }
    }

    /// Large files one by one, and then runs of small ones.
    private static func runs(_ files: [Int], _ tree: PackageTree) -> [ArraySlice<Int>] {
        let small = files.firstIndex { tree.byteCount($0) < largeCount } ?? files.count
        return (0..<small).map { files[$0...$0] }
            + stride(from: small, to: files.count, by: runCount).map { files[$0..<min($0 + runCount, files.count)] }
    }

    /// Files that a thread hashes one after the other; nil behind the last.
    func alone(_ index: Int) -> ArraySlice<Int>? { index < runs.count ? runs[index] : nil }

    /// A file that a thread hashes together with others; nil behind the last.
    func together(_ index: Int) -> Int? { index < shared.count ? shared[index] : nil }
}
