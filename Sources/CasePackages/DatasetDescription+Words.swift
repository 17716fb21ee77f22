package import CaseDisclosure
package import CaseModel

// What a dataset says of itself, as it is said of a release.
extension DatasetDescription {
    /// A value; nil where there is none but white space.
    package func value(_ column: String) -> String? {
        guard let text = self[column].map({ trimmed($0) }), !text.isEmpty else { return nil }
        return text
    }

    package var title: String { value("title") ?? slug }

    /// The description, or a sentence in its place.
    package var words: String { value("description") ?? "A release of the dataset \(title)." }

    package var publisher: String { value("publisher") ?? "unknown publisher" }

    /// Who made the dataset: names separated by semicolons, or else the publisher.
    package var creators: [String] {
        let names = list("creators", separator: ";")
        return names.isEmpty ? [publisher] : names
    }

    package var keywords: [String] { list("keywords", separator: ",") }

    /// The texts of a value, each on one line and there once: readers refuse what is there twice.
    private func list(_ column: String, separator: Character) -> [String] {
        var seen: Set<[UInt8]> = []
        return (value(column) ?? "").split(separator: separator).map { TextWrap.line(String($0)) }.filter {
            !$0.isEmpty && seen.insert(Array($0.utf8)).inserted
        }
    }

    /// The language of its texts; nil where it is not known, or no tag (BCP 47, section 2.1).
    package var languageTag: String? {
        let parts = language.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        let isTag = parts.enumerated().allSatisfy { index, part in
            (1...8).contains(part.count) && part.allSatisfy { isAlphanumeric($0) && (index > 0 || !isDigit($0)) }
        }
        return isTag && language != "und" ? language : nil
    }

    package var doi: DOI? { value("doi").flatMap { DOI($0) } }

    /// The profile's licence, or else the dataset's.
    package func licence(for profile: Profile) -> Licence {
        if let id = profile.licence { return Licence(id, address: profile.licenceURL) }
        return Licence(value("licence") ?? "NOASSERTION", address: profile.licenceURL ?? value("licence_url"))
    }

    /// The contact's text where it is nothing but a person's or an office's name.
    package var contactName: String? {
        guard let contact = value("contact"),
            !contact.utf8.contains(where: { $0 == 0x40 || (0x30...0x39).contains($0) }),
            !contact.contains("://"), !contact.lowercased().hasPrefix("www.")
        else { return nil }
        return contact
    }

    /// The contact's text where it is an e-mail address and nothing else.
    package var contactAddress: String? {
        guard let contact = value("contact"), contact.utf8.split(separator: 0x40).count == 2,
            contact.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>()[],;:\\\"/".utf8.contains($0) })
        else { return nil }
        return contact
    }

    /// Where the contact says that there is a page.
    package var contactPage: String? {
        guard let contact = value("contact"), contact.hasPrefix("https://") || contact.hasPrefix("http://"),
            contact.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
        else { return nil }
        return contact
    }
}
