/// What the headers before a member's own say of it: those of pax, and GNU's for long names.
package struct TarExtensions {
    /// What the body of a header of this sort means; nil for one that begins a member.
    enum Sort: Equatable { case pax, globalPax, longName, longLink }

    private var records: [[UInt8]: [UInt8]] = [:]
    private var longName: [UInt8]?
    private var longLink: [UInt8]?
    private var hasPax = false

    var isEmpty: Bool { !hasPax && longName == nil && longLink == nil }

    static func sort(of flag: UInt8) -> Sort? {
        switch flag {
        case 0x78: .pax
        case 0x67: .globalPax
        case 0x4C: .longName
        case 0x4B: .longLink
        default: nil
        }
    }

    /// Takes the body of a header.
    mutating func add(_ body: [UInt8], _ sort: Sort) throws(ArchiveDamage) {
        switch sort {
        case .pax:
            guard !hasPax else { throw ArchiveDamage("there are two pax headers before a member") }
            hasPax = true
            records = try Self.records(body[...])
        case .globalPax:
            // Of those there are, none may change what a member is: programs do not agree on how long they hold.
            let keywords = try Self.records(body[...]).keys
            for keyword in keywords where Self.isMeant(keyword) {
                throw ArchiveDamage(
                    "a pax header says \(printable(keyword)) of all members", code: .unsupported)
            }
        case .longName:
            guard longName == nil else { throw ArchiveDamage("there are two long names before a member") }
            longName = Array(body.prefix { $0 != 0 })
        case .longLink:
            guard longLink == nil else { throw ArchiveDamage("there are two long link names before a member") }
            longLink = Array(body.prefix { $0 != 0 })
        }
    }

    /// The entry as these headers change it.
    func applied(to entry: TarEntry) throws(ArchiveDamage) -> TarEntry {
        var entry = entry
        if records.keys.contains(where: { $0.starts(with: "GNU.sparse".utf8) }) || entry.flag == 0x53 {
            throw ArchiveDamage("it is kept with holes in it", code: .unsupported)
        }
        if longName != nil, records[Array("path".utf8)] != nil {
            throw ArchiveDamage("it has a long name in two forms")
        }
        if let path = records[Array("path".utf8)] ?? longName { entry.path = path }
        if let target = records[Array("linkpath".utf8)] ?? longLink { entry.target = target }
        if let size = records[Array("size".utf8)] { entry.byteCount = try Self.number(size) }
        guard !entry.path.isEmpty else { throw ArchiveDamage("a member has no name") }
        return entry
    }

    private static func isMeant(_ keyword: [UInt8]) -> Bool {
        ["path", "linkpath", "size"].contains { keyword.elementsEqual($0.utf8) }
            || keyword.starts(with: "GNU.sparse".utf8)
    }

    /// The records of a pax header: each its length, a space, a keyword, `=`, a value, and a line feed.
    package static func records(_ body: ArraySlice<UInt8>) throws(ArchiveDamage) -> [[UInt8]: [UInt8]] {
        var records: [[UInt8]: [UInt8]] = [:]
        var rest = body
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != 0x20 }
            let length = try number(Array(digits))
            guard length > digits.count + 1, length <= rest.count, rest[rest.startIndex + length - 1] == 0x0A else {
                throw ArchiveDamage("a pax header is damaged")
            }
            let record = rest.prefix(length - 1).dropFirst(digits.count + 1)
            guard let sign = record.firstIndex(of: 0x3D), sign > record.startIndex else {
                throw ArchiveDamage("a pax header is damaged")
            }
            let keyword = Array(record[..<sign])
            guard records.updateValue(Array(record[(sign + 1)...]), forKey: keyword) == nil else {
                throw ArchiveDamage("a pax header says \(printable(keyword)) twice")
            }
            rest = rest.dropFirst(length)
        }
        return records
    }

    private static func number(_ digits: [UInt8]) throws(ArchiveDamage) -> Int {
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ArchiveDamage("a pax header has a number that is none")
        }
        return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
    }
}
