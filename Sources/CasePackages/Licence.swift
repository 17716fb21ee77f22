/// The licence of a release.
package struct Licence: Sendable, Equatable {
    /// An SPDX identifier, or what the keeper wrote in its place.
    package let id: String
    /// In words; nil where the identifier is not one of those that data is licensed under.
    package let name: String?
    /// Where its text is; nil where nobody says so.
    package let address: String?

    /// - Parameter address: where its text is, if somebody says so.
    package init(_ id: String, address: String?) {
        self.id = id
        name = Self.names.first { Array($0.id.utf8) == Array(id.utf8) }?.name
        // SPDX keeps a page with the text of each licence of its list.
        self.address = address ?? (name == nil ? nil : "https://spdx.org/licenses/\(id).html")
    }

    /// Whether the SPDX License List knows it.
    package var isKnown: Bool { name != nil }

    /// The name, or else the identifier.
    package var words: String { name.map { "\($0) (\(id))" } ?? id }

    /// What data, texts and programs are usually licensed under, as the SPDX License List 3.14 names it.
    private static let names: [(id: String, name: String)] = [
        ("Apache-2.0", "Apache License 2.0"),
        ("BSD-2-Clause", "BSD 2-Clause \"Simplified\" License"),
        ("BSD-3-Clause", "BSD 3-Clause \"New\" or \"Revised\" License"),
        ("CC-BY-2.0", "Creative Commons Attribution 2.0 Generic"),
        ("CC-BY-2.5", "Creative Commons Attribution 2.5 Generic"),
        ("CC-BY-3.0", "Creative Commons Attribution 3.0 Unported"),
        ("CC-BY-4.0", "Creative Commons Attribution 4.0 International"),
        ("CC-BY-NC-3.0", "Creative Commons Attribution Non Commercial 3.0 Unported"),
        ("CC-BY-NC-4.0", "Creative Commons Attribution Non Commercial 4.0 International"),
        ("CC-BY-NC-ND-3.0", "Creative Commons Attribution Non Commercial No Derivatives 3.0 Unported"),
        ("CC-BY-NC-ND-4.0", "Creative Commons Attribution Non Commercial No Derivatives 4.0 International"),
        ("CC-BY-NC-SA-3.0", "Creative Commons Attribution Non Commercial Share Alike 3.0 Unported"),
        ("CC-BY-NC-SA-4.0", "Creative Commons Attribution Non Commercial Share Alike 4.0 International"),
        ("CC-BY-ND-3.0", "Creative Commons Attribution No Derivatives 3.0 Unported"),
        ("CC-BY-ND-4.0", "Creative Commons Attribution No Derivatives 4.0 International"),
        ("CC-BY-SA-3.0", "Creative Commons Attribution Share Alike 3.0 Unported"),
        ("CC-BY-SA-4.0", "Creative Commons Attribution Share Alike 4.0 International"),
        ("CC-PDDC", "Creative Commons Public Domain Dedication and Certification"),
        ("CC0-1.0", "Creative Commons Zero v1.0 Universal"),
        ("CDLA-Permissive-1.0", "Community Data License Agreement Permissive 1.0"),
        ("CDLA-Sharing-1.0", "Community Data License Agreement Sharing 1.0"),
        ("EUPL-1.2", "European Union Public License 1.2"),
        ("GFDL-1.3-or-later", "GNU Free Documentation License v1.3 or later"),
        ("GPL-3.0-only", "GNU General Public License v3.0 only"),
        ("GPL-3.0-or-later", "GNU General Public License v3.0 or later"),
        ("MIT", "MIT License"),
        ("ODC-By-1.0", "Open Data Commons Attribution License v1.0"),
        ("ODbL-1.0", "Open Data Commons Open Database License v1.0"),
        ("OGL-Canada-2.0", "Open Government Licence - Canada"),
        ("OGL-UK-1.0", "Open Government Licence v1.0"),
        ("OGL-UK-2.0", "Open Government Licence v2.0"),
        ("OGL-UK-3.0", "Open Government Licence v3.0"),
        ("PDDL-1.0", "Open Data Commons Public Domain Dedication & License 1.0"),
        ("Unlicense", "The Unlicense"),
    ]
}
