import CaseModel

/// A profile as its file has it.
struct ProfileDraft: Decodable {
    struct Licence: Decodable {
        static let keys = ["spdx", "url"]

        let spdx: String
        let url: String?

        init(from decoder: any Decoder) throws {
            let object = try StrictObject(decoder, keys: Self.keys)
            spdx = try object.required("spdx")
            url = try object.optional("url")
            let isIdentifier = spdx.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2B }
            if spdx.isEmpty || !isIdentifier {
                throw object.fault("spdx", "is not an SPDX identifier such as CC-BY-4.0")
            }
            if let url, Kind.url.verdict(of: url) != .canonical {
                throw object.fault("url", "is not \(Kind.url.expectation)")
            }
            if let url, !["http://", "https://"].contains(where: url.lowercased().hasPrefix) {
                throw object.fault("url", "is no address of the web")
            }
        }
    }

    static let keys = [
        "title", "audience", "formats", "licence", "container", "excelDelimiter", "documents", "permittedTexts",
    ]

    let title: String
    let audience: String
    let formats: [String]
    let licence: Licence?
    let container: String
    let excelDelimiter: String
    let documents: Bool
    let permittedTexts: [String]

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, keys: Self.keys)
        title = try object.required("title")
        audience = try object.required("audience")
        formats = try object.required("formats")
        licence = try object.optional("licence")
        container = try object.optional("container") ?? "zip"
        excelDelimiter = try object.optional("excelDelimiter") ?? ","
        documents = try object.optional("documents") ?? true
        permittedTexts = try object.optional("permittedTexts") ?? []
        if title.isEmpty || title.contains(where: \.isNewline) {
            throw object.fault("title", "is not one line of text")
        }
        try object.check("audience", audience, among: AccessLevel.allCases.map(\.code))
        try object.check("container", container, among: ProfileReader.containers)
        try object.check("excelDelimiter", excelDelimiter, among: [",", ";"])
        if formats.isEmpty { throw object.fault("formats", "is empty: a release has at least one format") }
        if let twice = formats.indices.first(where: { formats[..<$0].contains(formats[$0]) }) {
            throw object.fault("formats[\(twice)]", "\"\(visible(formats[twice]))\" is there twice")
        }
        if let empty = permittedTexts.firstIndex(of: "") { throw object.fault("permittedTexts[\(empty)]", "is empty") }
    }
}
