import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// Compares what a bag's manifests and `fetch.txt` list with what is in the tree, line by line: of each list, only which
/// files it names is kept.
struct BagLists {
    private let tree: PackageTree
    private let bag: BagVerifier
    let folded: FoldedPaths
    /// For each file of the tree, which payload manifests list it, by their place among these; and tag manifests.
    private var listings: [UInt64]
    private var payloadManifestCount = 0
    private var tagManifestCount = 0
    /// Paths that are listed and not there, and by how many payload manifests.
    private var missing = PathTable()
    /// Manifests that were not read to their end: what they list is not known.
    private var unread: Set<Int> = []
    private var missingCounts: [(payload: Int, isFetched: Bool, isOfTags: Bool)] = []

    /// What a line stands for.
    private enum Target {
        case file(Int)
        case missing
        case none
    }

    /// - Throws: `Interrupted`
    init(_ tree: PackageTree, _ bag: BagVerifier) throws {
        self.tree = tree
        self.bag = bag
        folded = try FoldedPaths(tree, tree.files)
        listings = [UInt64](repeating: 0, count: tree.count)
    }

    // MARK: Manifests

    mutating func read(_ manifest: BagManifest, level: VerificationLevel, to findings: inout FindingList) throws {
        guard let algorithm = manifest.algorithm else { return }
        // There are no more algorithms, but names that differ in case.
        guard (manifest.isOfTags ? tagManifestCount : payloadManifestCount) < 32 else {
            let place = Place(member: tree.paths[manifest.number])
            findings.append(Finding.exceeded(place, "there are more than 32 manifests; it was not read"))
            return
        }
        let bit = manifest.isOfTags ? 32 + tagManifestCount : payloadManifestCount
        if manifest.isOfTags { tagManifestCount += 1 } else { payloadManifestCount += 1 }
        var seenMissing = Set<Int>()
        try forEachLine(of: manifest.number, to: &findings) { lists, line, findings in
            let place = lists.place(manifest.number, line)
            let parsed: ManifestLine
            do throws(ManifestLine.Problem) {
                parsed = try ManifestLine(parsing: line.bytes, digestCount: algorithm.byteCount)
            } catch {
                findings.append(Finding(.manifestSyntax, at: place, error.message))
                return
            }
            if parsed.isOfMD5Sum {
                findings.append(Finding(.md5sumLine, at: place, "the line is written as md5sum writes it"))
            }
            switch lists.target(of: parsed.path, isOfTags: manifest.isOfTags, at: place, to: &findings) {
            case .none: return
            case .missing:
                let path = BagPath.withoutDot(BagPath.decoded(parsed.path, lists.bag.version))
                guard let index = lists.insertMissing(path) else { return }
                if !seenMissing.insert(index).inserted {
                    findings.append(Finding(.manifestDuplicate, at: place, "it lists this path twice"))
                } else if manifest.isOfTags {
                    lists.missingCounts[index].isOfTags = true
                } else {
                    lists.missingCounts[index].payload += 1
                }
            case .file(let number):
                let isTwice = lists.listings[number] & 1 << bit != 0
                lists.listings[number] |= 1 << bit
                let isSame = lists.compare(number, parsed.digest, algorithm, level, isAgain: isTwice, to: &findings)
                guard isTwice else { return }
                let isDuplicate = lists.bag.version >= .v1_0 || !isSame
                findings.append(
                    Finding(
                        isDuplicate ? .manifestDuplicate : .manifestRepeats, at: place,
                        "it lists this path a second time"))
            }
        }
    }

    /// Compares a file's digest with the one that is listed.
    ///
    /// - Returns: whether they are the same, or there is nothing to compare.
    private func compare(
        _ number: Int, _ digest: [UInt8], _ algorithm: DigestAlgorithm, _ level: VerificationLevel, isAgain: Bool,
        to findings: inout FindingList
    ) -> Bool {
        guard level > .quick, let found = tree.digest(number, algorithm), !found.elementsEqual(digest) else {
            return true
        }
        if isAgain { return false }
        let (expected, actual) = (bag.expectedSizes[number], tree.byteCount(number))
        var code = FindingCode.alteredFile
        var words = "its \(algorithm.name) digest is another than the manifest says"
        if let expected, expected != actual {
            code = actual < expected ? .truncatedFile : .wrongSize
            words = "it has \(actual) bytes, and \(expected) were recorded; \(words)"
        }
        findings.append(
            Finding(
                code, at: Place(member: tree.paths[number]), words, expected: hexadecimal(digest),
                found: hexadecimal(found)))
        return false
    }

