/// The documents of a channel: everything that is written anew with each release, made from one value.
package enum CatalogueDocuments {
    package struct Document: Sendable {
        /// In the channel's folder.
        package let name: String
        /// RFC 6838.
        package let mediaType: String
        package let bytes: [UInt8]
    }

    package static func all(_ catalogue: Catalogue) -> [Document] {
        [
            Document(
                name: CataloguePage.name, mediaType: "text/html; charset=utf-8", bytes: CataloguePage.bytes(catalogue)),
            Document(name: IndexDocument.name, mediaType: "application/json", bytes: IndexDocument.bytes(catalogue)),
            Document(
                name: VersionsDocument.name, mediaType: "application/json", bytes: VersionsDocument.bytes(catalogue)),
            Document(
                name: ChecksumsDocument.name, mediaType: "text/plain; charset=utf-8",
                bytes: ChecksumsDocument.bytes(catalogue)),
            Document(name: FeedDocument.name, mediaType: "application/atom+xml", bytes: FeedDocument.bytes(catalogue)),
            Document(
                name: CatalogDocument.jsonLDName, mediaType: "application/ld+json",
                bytes: CatalogDocument.jsonLD(catalogue)),
            Document(
                name: CatalogDocument.turtleName, mediaType: "text/turtle", bytes: CatalogDocument.turtle(catalogue)),
        ]
    }
}
