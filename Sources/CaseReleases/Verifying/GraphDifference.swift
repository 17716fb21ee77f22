import CaseBytes
import CaseGraph
import CaseModel

/// Finds out what two formats with different graphs differ about: reads both again, first for the records in those
/// parts of the subjects whose sums differ, then for what they say of a few of them.
struct GraphDifference {
    /// How many records are named.
    private static let exampleCount = 3
    /// How many parts of the subjects are looked at.
    private static let bucketCount = 4

    let files: DeepFiles
    let hash: SipHash

    /// - Returns: a finding for the format as a whole, and one for each of some records.
    /// - Throws: what reading throws.
    func findings(_ differing: GraphOutcome, from reference: GraphOutcome) throws -> [Finding] {
        guard let sum = differing.sum, let expected = reference.sum else { return [] }
        let buckets = sum.differingBuckets(from: expected)
        var findings = [
            Finding(
                .graphDiffers, at: Place(file: differing.file.path),
                "it carries another graph than \(reference.file.path), about \(buckets.count) "
                    + "or more of \(max(differing.subjectCount, reference.subjectCount)) records",
                expected: "\(expected.count) triples", found: "\(sum.count) triples")
        ]
        let looked = Set(buckets.prefix(Self.bucketCount))
        let (ours, theirs) = (SubjectSums(hash, buckets: looked), SubjectSums(hash, buckets: looked))
        try differing.file.read(files, into: ours)
        try reference.file.read(files, into: theirs)
        let subjects = ours.subjects(differingFrom: theirs).prefix(Self.exampleCount)
        let (own, other) = (SubjectLines(Set(subjects)), SubjectLines(Set(subjects)))
        try differing.file.read(files, into: own, opened: { own.path = $0 })
        try reference.file.read(files, into: other)
        for subject in subjects {
            let place = Place(
                record: subject.text(limit: 200), file: own.paths[subject] ?? differing.file.path)
            findings.append(
                Finding(
                    .graphDiffers, at: place,
                    "\(subject.text(limit: 200)): " + own.differences(from: other, of: subject, reference.file.path)))
        }
        return findings
    }
}

/// The sums of single subjects.
private final class SubjectSums: QuadSink {
    private let hash: SipHash
    private let buckets: Set<Int>
    private var lines = GraphLineWriter()
    private var sums: [[UInt8]: UInt128] = [:]
    private var subject: [UInt8]?

    /// How many subjects are kept; about as many of them are in one part as the graph has thousands.
    private static let limit = 1 << 16

    init(_ hash: SipHash, buckets: Set<Int>) {
        self.hash = hash
        self.buckets = buckets
    }

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
        if try lines.write(subject, predicate, object, graph) {
            let isLooked = buckets.contains(GraphSumSink.bucket(of: subject, hash))
            self.subject = isLooked ? Array(subject) : nil
        }
        guard let subject = self.subject, sums.count < Self.limit || sums[subject] != nil else { return }
        sums[subject, default: 0] &+= hash(lines.line)
    }

    /// Sorted by their bytes.
    func subjects(differingFrom other: SubjectSums) -> [[UInt8]] {
        Set(sums.keys).union(other.sums.keys).filter { sums[$0] != other.sums[$0] }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}

/// What is said of a few subjects.
private final class SubjectLines: QuadSink {
    private var lines: [[UInt8]: [[UInt8]]] = [:]
    private var writer = GraphLineWriter()
    private var subject: [UInt8]?
    private var byteCount = 0
    /// The file that is being read.
    var path: String?
    /// The file in which each subject is.
    private(set) var paths: [[UInt8]: String] = [:]

    private static let limit = 4 << 20

    init(_ subjects: Set<[UInt8]>) { for subject in subjects { lines[subject] = [] } }

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
        if try writer.write(subject, predicate, object, graph) {
            let copy = Array(subject)
            self.subject = lines[copy] == nil ? nil : copy
        }
        guard let subject = self.subject, byteCount < Self.limit else { return }
        byteCount += writer.line.count
        lines[subject]?.append(Array(writer.line.dropFirst(subject.count + 1).dropLast(3)))
        paths[subject] = path
    }

    /// What differs, in words.
    func differences(from other: SubjectLines, of subject: [UInt8], _ reference: String) -> String {
        let (own, theirs) = (lines[subject] ?? [], other.lines[subject] ?? [])
        if own.isEmpty { return "it is not there, and in \(reference) it is" }
        if theirs.isEmpty { return "it is not in \(reference)" }
        let more = own.filter { !theirs.contains($0) }
        let fewer = theirs.filter { !own.contains($0) }
        guard !more.isEmpty || !fewer.isEmpty else { return "it states some triples more than once" }
        var words: [String] = []
        if let line = more.first { words.append("it has \(line.text(limit: 160))" + Self.further(more.count)) }
        if let line = fewer.first {
            words.append("\(reference) has \(line.text(limit: 160))" + Self.further(fewer.count))
        }
        return words.joined(separator: ", where ")
    }

    private static func further(_ count: Int) -> String { count > 1 ? " and \(count - 1) more" : "" }
}

extension [UInt8] {
    /// As text for a message.
    fileprivate func text(limit: Int) -> String {
        visible(withUnsafeBufferPointer { $0.text }, limit: limit)
    }
}
