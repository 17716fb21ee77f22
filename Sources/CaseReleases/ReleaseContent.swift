package import CaseModel
package import CasePackages

/// Collects from the disclosed batches, in their order, what the page shows and which documents go with the release.
package actor ReleaseContent {
    /// A document's file, as its record has it.
    package struct Document: Sendable {
        package let path: String
        package let mediaType: String
        package let sha256: String
    }

    package private(set) var page: PageContent
    /// In the order of their records.
    package private(set) var documents: [Document] = []
    private let documentColumns: (path: Int, mediaType: Int, sha256: Int)?
    private var order = Reordering<Batch?>()

    package init(page: PageContent, schema: Schema) {
        self.page = page
        let table = schema.table(named: "files")
        documentColumns =
            if let path = table?.index(of: "path"), let mediaType = table?.index(of: "media_type"),
                let sha256 = table?.index(of: "sha256")
            { (path, mediaType, sha256) } else { nil }
    }

    /// - Parameters:
    ///   - batch: nil where nothing of it is disclosed.
    ///   - sequence: its number, from 0, in the order of all tables.
    func add(_ batch: Batch?, at sequence: Int) {
        for batch in order.insert(batch, at: sequence) {
            guard let batch else { continue }
            if page.wants(batch.layout) { page.add(batch) }
            if batch.layout.table.name == "files", let documentColumns { collect(batch.rows, documentColumns) }
        }
    }

    private func collect(_ rows: RowBatch, _ columns: (path: Int, mediaType: Int, sha256: Int)) {
        for row in 0..<rows.rowCount {
            documents.append(
                Document(
                    path: rows.text(row, columns.path), mediaType: rows.text(row, columns.mediaType),
                    sha256: rows.text(row, columns.sha256)))
        }
    }
}
