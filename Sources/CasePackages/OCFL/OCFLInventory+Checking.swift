import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

extension OCFLInventory {
    /// Checks what needs all of the inventory, when all of it is read.
    mutating func finish() {
        guard isReadable else { return }
        checkAlgorithm()
        if let id, !id.isEmpty, !OCFLText.isURI(id) {
            problems.append(.ocflW005, at: nil, "id is no URI", found: shown(id))
        }
        checkVersions()
        checkDigests()
        checkContentPaths()
        checkFixity()
        sortStates()
    }

    /// Whether the rules of OCFL 1.1 hold that 1.0 does not have.
    var isOf1_1: Bool { specification != .v1_0 }

    private mutating func checkAlgorithm() {
        guard let name = algorithmName else { return }
        switch name {
        case "sha512": algorithm = .sha512
        case "sha256":
            algorithm = .sha256
            problems.append(.ocflW004, at: nil, "digestAlgorithm is sha256", found: name)
        default:
            problems.append(
                .ocflE025, at: nil, "digestAlgorithm is neither sha512 nor sha256",
                found: visible(name, limit: 200))
        }
    }

    // MARK: Versions

    private mutating func checkVersions() {
        for version in versions {
            guard version.name.map({ $0.number == 0 }) ?? true else { continue }
            let key = shown(version.key)
            problems.append(.ocflE046, at: version.offset, "\(key) in versions is no name of a version directory")
            guard isOf1_1 else { continue }
            let isPrefixed = version.key.first == 0x76
            problems.append(
                isPrefixed ? .ocflE105 : .ocflE104, at: version.offset,
                isPrefixed ? "\(key) has no number from 1 on" : "\(key) does not begin with v")
        }
        versions.sort { ($0.name?.number ?? 0, $0.offset) < ($1.name?.number ?? 0, $1.offset) }
        let names = usableVersions.map { ($0.name!, $0.offset) }
        if names.isEmpty, hasVersions { problems.append(.ocflE008, at: nil, "there is no version in it") }
        OCFLVersionSequence.check(names.map(\.0)) { code, index, message in
            problems.append(code, at: index.map { names[$0].1 }, message)
        }
        if let head, let last = usableVersions.last, !head.elementsEqual(last.key) {
            problems.append(
                .ocflE040, at: nil, "head is not the version with the highest number, \(shown(last.key))",
                found: shown(head))
        }
    }

    /// Whether there is a block of versions; that there is none is another problem.
    private var hasVersions: Bool {
        problems.counts[.ocflE043] == nil && problems.counts[.ocflE045] == nil
    }

    // MARK: Digests

    private mutating func checkDigests() {
        let folded = foldedDigests()
        var isInState = [Bool](repeating: false, count: folded.count)
        for number in digestMarks.indices where digestMarks[number].contains(.state) {
            isInState[folded[number]] = true
        }
        var isInManifest = [Bool](repeating: false, count: folded.count)
        for number in digestMarks.indices {
            let offset = Int(digestOffsets[number])
            guard digestMarks[number].contains(.manifest) else {
                if hasManifest {
                    problems.append(
                        .ocflE050, at: offset, "the digest \(shown(digests[number])) of a state is not in the manifest")
                }
                continue
            }
            if isInManifest[folded[number]] {
                problems.append(
                    .ocflE096, at: offset, "the manifest has the digest \(shown(digests[number])) twice, in other case")
            }
            isInManifest[folded[number]] = true
            if isOf1_1, !isInState[folded[number]] {
                problems.append(
                    .ocflE107, at: offset, "the digest \(shown(digests[number])) of the manifest is in no state")
            }
            if let algorithm, OCFLAlgorithms.digest(digests[number])?.count != algorithm.byteCount {
                problems.append(
                    OCFLAlgorithms.encodingCode(algorithm.name), at: offset,
                    "\(shown(digests[number])) is no \(algorithm.name) digest in hexadecimal")
            }
        }
    }

    /// For each digest, the first that differs from it in case only.
    private func foldedDigests() -> [Int] {
        let isLower = (0..<digests.count).allSatisfy { number in
            digests[number].allSatisfy { !(0x41...0x5A).contains($0) }
        }
        if isLower { return Array(0..<digests.count) }
        var table = PathTable()
        var first: [Int] = []
        return (0..<digests.count).map { number in
            let lower = digests[number].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            guard let (index, isNew) = table.insert(lower) else { return number }
            if isNew { first.append(number) }
            return first[index]
        }
    }

    // MARK: Content paths

    private mutating func checkContentPaths() {
        isUsable = [Bool](repeating: false, count: contentPaths.count)
        var names = PathTable()
        var numbers: Set<Int> = []
        for version in usableVersions {
            _ = names.insert(version.key)
            if let number = version.name?.number { numbers.insert(number) }
        }
        for number in 0..<contentPaths.count {
            let path = contentPaths[number]
            let fault = OCFLText.contentPathFault(path) ?? versionFault(path, names, numbers)
            if let (code, reason) = fault {
                problems.append(code, at: Int(contentOffsets[number]), "the content path \(shown(path)) \(reason)")
            } else {
                isUsable[number] = true
            }
        }
        let order = OCFLPathOrder(contentPaths)
        order.forEachConflict(in: order.sorted.filter { isUsable[Int($0)] }) { inner, outer in
            problems.append(
                .ocflE101, at: Int(contentOffsets[inner]),
                "\(shown(contentPaths[outer])) is a content path, and a folder of \(shown(contentPaths[inner]))")
        }
    }

