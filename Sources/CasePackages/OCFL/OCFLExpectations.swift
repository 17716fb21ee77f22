import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// The digests that files should have, as inventories say it.
///
/// Inventories repeat each other: of each file and algorithm the first digest is kept, and others only where they
/// differ from it.
struct OCFLExpectations {
    /// Which inventory says it, and where in it.
    struct Source {
        let inventory: Int
        let isFixity: Bool

        var code: FindingCode { isFixity ? .ocflE093 : .ocflE092 }
    }

    private struct Column {
        let algorithm: DigestAlgorithm
        var digests: DigestColumn
        /// By the file's number: the inventory's number, twice, and 1 more for its fixity block.
        var sources: [UInt32] = []
    }

    private struct Other {
        let number: Int
        let algorithm: DigestAlgorithm
        let digest: [UInt8]
        let source: Source
    }

    private var columns: [Column] = []
    private var others: [Other] = []
    private(set) var sizes: [(number: Int, byteCount: Int, inventory: Int)] = []
    /// How many digests are kept that differ from the first.
    private static let otherLimit = 10_000

    /// - Returns: false where it differs from another inventory's, and there is no more room to remember it.
    mutating func expect(_ digest: [UInt8], of number: Int, _ algorithm: DigestAlgorithm, _ source: Source) -> Bool {
        let index =
            columns.firstIndex { $0.algorithm == algorithm }
            ?? {
                columns.append(Column(algorithm: algorithm, digests: DigestColumn(width: algorithm.byteCount)))
                return columns.count - 1
            }()
        if let first = columns[index].digests[number] {
            if first.elementsEqual(digest) { return true }
            guard others.count < Self.otherLimit else { return false }
            others.append(Other(number: number, algorithm: algorithm, digest: digest, source: source))
            return true
        }
        columns[index].digests.set(digest, at: number)
        if number >= columns[index].sources.count {
            columns[index].sources += [UInt32](repeating: 0, count: number + 1 - columns[index].sources.count)
        }
        columns[index].sources[number] = UInt32(source.inventory) << 1 | (source.isFixity ? 1 : 0)
        return true
    }

    /// Expects a size, which a fixity block may have too.
    mutating func expect(byteCount: Int, of number: Int, inventory: Int) {
        if sizes.count < 1_000_000 { sizes.append((number, byteCount, inventory)) }
    }

    /// Compares them with the digests that were computed.
    ///
    /// - Throws: `Interrupted`
    func report(_ tree: PackageTree, level: VerificationLevel, to findings: inout FindingList) throws {
        for (number, byteCount, inventory) in sizes where tree.byteCount(number) != byteCount {
            findings.append(
                Finding(
                    .ocflE093, at: Place(member: tree.paths[number]),
                    "it has another size than \(name(inventory, tree)) says", expected: String(byteCount),
                    found: String(tree.byteCount(number))))
        }
        guard level > .quick else { return }
        for column in columns {
            for number in column.sources.indices {
                if number & 0xFFF == 0 { try Interruption.check() }
                guard let expected = column.digests[number] else { continue }
                let value = column.sources[number]
                let source = Source(inventory: Int(value >> 1), isFixity: value & 1 == 1)
                compare(expected, number, column.algorithm, source, tree, to: &findings)
            }
        }
        for other in others {
            compare(other.digest[...], other.number, other.algorithm, other.source, tree, to: &findings)
        }
    }

    private func compare(
        _ expected: ArraySlice<UInt8>, _ number: Int, _ algorithm: DigestAlgorithm, _ source: Source,
        _ tree: PackageTree, to findings: inout FindingList
    ) {
        guard let found = tree.digest(number, algorithm), !found.elementsEqual(expected) else { return }
        guard findings.lists(source.code) else { return findings.count(source.code) }
        let block = source.isFixity ? "the fixity block" : "the manifest"
        findings.append(
            Finding(
                source.code, at: Place(member: tree.paths[number]),
                "its \(algorithm.name) digest is another than \(block) of \(name(source.inventory, tree)) says",
                expected: hexadecimal(expected), found: hexadecimal(found)))
    }

    private func name(_ inventory: Int, _ tree: PackageTree) -> String {
        visible(String(escaping: tree.paths[inventory]), limit: 200)
    }
}
