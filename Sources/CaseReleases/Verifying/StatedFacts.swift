import CaseModel

/// What a description of a release says of it. nil for what it does not say.
struct StatedFacts: Sendable, Equatable {
    /// The file that says it.
    let path: String
    var release: String?
    var audience: String?
    var rowCount: Int?
    /// By table.
    var tableRows: [String: Int] = [:]
    var tripleCount: Int?
    /// Of the graph.
    var sha256: String?
    /// How many records, fields and references were left out.
    var withheld: [Int]?

    /// What the description has to say, and does not, in words.
    var missing: [String] {
        var missing: [String] = []
        if release == nil { missing.append("the release's name") }
        if path.hasSuffix(".xml") { return missing }
        if audience == nil { missing.append("the audience") }
        if path.hasSuffix("disclosure.json") { return missing + (withheld == nil ? ["what was left out"] : []) }
        if rowCount == nil || tableRows.isEmpty { missing.append("the number of rows") }
        return missing
    }

    init(_ path: String) { self.path = path }
}

extension StatedFacts {
    /// `metadata/quality.json`
    init(quality document: JSON) {
        self.init("metadata/quality.json")
        release = document["release"]?.text
        audience = document["profile"]?["audience"]?.text
        rowCount = document["rows"]?.count
        for table in document["tables"]?.items ?? [] {
            if let name = table["name"]?.text, let rows = table["rows"]?.count { tableRows[name] = rows }
        }
        tripleCount = document["graph"]?["triples"]?.count
        sha256 = document["graph"]?["sha256"]?.text
    }

    /// `metadata/disclosure.json`
    init(disclosure document: JSON) {
        self.init("metadata/disclosure.json")
        release = document["release"]?.text
        audience = document["audience"]?["code"]?.text
        let counts = ["records", "fields", "references"].compactMap { document["totals"]?[$0]?.count }
        withheld = counts.count == 3 ? counts : nil
    }
}

extension JSON {
    /// A whole number that is not negative; nil for anything else.
    var count: Int? {
        guard case .number(let text) = self, let value = Int(text), value >= 0 else { return nil }
        return value
    }
}
