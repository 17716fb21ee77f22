/// What a release leaves out: counts, never values.
package struct DisclosureReport: Sendable, Equatable {
    /// How many things of one sort were left out on one ground.
    package struct Count: Sendable, Equatable {
        package let table: String
        /// nil for whole records.
        package let column: String?
        /// A code of the scheme `access-ground`; `access-level` for what the record's own `access` says; `dependency`
        /// for what cannot be understood without something that is left out.
        package let ground: String
        package let count: Int

        package init(table: String, column: String?, ground: String, count: Int) {
            self.table = table
            self.column = column
            self.ground = ground
            self.count = count
        }
    }

    /// The access level of the readers.
    package var audience: String
    /// The day whose rules were applied, `YYYY-MM-DD`.
    package var asOf: String
    /// Records left out, in the order of table and ground.
    package var records: [Count]
    /// Cells emptied, or replaced where the column is required, in the order of table, column and ground.
    package var fields: [Count]
    /// References emptied because the record they point to is left out.
    package var references: [Count]

    package init(
        audience: String, asOf: String, records: [Count] = [], fields: [Count] = [], references: [Count] = []
    ) {
        self.audience = audience
        self.asOf = asOf
        self.records = records
        self.fields = fields
        self.references = references
    }

    package var isEmpty: Bool { records.isEmpty && fields.isEmpty && references.isEmpty }
}