    /// Why a path is not in a content directory of a version (section 3.5.2).
    private func versionFault(
        _ path: ArraySlice<UInt8>, _ names: PathTable, _ numbers: Set<Int>
    ) -> (FindingCode, String)? {
        guard let slash = path.firstIndex(of: 0x2F) else { return (.ocflE042, "is in no version directory") }
        let name = path[..<slash]
        if names.number(of: Array(name)) == nil {
            return OCFLVersionName(name).map { numbers.contains($0.number) } ?? false
                ? (.ocflE014, "is not in a version directory as it is called")
                : (.ocflE042, "is in no version directory")
        }
        let rest = path[(slash + 1)...]
        guard rest.starts(with: contentDirectory), rest.dropFirst(contentDirectory.count).first == 0x2F else {
            return (.ocflE042, "is not in the content directory \(shown(contentDirectory))")
        }
        return nil
    }

    // MARK: Fixity

    private mutating func checkFixity() {
        for fixity in fixity {
            var folded: Set<[UInt8]> = []
            for number in 0..<fixity.digests.count {
                let digest = fixity.digests[number]
                if fixity.name != "size", !folded.insert(digest.map { $0 | 0x20 }).inserted {
                    problems.append(
                        .ocflE097, at: fixity.offset,
                        "the fixity block \(fixity.name) has the digest \(shown(digest)) twice, in other case")
                }
                if let count = Self.digestByteCounts[fixity.name], OCFLAlgorithms.digest(digest)?.count != count {
                    problems.append(
                        OCFLAlgorithms.encodingCode(fixity.name), at: fixity.offset,
                        "\(shown(digest)) is no \(fixity.name) digest in hexadecimal")
                }
            }
            guard hasManifest else { continue }
            for entry in fixity.entries where contentDigests[Int(entry.path)] == Self.none {
                problems.append(
                    .ocflE093, at: Int(contentOffsets[Int(entry.path)]),
                    "the fixity block \(fixity.name) names \(shown(contentPaths[Int(entry.path)])), and the manifest does not"
                )
            }
        }
    }

    private static let digestByteCounts = [
        "md5": 16, "sha1": 20, "sha256": 32, "sha512": 64, "blake2b-512": 64, "blake2b-160": 20, "blake2b-256": 32,
        "blake2b-384": 48, "sha512/256": 32,
    ]

    // MARK: States

    /// Sorts each state by its paths, and checks that they are unique and none is a folder of another.
    private mutating func sortStates() {
        let order = OCFLPathOrder(logicalPaths)
        for index in versions.indices {
            let key = shown(versions[index].key)
            let offset = versions[index].offset
            let sorted = versions[index].state.sorted { order.rank[Int($0.path)] < order.rank[Int($1.path)] }
            var state: [Entry] = []
            state.reserveCapacity(sorted.count)
            for entry in sorted {
                if let last = state.last, last.path == entry.path {
                    problems.append(
                        .ocflE095, at: offset,
                        "the logical path \(shown(logicalPaths[Int(entry.path)])) is in the state of \(key) twice")
                } else {
                    state.append(entry)
                }
            }
            order.forEachConflict(in: state.map(\.path)) { inner, outer in
                problems.append(
                    .ocflE095, at: offset,
                    "in \(key), \(shown(logicalPaths[outer])) is a file, and a folder of \(shown(logicalPaths[inner]))")
            }
            versions[index].state = state
        }
    }
}

/// Checks the names of an object's versions (OCFL 1.1, section 3.3).
enum OCFLVersionSequence {
    /// - Parameters:
    ///   - names: in the order of their numbers.
    ///   - report: is told the code, which of the names it is about, and the words.
    static func check(_ names: [OCFLVersionName], report: (FindingCode, Int?, String) -> Void) {
        guard let first = names.first else { return }
        if names.contains(where: { $0.paddedWidth > 0 }) {
            report(.ocflW001, nil, "the numbers of its versions are padded with zeros")
        }
        if first.number != 1 { report(.ocflE009, 0, "the first version is \(first.number), not 1") }
        for index in names.indices.dropFirst() {
            let name = names[index]
            let before = names[index - 1].number
            if name.number != before + 1 {
                report(.ocflE010, index, "version \(name.number) comes behind version \(before)")
            }
            if name.paddedWidth == first.paddedWidth { continue }
            if first.paddedWidth > 0, name.paddedWidth == 0, name.digitCount == first.paddedWidth {
                report(.ocflE011, index, "version \(name.number) does not begin with a zero, and others do")
            } else {
                report(.ocflE012, index, "version \(name.number) is padded otherwise than version \(first.number)")
            }
            report(.ocflE013, index, "version \(name.number) is not called as those before it are")
        }
    }
}
