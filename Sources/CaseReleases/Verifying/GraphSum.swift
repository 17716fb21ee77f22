import CaseBytes
import CaseGraph

/// A graph as one number that does not depend on the order of its triples: the sum of their hashes under a secret key.
///
/// Two graphs with the same sum are the same but for a chance of one in 2¹²⁸ (see the decision "A sum for a graph").
struct GraphSum: Sendable, Equatable {
    static let bucketCount = 4096

    private(set) var total: UInt128 = 0
    /// How many triples there are.
    private(set) var count = 0
    /// The sums of parts of the subjects, so that what differs is found again without sorting anything.
    private(set) var buckets = [UInt128](repeating: 0, count: bucketCount)

    @inline(__always)
    mutating func add(_ hash: UInt128, bucket: Int) {
        total &+= hash
        count &+= 1
        buckets[bucket] &+= hash
    }

    /// The buckets in which two graphs differ.
    func differingBuckets(from other: GraphSum) -> [Int] {
        buckets.indices.filter { buckets[$0] != other.buckets[$0] }
    }
}

/// What looks at the canonical lines of a graph beside its sum.
protocol GraphLineWatcher: AnyObject {
    /// Takes a line with its line end.
    ///
    /// - Parameter beginsSubject: whether the line before was about another subject.
    func take(_ line: UnsafeBufferPointer<UInt8>, beginsSubject: Bool) throws
}

/// Adds up a graph while it is read.
///
/// A triple that a subject's run states twice counts once, as it does in a graph. Runs of one subject are remembered up
/// to 65,536 triples; no record has as many.
final class GraphSumSink: QuadSink {
    private let hash: SipHash
    private let collapsesDuplicates: Bool
    private let watcher: (any GraphLineWatcher)?
    @exclusivity(unchecked) private(set) var sum = GraphSum()
    /// How many runs of one subject there were: the records, where each comes once.
    @exclusivity(unchecked) private(set) var subjectCount = 0

    @exclusivity(unchecked) private var lines: GraphLineWriter
    @exclusivity(unchecked) private var bucket = 0
    @exclusivity(unchecked) private var seen = SeenHashes()

    /// - Parameter collapsesDuplicates: false where the file's lines cannot come twice without being noticed.
    init(_ hash: SipHash, collapsesDuplicates: Bool = true, watcher: (any GraphLineWatcher)? = nil) {
        self.hash = hash
        self.collapsesDuplicates = collapsesDuplicates
        self.watcher = watcher
        lines = GraphLineWriter()
    }

    /// - Throws: `GraphProblem` for a blank node, and what the watcher throws.
    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
        let beginsSubject = try lines.write(subject, predicate, object, graph)
        if beginsSubject {
            subjectCount += 1
            bucket = Self.bucket(of: subject, hash)
            seen.removeAll()
        }
        let value = hash(lines.line)
        if collapsesDuplicates, !seen.insert(value) { return }
        sum.add(value, bucket: bucket)
        try watcher?.take(lines.line, beginsSubject: beginsSubject)
    }

    static func bucket(of subject: TermBytes, _ hash: SipHash) -> Int {
        Int(truncatingIfNeeded: hash(subject)) & (GraphSum.bucketCount - 1)
    }
}

/// The hashes of one subject's triples.
private struct SeenHashes {
    private var few: [UInt128] = []
    private var many: Set<UInt128> = []

    private static let limit = 1 << 16

    mutating func removeAll() {
        few.removeAll(keepingCapacity: true)
        if !many.isEmpty { many = [] }
    }

    /// - Returns: whether it was not there yet.
    mutating func insert(_ hash: UInt128) -> Bool {
        if few.count < 48 {
            if few.contains(hash) { return false }
            few.append(hash)
            return true
        }
        if few.contains(hash) { return false }
        return many.count < Self.limit ? many.insert(hash).inserted : !many.contains(hash)
    }
}
