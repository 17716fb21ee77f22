import CaseArchive
import CaseFiles
import CaseModel
import CasePackages
import Synchronization

/// Hashes the files of a tree whose bytes can be had in any order, on all threads.
struct TreePass: Sendable {
    let source: any TreeSource
    /// For each number of the tree, its place among the source's members.
    let places: [Int]
    let plan: DigestPlan
    let level: VerificationLevel
    let progress: @Sendable (Int, Int) -> Void

    /// From how many bytes on a file is begun before the small ones, so that no thread is left alone with it.
    private static let largeCount = 1 << 20
    /// How many small files a thread takes at once.
    private static let runCount = 32

    /// Fills in the tree's digests.
    ///
    /// - Returns: what could not be read, in the tree's order.
    func run(_ tree: PackageTree, threads: Int) async throws -> [Finding] {
        let order = Self.order(tree)
        let total =
            level == .quick
            ? 0
            : order.large.reduce(0) { $0 + tree.byteCount($1) }
                + order.small.reduce(0) { $0 + tree.byteCount($1) }
        let work = Work(tree)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    let reader = source.reader()
                    while let numbers = order.run(work.takeNext(), Self.runCount) {
                        for number in numbers {
                            work.store(try hash(number, reader) { progress(work.advance($0), total) }, of: number)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return work.findings
    }

    /// What the threads share.
    private final class Work: @unchecked Sendable {
        // `@unchecked Sendable`: the tree and the failures are only touched while the mutex is held.
        private let tree: PackageTree
        private let failures = Mutex<[(number: Int, finding: Finding)]>([])
        private let next = Atomic<Int>(0)
        private let done = Atomic<Int>(0)

        init(_ tree: PackageTree) { self.tree = tree }

        func takeNext() -> Int { next.add(1, ordering: .relaxed).oldValue }

        func advance(_ count: Int) -> Int { done.add(count, ordering: .relaxed).newValue }

        func store(_ outcome: Result<Digests, Failure>, of number: Int) {
            failures.withLock { failures in
                switch outcome {
                case .success(let digests):
                    for (algorithm, digest) in digests { tree.set(digest, of: number, algorithm) }
                case .failure(let failure):
                    tree.setUnreadable(number)
                    failures.append((number, failure.finding))
                }
            }
        }

        /// What could not be read, in the tree's order.
        var findings: [Finding] { failures.withLock { $0.sorted { $0.number < $1.number }.map(\.finding) } }
    }

    private struct Failure: Error { let finding: Finding }

    private typealias Digests = [(DigestAlgorithm, [UInt8])]

    /// - Throws: what is no fault of the file: `Interrupted`.
    private func hash(
        _ number: Int, _ reader: any TreeMemberReader, _ advance: (Int) -> Void
    ) throws -> Result<Digests, Failure> {
        do {
            if level == .quick {
                try reader.inspect(places[number])
                return .success([])
            }
            var digests = DigestComputation(plan[number])
            try reader.read(places[number]) { piece in
                digests.update(piece)
                advance(piece.count)
            }
            return .success(
                plan[number].each.compactMap { algorithm in
                    digests.digest(algorithm).map { (algorithm, $0) }
                })
        } catch {
            guard let finding = Finding(reading: error) else { throw error }
            return .failure(Failure(finding: finding))
        }
    }

    /// Large files first, the largest of them first; then small ones in the tree's order.
    private struct Order: Sendable {
        let large: [Int]
        let small: [Int]

        func run(_ index: Int, _ count: Int) -> ArraySlice<Int>? {
            if index < large.count { return large[index...index] }
            let start = (index - large.count) * count
            return start < small.count ? small[start..<min(start + count, small.count)] : nil
        }
    }

    private static func order(_ tree: PackageTree) -> Order {
        let files = (0..<tree.count).filter { tree.kind($0) == .file }
        let large = files.filter { tree.byteCount($0) >= largeCount }
        return Order(
            large: large.sorted { (tree.byteCount($1), $0) < (tree.byteCount($0), $1) },
            small: files.filter { tree.byteCount($0) < largeCount })
    }
}
