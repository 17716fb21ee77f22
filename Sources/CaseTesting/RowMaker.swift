import CaseBytes
import CaseModel
import Crypto

/// Makes up the rows of a random dataset so that they keep every rule of the check.
struct RowMaker {
    private var generator: SeededGenerator
    private let schema: Schema
    private let count: Int
    private var ids: [String: [String]] = [:]
    private var codes: [String: [String]] = [:]
    private(set) var rows: [String: [[String]]] = [:]
    private(set) var documents: [String: [UInt8]] = [:]

    init(seed: UInt64, schema: Schema, count: Int) {
        generator = SeededGenerator(seed: seed)
        self.schema = schema
        self.count = count
        for row in ShippedConcepts.rows { codes[row.text(0), default: []].append(row.text(1)) }
    }

    mutating func makeAll() {
        for table in schema.tables {
            if let prefix = table.prefix { ids[table.name] = makeIDs(prefix) }
        }
        makeConcepts()
        for table in schema.tables where table.key != .concept {
            let number = table.key == .dataset ? 1 : count
            rows[table.name] = (0..<number).map { makeRow(table, $0) }
        }
        makeOutcomes()
        makeFiles()
        makeStatements()
    }

    /// Ids of which many begin with others.
    private mutating func makeIDs(_ prefix: String) -> [String] {
        let alphabet = Array("0123456789abcXYZ").map(String.init)
        var made = [prefix + "_1", prefix + "_10", prefix + "_1a", prefix + "_1A", prefix + "_100"]
        var known = Set(made)
        while made.count < count {
            var id = generator.oneIn(2) ? generator.pick(made) : prefix + "_"
            for _ in 0..<Int.random(in: 1...4, using: &generator) where id.utf8.count < 44 {
                id += generator.pick(alphabet)
            }
            if id.utf8.count > 4, known.insert(id).inserted { made.append(id) }
        }
        return Array(made.prefix(count))
    }

    /// Codes of schemes that only this dataset has, and a shipped concept in other words.
    private mutating func makeConcepts() {
        var made = [["certainty", "possible", RandomText.make(&generator), "", "", ""]]
        var schemes: Set<String> = ["own-scheme"]
        for column in schema.tables.flatMap(\.columns) {
            if let scheme = column.scheme, !scheme.hasPrefix("*"), codes[scheme] == nil { schemes.insert(scheme) }
        }
        for scheme in schemes.sorted() {
            let own = ["a", "a-1", "a1", "b", "b.c", "z_z", "~"]
            codes[scheme] = own
            for (index, code) in own.enumerated() {
                let broader = index > 0 && generator.oneIn(2) ? own[Int.random(in: 0..<index, using: &generator)] : ""
                made.append([
                    scheme, code, RandomText.make(&generator), generator.oneIn(2) ? "" : RandomText.make(&generator),
                    broader, generator.oneIn(2) ? "" : "http://www.wikidata.org/entity/Q\(index)",
                ])
            }
        }
        rows["concepts"] = made
    }

    private mutating func makeRow(_ table: Table, _ index: Int) -> [String] {
        var row = table.columns.map { column in
            column.isRequired || generator.oneIn(2) ? value(of: column, in: table, at: index) : ""
        }
        for rule in table.rules {
            switch rule {
            case .ordered(let first, let second):
                // The sample dates lie between these two.
                if let a = table.index(of: first), !row[a].isEmpty { row[a] = "-0044-03-15" }
                if let b = table.index(of: second), !row[b].isEmpty, table.columns[b].kind.name == "edtf" {
                    row[b] = generator.pick(["2999", "Y170000", "2999-12-31?"])
                }
                if table.columns[table.index(of: first)!].kind.name == "date" {
                    if let a = table.index(of: first), !row[a].isEmpty { row[a] = "2014-06-19" }
                    if let b = table.index(of: second), !row[b].isEmpty { row[b] = "2014-06-20" }
                }
            case .acyclic(let name):
                if let column = table.index(of: name), table.prefix != nil {
                    row[column] = index == 0 || generator.oneIn(2) ? "" : earlier(index, in: table.name)
                }
            case .acyclicRelation(let from, let to, _):
                guard let own = ids["organizations"], let a = table.index(of: from), let b = table.index(of: to) else {
                    continue
                }
                let higher = Int.random(in: 1..<own.count, using: &generator)
                row[b] = own[higher]
                row[a] = own[Int.random(in: 0..<higher, using: &generator)]
            case .exactlyOne(let names):
                let kept = generator.pick(names)
                for name in names {
                    guard let column = table.index(of: name) else { continue }
                    row[column] = name == kept ? value(of: table.columns[column], in: table, at: index) : ""
                }
            }
        }
        return row
    }

