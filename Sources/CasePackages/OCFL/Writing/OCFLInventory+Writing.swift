import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// A file of a version's state.
package struct OCFLFile: Sendable, Equatable {
    /// With `/` between names.
    package var logicalPath: String
    /// In lower-case hexadecimal.
    package var sha512: String
    package var byteCount: Int

    package init(logicalPath: String, sha512: String, byteCount: Int) {
        self.logicalPath = logicalPath
        self.sha512 = sha512
        self.byteCount = byteCount
    }
}

/// What an inventory says of a version besides its files (OCFL 1.1, section 3.5.3).
package struct OCFLVersionNote: Sendable, Equatable {
    /// RFC 3339, with seconds and offset.
    package var created: String
    /// Why the version was made.
    package var message: String
    package var user: User?

    /// Who made the version.
    package struct User: Sendable, Equatable {
        package var name: String
        /// A URI: `mailto:` and an address, say.
        package var address: String?

        package init(name: String, address: String? = nil) {
            self.name = name
            self.address = address
        }
    }

    package init(created: String, message: String, user: User? = nil) {
        self.created = created
        self.message = message
        self.user = user
    }
}

extension OCFLInventory {
    /// The inventory of an object that has no version yet, of OCFL 1.1 and with SHA-512.
    package init(id: String) {
        isReadable = true
        self.id = Array(id.utf8)
        specification = .v1_1
        algorithmName = "sha512"
        algorithm = .sha512
        hasManifest = true
    }

    /// Adds a version behind the last. Content that an earlier version has is not stored again, and what is there twice
    /// is stored once, under the first of its paths.
    ///
    /// - Returns: which files of the state have to be stored, by their indices, in the order of their paths; each under
    ///   the version's content directory and its logical path.
    /// - Throws: `PackageProblem` for a state or a note that no inventory may have.
    package mutating func append(_ note: OCFLVersionNote, state: [OCFLFile]) throws(PackageProblem) -> [Int] {
        try Self.check(note)
        let name = Array("v\(versions.count + 1)".utf8)
        var entries: [(entry: Entry, file: Int)] = []
        entries.reserveCapacity(state.count)
        for (index, file) in state.enumerated() {
            entries.append((try entry(of: file), index))
        }
        let order = OCFLPathOrder(logicalPaths)
        entries.sort { order.rank[Int($0.entry.path)] < order.rank[Int($1.entry.path)] }
        try checkPaths(entries.map(\.entry.path), order)
        var stored: [Int] = []
        for (entry, file) in entries where !digestMarks[Int(entry.digest)].contains(.manifest) {
            try store(entry, in: name)
            stored.append(file)
        }
        versions.append(
            Version(
                key: name, name: OCFLVersionName(name), offset: 0, created: Array(note.created.utf8),
                message: Array(note.message.utf8),
                user: note.user.map { [Array($0.name.utf8), $0.address.map { Array($0.utf8) }] }, hasState: true,
                state: entries.map(\.entry)))
        head = name
        return stored
    }

    private static func check(_ note: OCFLVersionNote) throws(PackageProblem) {
        guard OCFLText.isInternetTime(Array(note.created.utf8)) else {
            throw PackageProblem(
                path: nil, message: "\"\(visible(note.created))\" is no date and time of a version",
                hint: "write it as RFC 3339 has it, 2026-11-21T02:00:00Z")
        }
        guard let user = note.user else { return }
        if user.name.isEmpty {
            throw PackageProblem(path: nil, message: "who made the version has no name", hint: "give the user's name")
        }
        if let address = user.address, !OCFLText.isURI(Array(address.utf8)) {
            throw PackageProblem(
                path: nil, message: "\"\(visible(address))\" is no URI, and a user's address has to be one",
                hint: "write mailto: before an address of e-mail")
        }
    }

    private mutating func entry(of file: OCFLFile) throws(PackageProblem) -> Entry {
        let path = Array(file.logicalPath.utf8)
        if let (_, reason) = OCFLText.logicalPathFault(path) {
            throw PackageProblem(
                path: file.logicalPath, message: "the path \(shown(path)) \(reason)", hint: "rename the file")
        }
        guard !path.contains(0) else {
            throw PackageProblem(
                path: file.logicalPath, message: "the path \(shown(path)) has a NUL in it", hint: "rename the file")
        }
        let digest = Array(file.sha512.utf8)
        guard digest.count == 128, digest.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) }) else {
            throw PackageProblem(
                path: file.logicalPath, message: "\(shown(digest)) is no SHA-512 digest in lower-case hexadecimal",
                hint: "take the digest from the manifest of the bag")
        }
        guard let (number, isNew) = digests.insert(digest), let (pathNumber, _) = logicalPaths.insert(path) else {
            throw Self.isFull(file.logicalPath)
        }
        if isNew {
            digestMarks.append([])
            digestOffsets.append(0)
            samplePaths.append(Self.none)
        }
        digestMarks[number].insert(.state)
        return Entry(digest: UInt32(number), path: UInt32(pathNumber))
    }

    private static func isFull(_ path: String) -> PackageProblem {
        PackageProblem(path: path, message: "the object has too many paths", hint: "begin a new object")
    }

    /// That each path is there once, and none is a folder of another.
    private func checkPaths(_ numbers: [UInt32], _ order: OCFLPathOrder) throws(PackageProblem) {
        for index in numbers.indices.dropFirst() where numbers[index] == numbers[index - 1] {
            let path = logicalPaths[Int(numbers[index])]
            throw PackageProblem(
                path: String(escaping: path), message: "the path \(shown(path)) is there twice",
                hint: "name each file once")
        }
        var conflict: (inner: Int, outer: Int)?
        order.forEachConflict(in: numbers) { inner, outer in conflict = conflict ?? (inner, outer) }
        guard let conflict else { return }
        let (inner, outer) = (logicalPaths[conflict.inner], logicalPaths[conflict.outer])
        throw PackageProblem(
            path: String(escaping: inner), message: "\(shown(outer)) is a file, and a folder of \(shown(inner))",
            hint: "rename one of them")
    }

    private mutating func store(_ entry: Entry, in version: [UInt8]) throws(PackageProblem) {
        let path = logicalPaths[Int(entry.path)]
        let content = version + [0x2F] + contentDirectory + [0x2F] + path
        guard let (number, _) = contentPaths.insert(content) else { throw Self.isFull(String(escaping: path)) }
        contentDigests.append(entry.digest)
        contentOffsets.append(0)
        isUsable.append(true)
        samplePaths[Int(entry.digest)] = UInt32(number)
        digestMarks[Int(entry.digest)].insert(.manifest)
    }

    /// Why a version cannot be added to it: then it is none that is written here.
    func obstacle() -> String? {
        if let code = problems.counts.keys.filter({ $0.severity == .error }).map(\.name).min() {
            return "its inventory is not sound (\(code))"
        }
        if specification != .v1_1 { return "it does not follow OCFL 1.1" }
        if algorithm != .sha512 { return "its digestAlgorithm is not sha512" }
        if contentDirectory != Array("content".utf8) { return "its content directory is not called content" }
        if !fixity.isEmpty { return "its inventory has a fixity block" }
        let isPlain = versions.indices.allSatisfy { versions[$0].key == Array("v\($0 + 1)".utf8) }
        if !isPlain { return "its versions are not called v1, v2 and so on" }
        let isLower = (0..<digests.count).allSatisfy { number in
            digests[number].allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
        }
        return isLower ? nil : "its digests are not in lower case"
    }
}
