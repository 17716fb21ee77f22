import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// What an RO-Crate's metadata file says of files and folders (RO-Crate 1.1 and 1.2), and what is wrong with how it says
/// it. Of everything else it only sees that it is JSON.
package struct CrateDescription {
    /// Ids of entities, and of what they have as parts.
    var ids = PathTable()
    var marks: [Marks] = []
    /// What the crate says that files have, by the number of their id.
    var sizes: [(id: Int, byteCount: Int)] = []
    var digests: [(id: Int, algorithm: DigestAlgorithm, digest: [UInt8])] = []
    /// Texts of digests that are none.
    var strangeDigests: [(id: Int, name: String)] = []
    var problems: [String] = []

    /// What an id is.
    struct Marks: OptionSet {
        let rawValue: UInt8
        /// There is an entity of this id.
        static let described = Marks(rawValue: 1)
        static let file = Marks(rawValue: 2)
        static let folder = Marks(rawValue: 4)
        /// Some entity has it as a part.
        static let part = Marks(rawValue: 8)
        /// It has parts itself.
        static let hasParts = Marks(rawValue: 16)
    }

    /// An entity that may describe the metadata file.
    struct Descriptor {
        let id: Int
        let about: Int?
        let conformsToCrate: Bool
    }

    var descriptors: [Descriptor] = []
    var hasContext = false
    var hasGraph = false

    init() {}

    /// Reads a metadata file; what is wrong with it is in `problems`.
    package init(parsing bytes: [UInt8]) {
        guard isUTF8(bytes) else {
            problems = ["the file is not UTF-8"]
            return
        }
        let outcome = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(JSONProblem) in
                var parser = CrateParser(bytes)
                try parser.run()
                return parser.crate
            }
        }
        switch outcome {
        case .success(let crate):
            self = crate
            checkRoot()
        case .failure(let problem): problems = ["not JSON: \(problem.description)"]
        }
    }

    /// What is wrong with it, in words.
    package var faults: [String] { problems }

    /// How many entities and ids it names.
    package var idCount: Int { ids.count }

    /// The number of an id, which is taken in.
    mutating func insert(_ id: [UInt8]) -> Int? {
        guard let (number, isNew) = ids.insert(id) else { return nil }
        if isNew { marks.append([]) }
        return number
    }

    /// Finds the descriptor and the root data entity (RO-Crate 1.1, "Root Data Entity").
    private mutating func checkRoot() {
        guard problems.isEmpty else { return }
        if !hasContext { problems.append("it has no @context") }
        guard hasGraph else {
            problems.append("it has no @graph that is an array")
            return
        }
        let named = descriptors.filter { Self.isMetadataName(ids[$0.id]) }
        guard let descriptor = named.first(where: \.conformsToCrate) ?? named.first ?? descriptors.first else {
            problems.append("no entity describes ro-crate-metadata.json")
            return
        }
        guard let root = descriptor.about else {
            problems.append("the entity of ro-crate-metadata.json says not what it is about")
            return
        }
        if !marks[root].contains(.described) {
            problems.append("the root data entity \(shown(ids[root])) is not there")
        } else if !marks[root].contains(.folder) {
            problems.append("the root data entity \(shown(ids[root])) is no Dataset")
        }
    }

    /// The names of a crate's metadata file: of 1.1 and later, and of 1.0.
    static let fileNames = ["ro-crate-metadata.json", "ro-crate-metadata.jsonld"]

    private static func isMetadataName(_ id: ArraySlice<UInt8>) -> Bool {
        fileNames.contains { name in
            id.suffix(name.utf8.count).elementsEqual(name.utf8)
                && (id.count == name.utf8.count || [0x2F, 0x2D].contains(id[id.endIndex - name.utf8.count - 1]))
        }
    }

    /// The number of the root data entity; nil where it is not found.
    var root: Int? {
        let named = descriptors.filter { Self.isMetadataName(ids[$0.id]) }
        return (named.first(where: \.conformsToCrate) ?? named.first ?? descriptors.first)?.about
    }
}

/// Reads a crate's JSON once. The graph is flat: each of its items is an entity.
struct CrateParser: JSONWalker {
    var crate = CrateDescription()
    var scanner: JSONScanner
    var text: [UInt8] = []

    /// How many entities may look like the descriptor.
    private static let descriptorLimit = 100
    private static let specification = Array("https://w3id.org/ro/crate".utf8)

    init(_ bytes: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(bytes) }

    /// - Throws: `JSONProblem` where it is not JSON.
    mutating func run() throws(JSONProblem) {
        try walkDocument { (parser) throws(JSONProblem) in
            guard parser.scanner.isNext(0x7B) else { return try parser.skipValue() }
            var seen = PathTable()
            try parser.forEachMember { (parser, key, _) throws(JSONProblem) in
                try parser.requireNew(key, &seen)
                if key.elementsEqual("@graph".utf8), parser.scanner.isNext(0x5B) {
                    parser.crate.hasGraph = true
                    try parser.forEachItem { (parser, _) throws(JSONProblem) in try parser.readEntity() }
                } else {
                    if key.elementsEqual("@context".utf8) { parser.crate.hasContext = true }
                    try parser.skipValue()
                }
            }
        }
    }

    /// A key that is there twice is read differently by different programs.
    private func requireNew(_ key: [UInt8], _ seen: inout PathTable) throws(JSONProblem) {
        guard seen.insert(key)?.isNew ?? false else {
            throw scanner.expected("a key that is not there yet; \(shown(key)) is")
        }
    }

