/// Who a release is for, and what goes into it.
package struct Profile: Sendable, Equatable {
    /// Lower-case letters, digits and `-`: part of the release's name.
    package var name: String
    /// One line for readers: who the release is for.
    package var title: String
    /// A code of the scheme `access-level`: nothing above it goes into the release.
    package var audience: String
    /// The names of the formats, in no particular order.
    package var formats: [String]
    /// In place of the dataset's own licence: an SPDX identifier, and where its text is.
    package var licence: String?
    package var licenceURL: String?
    /// `zip`, `tar.gz`, `tar` or `directory`: what a job makes of it. A command's output says it by its name.
    package var container: String
    /// What separates the cells of the `excel` format: `,` or `;`.
    package var excelDelimiter: String
    /// Whether the documents' files go into the release.
    package var includesDocuments: Bool
    /// Texts that the leak scan passes over although a withheld cell has them too, each written out by the keeper.
    package var permittedTexts: [String]

    package init(
        name: String, title: String, audience: String, formats: [String], licence: String? = nil,
        licenceURL: String? = nil, container: String = "zip", excelDelimiter: String = ",",
        includesDocuments: Bool = true, permittedTexts: [String] = []
    ) {
        self.name = name
        self.title = title
        self.audience = audience
        self.formats = formats
        self.licence = licence
        self.licenceURL = licenceURL
        self.container = container
        self.excelDelimiter = excelDelimiter
        self.includesDocuments = includesDocuments
        self.permittedTexts = permittedTexts
    }
}
