package import CaseDisclosure
import CaseModel

extension ReleaseFacts {
    /// A value of the dataset's description; nil where it has none but white space.
    func value(_ column: String) -> String? { dataset.value(column) }

    var title: String { dataset.title }
    var description: String { dataset.words }
    var publisher: String { dataset.publisher }
    var creators: [String] { dataset.creators }
    var keywords: [String] { dataset.keywords }
    var doi: DOI? { dataset.doi }
    var licence: Licence { dataset.licence(for: profile) }

    /// The day of the release, `YYYY-MM-DD`.
    var day: String { String(instant.prefix(10)) }

    /// A name of this release that no other has: below the dataset's own IRI.
    var iri: String { dataset.base + "release/" + id + "/" + profile.name }

    var contactName: String? { dataset.contactName }
    var contactAddress: String? { dataset.contactAddress }
    var contactPage: String? { dataset.contactPage }

    var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

    /// How many records, cells and references were left out.
    var withheldCounts: (records: Int, fields: Int, references: Int) {
        let sum: ([DisclosureReport.Count]) -> Int = { $0.reduce(0) { $0 + $1.count } }
        return (sum(withheld.records), sum(withheld.fields), sum(withheld.references))
    }
}

/// A concept that ships with the tool, in words.
package enum ConceptWords {
    /// - Returns: the label and the definition; nil for a code that does not ship with the tool.
    package static func of(_ code: String, in scheme: String) -> (label: String, definition: String)? {
        let key = Array("\(scheme)/\(code)".utf8)
        guard let index = ShippedConcepts.keys.firstIndex(of: key) else { return nil }
        let row = ShippedConcepts.rows[index]
        return (row.text(2), row.text(3))
    }

    /// A ground on which something is left out.
    package static func ground(_ code: String) -> (label: String, definition: String)? {
        switch code {
        case "access-level":
            ("Access level", "The record itself says that it is for a smaller circle than this release.")
        case "dependency": ("Dependency", "It cannot be understood without something else that is left out.")
        default: of(code, in: "access-ground")
        }
    }
}

extension ReleaseFacts {
    var restriction: String? { profile.restriction }
}

extension Profile {
    /// That a release is not for everybody; nil where it is.
    package var restriction: String? {
        guard audience != "public" else { return nil }
        let words = ConceptWords.of(audience, in: "access-level")
        return "This release is not public. It is for readers of the access level \(words?.label ?? audience), "
            + "and may hold records and values that nobody else may see. Whatever licence is named, it gives no leave "
            + "to pass those on."
    }
}
