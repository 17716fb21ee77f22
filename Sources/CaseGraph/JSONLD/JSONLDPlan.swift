import CaseBytes

/// Where a run of a plan's bytes is.
struct JSONLDRun: BitwiseCopyable {
    let start: Int
    let count: Int
}

/// Everything that is worked out once about the nodes of a class: their types, and what each key means, as bytes that
/// only have to be copied.
final class JSONLDPlan {
    struct Entry: BitwiseCopyable {
        let key: JSONLDRun
        /// In angle brackets.
        let predicate: JSONLDRun
        /// What stands behind the quotes of a literal; what stands before a plain segment of a node, from `<` on.
        let affix: JSONLDRun
        let isNode: Bool
        /// The place of a node's base among the plan's.
        let base: Int
    }

    /// The classes' IRIs, in angle brackets.
    let types: [[UInt8]]
    /// What the nodes of entries are relative to; nil where there is no base.
    let bases: [BaseIRI?]
    private let memory: Bytes
    private let count: Int
    private let entries: UnsafeMutablePointer<Entry>
    /// The last node that had the key: a second one is refused.
    private let seen: UnsafeMutablePointer<Int>

    init(types: [[UInt8]], terms: [(key: [UInt8], term: JSONLDTerm)], base: BaseIRI?) {
        self.types = types
        count = terms.count
        entries = .allocate(capacity: count)
        seen = .allocate(capacity: count)
        seen.initialize(repeating: 0, count: count)
        var bytes: [UInt8] = []
        var bases: [BaseIRI?] = []
        func run(_ part: [UInt8]) -> JSONLDRun {
            bytes += part
            return JSONLDRun(start: bytes.count - part.count, count: part.count)
        }
        for (index, (key, term)) in terms.enumerated() {
            let affix: [UInt8]
            var isNode = false
            switch term.object {
            case .literal(let suffix): affix = suffix
            case .node(let scope):
                isNode = true
                bases.append(scope.map { BaseIRI($0) } ?? base)
                affix = bases.last.flatMap(\.self).map(Self.folder) ?? []
            }
            entries[index] = Entry(
                key: run(key), predicate: run(term.predicate), affix: run(affix), isNode: isNode, base: bases.count - 1)
        }
        self.bases = bases
        memory = Bytes(bytes)
    }

    deinit {
        entries.deallocate()
        seen.deallocate()
    }

    /// What a plain segment becomes an IRI behind.
    static func folder(of base: BaseIRI) -> [UInt8] { [0x3C] + base.resolve("x").utf8.dropLast() }

    @inline(__always)
    func bytes(_ run: JSONLDRun) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: memory.base + run.start, count: run.count)
    }

    @inline(__always)
    func entry(_ index: Int) -> Entry {
        precondition(index >= 0 && index < count)
        return entries[index]
    }

    /// The entry of a key: keys mostly come in the order of the context, so the search begins behind the last one.
    @inline(__always)
    func index(of key: UnsafeBufferPointer<UInt8>, from hint: Int) -> Int? {
        var index = hint
        for _ in 0..<count {
            if index >= count { index = 0 }
            if equalBytes(bytes(entries[index].key), key) { return index }
            index &+= 1
        }
        return nil
    }

    /// Notes that a node has a key.
    ///
    /// - Parameter node: its number, from 1.
    /// - Returns: false where it had it before.
    @inline(__always)
    func mark(_ index: Int, in node: Int) -> Bool {
        precondition(index >= 0 && index < count)
        defer { seen[index] = node }
        return seen[index] != node
    }
}
