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

    /// Fills in the tree's digests.
    ///
    /// - Returns: what could not be read, in the tree's order.
    func run(_ tree: PackageTree, threads: Int) async throws -> [Finding] {
        let order = HashingOrder(tree, plan, level: level, threads: threads)
        let work = Work(tree)
        let total = level == .quick ? 0 : order.byteCount
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    let reader = source.reader()
                    let advance = { progress(work.advance($0), total) }
                    while let numbers = order.alone(work.takeAlone()) {
                        for number in numbers { work.store(try hash(number, reader, advance), of: number) }
                    }
                    try hashTogether(order, reader, work, advance)
                }
            }
            try await group.waitForAll()
        }
        return work.findings
    }

    /// Hashes those files by SHA-512 that are hashed together.
    private func hashTogether(
        _ order: HashingOrder, _ reader: any TreeMemberReader, _ work: Work, _ advance: @escaping (Int) -> Void
    ) throws {
        let lanes = SHA512Lanes(count: order.width)
        while true {
            while lanes.hasRoom, let number = order.together(work.takeTogether()) {
                switch try attempt({ try reader.bytes(places[number]) }) {
                case .success(let bytes):
                    lanes.begin(number) { buffer in
                        let count = try bytes.fill(buffer)
                        advance(count)
                        return count
                    }
                case .failure(let failure): work.store(.failure(failure), of: number)
                }
            }
            if lanes.isEmpty { return }
            for (number, digest) in lanes.step() {
                work.store(try attempt { [(.sha512, try digest.get())] }, of: number)
            }
        }
    }

    /// What the threads share.
    private final class Work: @unchecked Sendable {
        // `@unchecked Sendable`: the tree and the failures are only touched while the mutex is held.
        private let tree: PackageTree
        private let failures = Mutex<[(number: Int, finding: Finding)]>([])
        private let nextAlone = Atomic<Int>(0)
        private let nextTogether = Atomic<Int>(0)
        private let done = Atomic<Int>(0)

        init(_ tree: PackageTree) { self.tree = tree }

        func takeAlone() -> Int { nextAlone.add(1, ordering: .relaxed).oldValue }

        func takeTogether() -> Int { nextTogether.add(1, ordering: .relaxed).oldValue }

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

    private func hash(
        _ number: Int, _ reader: any TreeMemberReader, _ advance: (Int) -> Void
    ) throws -> Result<Digests, Failure> {
        try attempt {
            if level == .quick {
                try reader.inspect(places[number])
                return []
            }
            var digests = DigestComputation(plan[number])
            try reader.read(places[number]) { piece in
                digests.update(piece)
                advance(piece.count)
            }
            return plan[number].each.compactMap { algorithm in
                digests.digest(algorithm).map { (algorithm, $0) }
            }
        }
    }

    /// - Throws: what is no fault of the file: `Interrupted`.
    private func attempt<Value>(_ body: () throws -> Value) throws -> Result<Value, Failure> {
        do {
            return .success(try body())
        } catch {
            guard let finding = Finding(reading: error) else { throw error }
            return .failure(Failure(finding: finding))
        }
    }
}
