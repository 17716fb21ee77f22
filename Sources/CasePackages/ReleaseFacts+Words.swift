import CaseDisclosure
import CaseModel

extension ReleaseFacts {
    /// A value of the dataset's description; nil where it has none but white space.
    func value(_ column: String) -> String? {
        guard let text = dataset[column].map({ trimmed($0) }), !text.isEmpty else { return nil }
        return text
    }

    var title: String { value("title") ?? dataset.slug }

    /// The dataset's description, or a sentence in its place.
    var description: String { value("description") ?? "A release of the dataset \(title)." }

    var publisher: String { value("publisher") ?? "unknown publisher" }

    /// Who made the dataset: names separated by semicolons, or else the publisher.
    var creators: [String] {
        let names = list("creators", separator: ";")
        return names.isEmpty ? [publisher] : names
    }

    var keywords: [String] { list("keywords", separator: ",") }

    /// The texts of a value, each on one line and there once: readers refuse what is there twice.
    private func list(_ column: String, separator: Character) -> [String] {
        var seen: Set<[UInt8]> = []
        return (value(column) ?? "").split(separator: separator).map { TextWrap.line(String($0)) }.filter {
            !$0.isEmpty && seen.insert(Array($0.utf8)).inserted
        }
    }

    var doi: DOI? { value("doi").flatMap { DOI($0) } }

    /// The profile's licence, or else the dataset's.
    var licence: Licence {
        if let id = profile.licence { return Licence(id, address: profile.licenceURL) }
        return Licence(value("licence") ?? "NOASSERTION", address: profile.licenceURL ?? value("licence_url"))
    }

    /// The day of the release, `YYYY-MM-DD`.
    var day: String { String(instant.prefix(10)) }

    /// A name of this release that no other has: below the dataset's own IRI.
    var iri: String { dataset.base + "release/" + id + "/" + profile.name }

    /// The contact's text where it is nothing but a person's or an office's name.
    var contactName: String? {
        guard let contact = value("contact"),
            !contact.utf8.contains(where: { $0 == 0x40 || (0x30...0x39).contains($0) }),
            !contact.contains("://"), !contact.lowercased().hasPrefix("www.")
        else { return nil }
        return contact
    }

    /// The contact's text where it is an e-mail address and nothing else.
    var contactAddress: String? {
        guard let contact = value("contact"), contact.utf8.split(separator: 0x40).count == 2,
            contact.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>()[],;:\\\"/".utf8.contains($0) })
        else { return nil }
        return contact
    }

    /// Where the contact says that there is a page.
    var contactPage: String? {
        guard let contact = value("contact"), contact.hasPrefix("https://") || contact.hasPrefix("http://"),
            contact.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
        else { return nil }
        return contact
    }

    var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

    /// How many records, cells and references were left out.
    var withheldCounts: (records: Int, fields: Int, references: Int) {
        let sum: ([DisclosureReport.Count]) -> Int = { $0.reduce(0) { $0 + $1.count } }
        return (sum(withheld.records), sum(withheld.fields), sum(withheld.references))
    }
}

/// A concept that ships with the tool, in words.
enum ConceptWords {
    /// - Returns: the label and the definition; nil for a code that does not ship with the tool.
    static func of(_ code: String, in scheme: String) -> (label: String, definition: String)? {
        let key = Array("\(scheme)/\(code)".utf8)
        guard let index = ShippedConcepts.keys.firstIndex(of: key) else { return nil }
        let row = ShippedConcepts.rows[index]
        return (row.text(2), row.text(3))
    }

    /// A ground on which something is left out.
    static func ground(_ code: String) -> (label: String, definition: String)? {
        switch code {
        case "access-level":
            ("Access level", "The record itself says that it is for a smaller circle than this release.")
        case "dependency": ("Dependency", "It cannot be understood without something else that is left out.")
        default: of(code, in: "access-ground")
        }
    }
}

extension ReleaseFacts {
    /// That the release is not for everybody; nil where it is.
    var restriction: String? {
        guard profile.audience != "public" else { return nil }
        let words = ConceptWords.of(profile.audience, in: "access-level")
        return "This release is not public. It is for readers of the access level \(words?.label ?? profile.audience), "
            + "and may hold records and values that nobody else may see. Whatever licence is named, it gives no leave "
            + "to pass those on."
    }
}