    /// The id of a record that stands before this one, so that following such references never leads back.
    private mutating func earlier(_ index: Int, in table: String) -> String {
        ids[table]![Int.random(in: 0..<index, using: &generator)]
    }

    private mutating func value(of column: Column, in table: Table, at index: Int) -> String {
        if column.name == "id", table.prefix != nil { return ids[table.name]![index] }
        if table.key == .dataset, column.name == "base" { return "https://example.org/random/" }
        if ["tombstones", "revisions"].contains(table.name), column.name == "record" { return "per_gone\(index)" }
        if table.name == "access_rules", column.name == "field" { return "" }
        switch column.target {
        case .any:
            return generator.pick(ids[generator.pick(schema.tables.compactMap { $0.prefix == nil ? nil : $0.name })]!)
        case .tables(let names): return generator.pick(ids[generator.pick(names)]!)
        case nil: break
        }
        if let scheme = column.scheme { return generator.pick(codes[scheme]!) }
        if column.kind.name == Kind.text.name || column.kind.name == Kind.languageText.name {
            return generator.oneIn(4) ? generator.pick(column.kind.samples) : RandomText.make(&generator)
        }
        return generator.pick(column.kind.samples)
    }

    // MARK: Tables that mean more

    /// Effects on earlier outcomes of the same proceeding, decided later.
    private mutating func makeOutcomes() {
        guard let table = schema.table(named: "outcomes"), let own = rows["outcomes"] else { return }
        let index = { (name: String) in table.index(of: name)! }
        var made = own
        for number in made.indices {
            made[number][index("decided")] = generator.oneIn(4) ? "" : String(1000 + number)
            made[number][index("effect")] = ""
            made[number][index("effect_on_id")] = ""
            guard number > 0, generator.oneIn(2) else { continue }
            let target = Int.random(in: 0..<number, using: &generator)
            made[number][index("proceeding_id")] = made[target][index("proceeding_id")]
            made[number][index("effect")] = generator.pick(codes["outcome-effect"]!)
            made[number][index("effect_on_id")] = made[target][0]
        }
        rows["outcomes"] = made
    }

    private mutating func makeFiles() {
        guard let table = schema.table(named: "files"), var made = rows["files"] else { return }
        for number in made.indices {
            let bytes = Array(RandomText.make(&generator).utf8)
            let path = "\(number % 3)/file-\(number)_\(made[number][0]).txt"
            documents[path] = bytes
            made[number][table.index(of: "path")!] = path
            made[number][table.index(of: "byte_count")!] = String(bytes.count)
            made[number][table.index(of: "sha256")!] = hexadecimal(SHA256.hash(data: bytes))
        }
        rows["files"] = made
    }

    /// Statements about records' own columns: preferred ones agree with the column, others are disputed.
    private mutating func makeStatements() {
        guard let table = schema.table(named: "statements"), var made = rows["statements"] else { return }
        let index = { (name: String) in table.index(of: name)! }
        var preferred: Set<String> = []
        for number in made.indices {
            let subject = generator.pick(schema.tables.filter { $0.prefix != nil && $0.name != "statements" })
            let record = generator.pick(rows[subject.name]!)
            let column = Int.random(in: 1..<subject.columns.count, using: &generator)
            let property = subject.columns[column].property!
            made[number][index("subject_id")] = record[0]
            made[number][index("property")] = property
            let agrees = !record[column].isEmpty && preferred.insert(record[0] + property).inserted
            made[number][index("rank")] = agrees ? "preferred" : generator.pick(["normal", "deprecated"])
            made[number][index("status")] = agrees ? "accepted" : "disputed"
            guard agrees else { continue }
            let isReference = subject.columns[column].target != nil
            made[number][index("value")] = isReference ? "" : record[column]
            made[number][index("object_id")] = isReference ? record[column] : ""
        }
        rows["statements"] = made
        // Every statement has a citation that supports it.
        guard let citations = schema.table(named: "citations"), var cited = rows["citations"] else { return }
        for number in cited.indices {
            cited[number][citations.index(of: "statement_id")!] = made[number][0]
            cited[number][citations.index(of: "stance")!] = "supports"
        }
        rows["citations"] = cited
    }
}