    // MARK: Entities

    /// What an entity says, as far as it matters here.
    private struct Entity {
        var id: [UInt8]?
        var marks: CrateDescription.Marks = .described
        var parts: [Int] = []
        var about: Int?
        var conformsToCrate = false
        var size: Int?
        var digests: [(DigestAlgorithm, [UInt8])] = []
        var strangeDigests: [String] = []
    }

    private mutating func readEntity() throws(JSONProblem) {
        guard scanner.isNext(0x7B) else { return try skipValue() }
        var entity = Entity()
        var seen = PathTable()
        try forEachMember { (parser, key, _) throws(JSONProblem) in
            try parser.requireNew(key, &seen)
            switch String(decoding: key, as: UTF8.self) {
            case "@id": try parser.forEachString { _, text in entity.id = text }
            case "@type": try parser.forEachString { _, type in Self.take(type, &entity) }
            case "hasPart":
                try parser.forEachReference { parser, id in
                    if let number = parser.crate.insert(id) { entity.parts.append(number) }
                }
            case "about":
                try parser.forEachReference { parser, id in entity.about = parser.crate.insert(id) }
            case "conformsTo":
                try parser.forEachReference { _, id in
                    if id.starts(with: Self.specification) { entity.conformsToCrate = true }
                }
            case "contentSize": try parser.forEachString { _, text in entity.size = Self.size(text) }
            case "md5", "sha1", "sha256", "sha512":
                try parser.forEachString { _, text in Self.take(text, key, &entity) }
            default: try parser.skipValue()
            }
        }
        store(entity)
    }

    private static func take(_ type: [UInt8], _ entity: inout Entity) {
        if type.elementsEqual("File".utf8) || type.elementsEqual("MediaObject".utf8) { entity.marks.insert(.file) }
        if type.elementsEqual("Dataset".utf8) { entity.marks.insert(.folder) }
    }

    private static func take(_ digest: [UInt8], _ key: [UInt8], _ entity: inout Entity) {
        let name = String(decoding: key, as: UTF8.self)
        guard let algorithm = DigestAlgorithm(named: name) else { return }
        if let bytes = OCFLAlgorithms.digest(digest), bytes.count == algorithm.byteCount {
            entity.digests.append((algorithm, bytes))
        } else {
            entity.strangeDigests.append(name)
        }
    }

    /// A size in bytes; others are for people (`230 KB`) and not compared.
    private static func size(_ text: [UInt8]) -> Int? {
        guard !text.isEmpty, text.allSatisfy(isDigit) else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }

    private mutating func store(_ entity: Entity) {
        guard let id = entity.id, let number = crate.insert(id) else {
            if entity.id == nil, crate.problems.isEmpty { crate.problems.append("an entity has no @id") }
            return
        }
        crate.marks[number].formUnion(entity.marks)
        if !entity.parts.isEmpty { crate.marks[number].insert(.hasParts) }
        for part in entity.parts { crate.marks[part].insert(.part) }
        if let size = entity.size { crate.sizes.append((number, size)) }
        for (algorithm, digest) in entity.digests { crate.digests.append((number, algorithm, digest)) }
        for name in entity.strangeDigests { crate.strangeDigests.append((number, name)) }
        let isDescriptor =
            entity.conformsToCrate && entity.about != nil || id.suffix(8).elementsEqual("ata.json".utf8)
            || id.suffix(10).elementsEqual("ata.jsonld".utf8)
        if isDescriptor, crate.descriptors.count < Self.descriptorLimit {
            crate.descriptors.append(
                CrateDescription.Descriptor(
                    id: number, about: entity.about, conformsToCrate: entity.conformsToCrate))
        }
    }

    // MARK: Values

    /// Each text of a value that is one, a number, or an array of them.
    private mutating func forEachString(
        _ body: (inout Self, [UInt8]) -> Void
    ) throws(JSONProblem) {
        if scanner.isNext(0x5B) {
            try forEachItem { (parser, _) throws(JSONProblem) in try parser.oneString(body) }
        } else {
            try oneString(body)
        }
    }

    private mutating func oneString(_ body: (inout Self, [UInt8]) -> Void) throws(JSONProblem) {
        if scanner.isNext(0x22) {
            try readString()
            body(&self, text)
        } else if scanner.isNext(0x7B) || scanner.isNext(0x5B) {
            try skipValue()
        } else if let word = scanner.word() {
            body(&self, Array(word))
        } else {
            throw scanner.expected("a value")
        }
    }

    /// Each id of a value that is a reference, or an array of them; a text is taken as one.
    private mutating func forEachReference(_ body: (inout Self, [UInt8]) -> Void) throws(JSONProblem) {
        if scanner.isNext(0x5B) {
            try forEachItem { (parser, _) throws(JSONProblem) in try parser.oneReference(body) }
        } else {
            try oneReference(body)
        }
    }

    private mutating func oneReference(_ body: (inout Self, [UInt8]) -> Void) throws(JSONProblem) {
        guard scanner.isNext(0x7B) else { return try oneString(body) }
        try forEachMember { (parser, key, _) throws(JSONProblem) in
            if key.elementsEqual("@id".utf8) { try parser.oneString(body) } else { try parser.skipValue() }
        }
    }
}