    /// What a path that is listed stands for; says what is wrong with it.
    private func target(
        of written: [UInt8], isOfTags: Bool, at place: Place, to findings: inout FindingList
    ) -> Target {
        // Only where something is wrong: most paths are never shown.
        func shown() -> String { visible(String(escaping: written), limit: 200) }
        if let reason = PathDanger.reason(written) {
            findings.append(Finding(.dangerousPath, at: place, "the path \"\(shown())\" \(reason)"))
            return .none
        }
        var path = BagPath.decoded(written, bag.version)
        if path.starts(with: [0x2E, 0x2F]) {
            findings.append(Finding(.dottedPath, at: place, "the path \"\(shown())\" begins with \"./\""))
            path = BagPath.withoutDot(path)
        }
        let isPayload = path.starts(with: BagVerifier.payloadFolder)
        guard isPayload != isOfTags, !(isOfTags && BagManifest.name(path[...])?.isOfTags == true) else {
            let what = isOfTags ? "neither the payload nor a tag manifest" : "files below data/ only"
            findings.append(
                Finding(.manifestScope, at: place, "it lists \"\(shown())\", and may list \(what)"))
            return .none
        }
        if let number = tree.number(of: path) { return plainFile(number) }
        if written.contains(0x25), let number = tree.number(of: BagPath.withoutDot(written)) {
            findings.append(
                Finding(.percentPath, at: place, "\"\(shown())\" is there as it is written, not as it is decoded"))
            return plainFile(number)
        }
        return similar(path, shown(), at: place, to: &findings)
    }

    /// A link or a device has been reported, and is no file.
    private func plainFile(_ number: Int) -> Target { tree.kind(number) == .file ? .file(number) : .none }

    private func similar(
        _ path: [UInt8], _ shown: String, at place: Place, to findings: inout FindingList
    ) -> Target {
        let whole = tree.root + path
        guard folded.mayHaveLike(whole) else { return .missing }
        if let number = folded.sameInNFC(as: whole, in: tree), tree.kind(number) == .file {
            findings.append(
                Finding(
                    .unnormalizedPath, at: place, "\"\(shown)\" is there in another Unicode form",
                    found: String(escaping: tree.paths[number])))
            return .file(number)
        }
        if let number = folded.sameFolded(as: whole, in: tree) {
            findings.append(
                Finding(
                    .wrongCase, at: place, "\"\(shown)\" is there only with other letters in case",
                    expected: String(escaping: path), found: String(escaping: tree.inner(number) ?? [])))
        }
        return .missing
    }

    private mutating func insertMissing(_ path: [UInt8]) -> Int? {
        guard let (index, isNew) = missing.insert(path) else { return nil }
        if isNew { missingCounts.append((0, false, false)) }
        return index
    }

    // MARK: fetch.txt

    mutating func readFetch(to findings: inout FindingList) throws {
        guard let number = tree.file("fetch.txt") else { return }
        var seen = Set<[UInt8]>()
        try forEachLine(of: number, to: &findings) { lists, line, findings in
            let place = lists.place(number, line)
            do throws(ManifestLine.Problem) {
                let fetch = try FetchLine(parsing: line.bytes)
                if !seen.insert(fetch.path).inserted {
                    findings.append(Finding(.fetchSyntax, at: place, "it lists this path twice"))
                    return
                }
                lists.check(fetch, at: place, to: &findings)
            } catch {
                findings.append(Finding(.fetchSyntax, at: place, error.message))
            }
        }
    }

    private mutating func check(_ fetch: FetchLine, at place: Place, to findings: inout FindingList) {
        let shown = visible(String(escaping: fetch.path), limit: 200)
        if !["http", "https", "ftp", "ftps", "sftp"].contains(fetch.scheme ?? "") || fetch.host == nil {
            findings.append(
                Finding(
                    .fetchDangerous, at: place,
                    "nothing is to be fetched from \"\(visible(fetch.address, limit: 200))\""))
        } else if fetch.isPrivate {
            findings.append(
                Finding(
                    .fetchAddress, at: place,
                    "\"\(visible(fetch.address, limit: 200))\" is on this machine or in a network of its own"))
        }
        if let reason = PathDanger.reason(fetch.path) {
            findings.append(Finding(.dangerousPath, at: place, "the path \"\(shown)\" \(reason)"))
            return
        }
        let path = BagPath.withoutDot(BagPath.decoded(fetch.path, bag.version))
        guard path.starts(with: BagVerifier.payloadFolder) else {
            findings.append(Finding(.fetchScope, at: place, "\"\(shown)\" is not below data/"))
            return
        }
        let count: Int
        if let number = tree.number(of: path) {
            count = (listings[number] & 0xFFFF_FFFF).nonzeroBitCount
        } else {
            let index = missing.number(of: path)
            count = index.map { missingCounts[$0].payload } ?? 0
            if let index { missingCounts[index].isFetched = true }
        }
        if count < payloadManifestCount, unread.isEmpty {
            findings.append(
                Finding(
                    .fetchScope, at: place, "\"\(shown)\" is in \(count) of \(payloadManifestCount) payload manifests"))
        }
    }

    // MARK: What no list has, and what only a list has

