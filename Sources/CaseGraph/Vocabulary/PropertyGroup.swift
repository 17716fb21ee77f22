import CaseModel

/// The columns of a table that share a property, which are one in the graph, and how many values they have together.
struct PropertyGroup {
    let property: String
    private(set) var columns: [Column]
    /// At least one, or none.
    let isRequired: Bool
    let maximum: Int

    /// The groups in the order of their first columns.
    static func all(of table: Table) -> [PropertyGroup] {
        var order: [String] = []
        var columns: [String: [Column]] = [:]
        for column in TableLayout(table, index: 0).columns.map(\.column) {
            guard let property = column.property, column.value != nil else { continue }
            if columns[property] == nil { order.append(property) }
            columns[property, default: []].append(column)
        }
        return order.map { PropertyGroup($0, columns[$0] ?? [], rules: table.rules) }
    }

    private init(_ property: String, _ columns: [Column], rules: [TableRule]) {
        self.property = property
        self.columns = columns
        var required = columns.contains(where: \.isRequired)
        var count = columns.count
        for case .exactlyOne(let names) in rules
        where names.allSatisfy({ name in columns.contains { $0.name == name } }) {
            required = true
            count -= names.count - 1
        }
        isRequired = required
        maximum = count
    }
}
