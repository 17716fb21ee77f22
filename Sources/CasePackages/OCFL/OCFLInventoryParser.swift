import CaseArchive
import CaseBytes
import CaseModel

/// Reads an inventory's JSON once, from its beginning to its end. What needs all of it is checked behind it.
struct OCFLInventoryParser: JSONWalker {
    var inventory = OCFLInventory()
    var scanner: JSONScanner
    var text: [UInt8] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(bytes) }

    /// - Throws: `JSONProblem` where it is not JSON.
    mutating func run() throws(JSONProblem) {
        try walkDocument { (parser) throws(JSONProblem) in
            if parser.scanner.isNext(0x7B) {
                parser.inventory.isReadable = true
                try parser.readObject()
            } else {
                parser.problem(.ocflE033, "it is not a JSON object")
                try parser.skipValue()
            }
        }
    }

    private mutating func readObject() throws(JSONProblem) {
        var keys: Set<[UInt8]> = []
        try forEachMember("the inventory", &keys) { (parser, key) throws(JSONProblem) in
            switch String(decoding: key, as: UTF8.self) {
            case "id":
                parser.inventory.id = try parser.string(.ocflE037, "id")
                if parser.inventory.id == [] { parser.problem(.ocflE037, "id is empty") }
            case "type": try parser.readType()
            case "digestAlgorithm":
                parser.inventory.algorithmName = try parser.string(.ocflE025, "digestAlgorithm").map {
                    String(decoding: $0, as: UTF8.self)
                }
            case "head": parser.inventory.head = try parser.string(.ocflE040, "head")
            case "contentDirectory": try parser.readContentDirectory()
            case "manifest": try parser.readManifest()
            case "versions": try parser.readVersions()
            case "fixity": try parser.readFixity()
            default: try parser.skipUnknown(key)
            }
        }
        for (key, code) in Self.required where !keys.contains(Array(key.utf8)) {
            problem(code, "it has no key \(key)")
        }
    }

    private static let required: [(String, FindingCode)] = [
        ("id", .ocflE036), ("type", .ocflE036), ("digestAlgorithm", .ocflE036), ("head", .ocflE036),
        ("manifest", .ocflE041), ("versions", .ocflE041), ("versions", .ocflE043),
    ]

    // MARK: Single keys

    private mutating func readType() throws(JSONProblem) {
        guard let type = try string(.ocflE038, "type") else { return }
        inventory.specification = OCFLSpecification.all.first { $0.inventoryType.utf8.elementsEqual(type) }
        if inventory.specification == nil {
            problem(
                .ocflE038, "type is no inventory of OCFL 1.0 or 1.1",
                found: visible(String(decoding: type, as: UTF8.self), limit: 200))
        }
    }

    private mutating func readContentDirectory() throws(JSONProblem) {
        guard let name = try string(.ocflE017, "contentDirectory") else { return }
        inventory.isContentDirectorySet = true
        if name.contains(0x2F) {
            problem(.ocflE017, "contentDirectory has a slash in it")
            problem(.ocflE108, "contentDirectory is no folder right in the version's")
        } else if name.isEmpty || name == [0x2E] || name == [0x2E, 0x2E] {
            problem(.ocflE018, "contentDirectory is no name of a folder")
        } else {
            inventory.contentDirectory = name
        }
    }

    // MARK: Digests with paths

    /// What a list of digests with paths is, and which codes its faults have.
    private struct ListKind {
        let words: String
        let notAnArray: FindingCode
        let notAString: FindingCode
        let repeated: FindingCode

        static let manifest = ListKind(
            words: "the manifest", notAnArray: .ocflE092, notAString: .ocflE092, repeated: .ocflE096)
        static let state = ListKind(
            words: "a state", notAnArray: .ocflE050, notAString: .ocflE051, repeated: .ocflE033)
        static let fixity = ListKind(
            words: "a fixity block", notAnArray: .ocflE057, notAString: .ocflE057, repeated: .ocflE097)
    }

    private mutating func readManifest() throws(JSONProblem) {
        scanner.skipSpace()
        guard scanner.isNext(0x7B) else {
            problem(.ocflE106, "manifest is not a JSON object")
            return try skipValue()
        }
        inventory.hasManifest = true
        try forEachListed(.manifest) { parser, key, offset in
            guard let digest = parser.insertDigest(key, offset) else { return nil }
            let isNew = !parser.inventory.digestMarks[digest].contains(.manifest)
            parser.inventory.digestMarks[digest].insert(.manifest)
            return (UInt32(digest), isNew)
        } path: { parser, digest, path, offset in
            guard let (number, _) = parser.insertContentPath(path, offset) else { return }
            if parser.inventory.contentDigests[number] == OCFLInventory.none {
                parser.inventory.contentDigests[number] = digest
                parser.inventory.samplePaths[Int(digest)] = UInt32(number)
            } else {
                parser.problem(.ocflE101, "the content path \(shown(path)) is there twice", at: offset)
            }
        }
    }

    /// - Parameter digest: takes a digest in, and says whether it is new; `path` takes a path of it in.
    private mutating func forEachListed(
        _ kind: ListKind, digest: (inout Self, [UInt8], Int) -> (UInt32, isNew: Bool)?,
        path: (inout Self, UInt32, [UInt8], Int) -> Void
    ) throws(JSONProblem) {
        try forEachMember { (parser, key, offset) throws(JSONProblem) in
            guard let (number, isNew) = digest(&parser, key, offset) else { return try parser.skipValue() }
            if !isNew { parser.problem(kind.repeated, "\(kind.words) has the digest \(shown(key)) twice", at: offset) }
            guard parser.scanner.isNext(0x5B) else {
                parser.problem(kind.notAnArray, "the value of a digest in \(kind.words) is not an array")
                return try parser.skipValue()
            }
            try parser.forEachItem { (parser, offset) throws(JSONProblem) in
                guard let value = try parser.string(kind.notAString, "a path in \(kind.words)") else { return }
                path(&parser, number, value, offset)
            }
        }
    }

    private mutating func insertDigest(_ key: [UInt8], _ offset: Int) -> Int? {
        guard let (number, isNew) = inventory.digests.insert(key) else { return nil }
        if isNew {
            inventory.digestMarks.append([])
            inventory.digestOffsets.append(UInt32(clamping: offset))
            inventory.samplePaths.append(OCFLInventory.none)
        }
        return number
    }

    private mutating func insertContentPath(_ path: [UInt8], _ offset: Int) -> (Int, isNew: Bool)? {
        guard let (number, isNew) = inventory.contentPaths.insert(path) else { return nil }
        if isNew {
            inventory.contentDigests.append(OCFLInventory.none)
            inventory.contentOffsets.append(UInt32(clamping: offset))
        }
        return (number, isNew)
    }

    private mutating func readFixity() throws(JSONProblem) {
        scanner.skipSpace()
        guard scanner.isNext(0x7B) else {
            problem(.ocflE111, "fixity is not a JSON object")
            return try skipValue()
        }
        var keys: Set<[UInt8]> = []
        try forEachMember("fixity", &keys) { (parser, key) throws(JSONProblem) in
            let name = String(decoding: key, as: UTF8.self)
            var fixity = OCFLInventory.Fixity(
                name: name, offset: parser.scanner.position, algorithm: OCFLAlgorithms.computed(name))
            if !OCFLAlgorithms.known.contains(name) {
                parser.problem(.ocflE056, "no specification has the digest algorithm \(visible(name))")
            }
            guard parser.scanner.isNext(0x7B) else {
                parser.problem(.ocflE057, "the fixity block \(visible(name)) is not a JSON object")
                return try parser.skipValue()
            }
            try parser.forEachListed(.fixity) { _, key, _ in
                fixity.digests.insert(key).map { (UInt32($0.number), $0.isNew) }
            } path: { parser, digest, path, offset in
                guard let (number, _) = parser.insertContentPath(path, offset) else { return }
                fixity.entries.append(OCFLInventory.Entry(digest: digest, path: UInt32(number)))
            }
            parser.inventory.fixity.append(fixity)
        }
    }

    // MARK: Versions

    private mutating func readVersions() throws(JSONProblem) {
        scanner.skipSpace()
        guard scanner.isNext(0x7B) else {
            problem(.ocflE044, "versions is not a JSON object")
            problem(.ocflE045, "versions is not a JSON object")
            return try skipValue()
        }
        var keys: Set<[UInt8]> = []
        try forEachMember("versions", &keys) { (parser, key) throws(JSONProblem) in
            var version = OCFLInventory.Version(
                key: key, name: OCFLVersionName(key), offset: parser.scanner.position)
            if parser.scanner.isNext(0x7B) {
                try parser.readVersion(&version)
            } else {
                parser.problem(.ocflE047, "the version \(shown(key)) is not a JSON object")
                try parser.skipValue()
            }
            parser.inventory.versions.append(version)
        }
    }

    private mutating func readVersion(_ version: inout OCFLInventory.Version) throws(JSONProblem) {
        var keys: Set<[UInt8]> = []
        let name = shown(version.key)
        var read = version
        try forEachMember("the version \(name)", &keys) { (parser, key) throws(JSONProblem) in
            switch String(decoding: key, as: UTF8.self) {
            case "created":
                read.created = try parser.string(.ocflE049, "created of \(name)")
                if let created = read.created, !OCFLText.isInternetTime(created) {
                    parser.problem(
                        .ocflE049, "created of \(name) is no date and time with seconds and offset",
                        found: shown(created))
                }
            case "message": read.message = try parser.string(.ocflE094, "message of \(name)")
            case "user": try parser.readUser(&read, name)
            case "state": try parser.readState(&read, name)
            default: try parser.skipUnknown(key)
            }
        }
        version = read
        for key in ["created", "state"] where !keys.contains(Array(key.utf8)) {
            problem(.ocflE048, "the version \(name) has no key \(key)", at: version.offset)
        }
        for key in ["message", "user"] where !keys.contains(Array(key.utf8)) {
            problem(.ocflW007, "the version \(name) has no key \(key)", at: version.offset)
        }
    }

    private mutating func readUser(
        _ version: inout OCFLInventory.Version, _ name: String
    ) throws(JSONProblem) {
        guard scanner.isNext(0x7B) else {
            problem(.ocflE054, "user of \(name) is not a JSON object")
            return try skipValue()
        }
        var keys: Set<[UInt8]> = []
        var user: [[UInt8]?] = [nil, nil]
        try forEachMember("user of \(name)", &keys) { (parser, key) throws(JSONProblem) in
            switch String(decoding: key, as: UTF8.self) {
            case "name": user[0] = try parser.string(.ocflE054, "the user's name of \(name)")
            case "address": user[1] = try parser.string(.ocflE054, "the user's address of \(name)")
            default: try parser.skipUnknown(key)
            }
        }
        version.user = user
        if !keys.contains(Array("name".utf8)) || user[0] == [] {
            problem(.ocflE054, "the user of \(name) has no name")
        }
        if !keys.contains(Array("address".utf8)) {
            problem(.ocflW008, "the user of \(name) has no address")
        } else if let address = user[1], !OCFLText.isURI(address) {
            problem(.ocflW009, "the user's address of \(name) is no URI", found: shown(address))
        }
    }

    private mutating func readState(
        _ version: inout OCFLInventory.Version, _ name: String
    ) throws(JSONProblem) {
        guard scanner.isNext(0x7B) else {
            problem(.ocflE050, "state of \(name) is not a JSON object")
            return try skipValue()
        }
        version.hasState = true
        var seen = Set<UInt32>()
        var entries: [OCFLInventory.Entry] = []
        try forEachListed(.state) { parser, key, offset in
            guard let digest = parser.insertDigest(key, offset) else { return nil }
            parser.inventory.digestMarks[digest].insert(.state)
            return (UInt32(digest), seen.insert(UInt32(digest)).inserted)
        } path: { parser, digest, path, offset in
            if let (code, reason) = OCFLText.logicalPathFault(path) {
                parser.problem(code, "the logical path \(shown(path)) of \(name) \(reason)", at: offset)
            }
            guard let (number, _) = parser.inventory.logicalPaths.insert(path) else { return }
            entries.append(OCFLInventory.Entry(digest: digest, path: UInt32(number)))
        }
        version.state = entries
    }

    // MARK: JSON

    private mutating func problem(
        _ code: FindingCode, _ message: @autoclosure () -> String, at offset: Int? = nil, found: String? = nil
    ) {
        inventory.problems.append(code, at: offset ?? scanner.position, message(), found: found)
    }

    private mutating func skipUnknown(_ key: [UInt8]) throws(JSONProblem) {
        problem(.ocflE102, "the key \(shown(key)) is none of an inventory")
        try skipValue()
    }

    /// A string; anything else is passed over and reported.
    private mutating func string(_ code: FindingCode, _ what: String) throws(JSONProblem) -> [UInt8]? {
        guard scanner.isNext(0x22) else {
            problem(code, "\(what) is not a string")
            try skipValue()
            return nil
        }
        try readString()
        // A lone surrogate is no character, so that it is the same in no two languages.
        if text.contains(0xED), !isUTF8(text) { problem(.ocflE033, "a string has half a surrogate pair in it") }
        return text
    }

    /// Goes through a small object; `body` reads each value. Reports keys that are there twice.
    private mutating func forEachMember(
        _ what: String, _ keys: inout Set<[UInt8]>,
        _ body: (inout Self, [UInt8]) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        var seen: Set<[UInt8]> = []
        try forEachMember { (parser, key, offset) throws(JSONProblem) in
            guard seen.insert(key).inserted else {
                parser.problem(.ocflE033, "\(what) has the key \(shown(key)) twice", at: offset)
                return try parser.skipValue()
            }
            try body(&parser, key)
        }
        keys = seen
    }
}

/// A digest or path for a message, in quotes, short and on one line.
func shown(_ bytes: some Sequence<UInt8>) -> String { "\"\(visible(String(escaping: bytes), limit: 160))\"" }