    /// - Throws: `Interrupted`
    func reportUnlisted(to findings: inout FindingList) throws {
        for index in 0..<missing.count {
            if index & 0xFFF == 0 { try Interruption.check() }
            // Where nobody could look, nothing is missing.
            if tree.mayHave(tree.root + missing[index]) { continue }
            let place = Place(member: tree.root + missing[index])
            let counts = missingCounts[index]
            findings.append(
                counts.isFetched
                    ? Finding(.fetchIncomplete, at: place, "it has to be fetched first, from where fetch.txt says")
                    : Finding(.missingFile, at: place, "it is listed and not there"))
            if !counts.isOfTags { reportIncomplete(counts.payload, at: place, to: &findings) }
        }
        guard payloadManifestCount > 0 else { return }
        defer { reportTagManifests(to: &findings) }
        if bag.manifests.contains(where: { !$0.isOfTags && unread.contains($0.number) }) { return }
        for (index, number) in bag.payload.enumerated() {
            if index & 0xFFF == 0 { try Interruption.check() }
            let count = (listings[number] & 0xFFFF_FFFF).nonzeroBitCount
            let place = Place(member: tree.paths[number])
            if count == 0 {
                findings.append(Finding(.unexpectedFile, at: place, "it is in the payload and no manifest lists it"))
            } else {
                reportIncomplete(count, at: place, to: &findings)
            }
        }
    }

    /// In BagIt 1.0 every payload manifest lists every file.
    private func reportIncomplete(_ count: Int, at place: Place, to findings: inout FindingList) {
        guard bag.version >= .v1_0, count < payloadManifestCount, unread.isEmpty else { return }
        findings.append(
            Finding(
                .manifestIncomplete, at: place,
                "\(count) of \(payloadManifestCount) payload manifests list it, and all have to"))
    }

    /// Every tag manifest has to list every payload manifest (RFC 8493, section 2.2.1).
    private func reportTagManifests(to findings: inout FindingList) {
        let manifests = bag.manifests.filter { $0.isOfTags && $0.algorithm != nil }
        for (index, tagManifest) in manifests.enumerated() {
            for manifest in bag.manifests
            where !manifest.isOfTags && !unread.contains(tagManifest.number)
                && listings[manifest.number] & 1 << (32 + index) == 0
            {
                findings.append(
                    Finding(
                        .manifestIncomplete, at: Place(member: tree.paths[tagManifest.number]),
                        "it does not list \(manifest.name), and has to"))
            }
        }
    }

    // MARK: Lines

    private func place(_ number: Int, _ line: LineSplitter.Line) -> Place {
        Place(member: tree.paths[number], line: line.number)
    }

    private typealias TakeLine = (inout BagLists, LineSplitter.Line, inout FindingList) -> Void

    /// Hands out the lines of a tag file in UTF-8, but for empty ones.
    private mutating func forEachLine(of number: Int, to findings: inout FindingList, _ body: TakeLine) throws {
        var splitter = LineSplitter(limit: 1 << 16)
        let place = Place(member: tree.paths[number])
        struct Enough: Error {}
        func take(_ line: LineSplitter.Line) throws {
            if line.number & 0xFFF == 0 { try Interruption.check() }
            guard line.number <= bag.lineLimit else {
                findings.append(
                    Finding.exceeded(
                        place,
                        "it has more than \(bag.lineLimit) lines; the rest was not read (--limit-members raises it)"))
                throw Enough()
            }
            if line.bytes.isEmpty { return }
            guard !line.isTooLong else {
                unread.insert(number)
                findings.append(
                    Finding.exceeded(self.place(number, line), "the line has more than 65,536 bytes"))
                return
            }
            let isText = line.bytes.allSatisfy { $0 < 0x80 } || String(validating: line.bytes, as: UTF8.self) != nil
            guard isText else {
                unread.insert(number)
                findings.append(Finding(.tagEncoding, at: self.place(number, line), "the line is not UTF-8"))
                return
            }
            body(&self, line, &findings)
        }
        do {
            if bag.encoding.isUTF8 {
                try tree.forEachPiece(number) { try splitter.feed($0, take) }
            } else if let text = bag.encoding.text(try tree.bytes(number)) {
                try text.withUnsafeBytes { try splitter.feed($0, take) }
            } else {
                findings.append(Finding(.tagEncoding, at: place, "it is not \(bag.encoding.rawValue)"))
                unread.insert(number)
            }
            try splitter.finish(take)
        } catch is Enough {
            unread.insert(number)
        } catch let limit as PackageLimit {
            unread.insert(number)
            findings.append(
                Finding.exceeded(place, "it has \(limit.byteCount) bytes; \(limit.limit) are read"))
        } catch let problem where problem is ArchiveProblem || problem is FileProblem {
            // Reported where the file was read for its digest.
            unread.insert(number)
        }
    }
}
