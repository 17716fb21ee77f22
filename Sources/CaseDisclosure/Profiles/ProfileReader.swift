import CaseModel

/// Reads profiles: JSON5 (Standard JSON5 1.0), an object with the keys of `Profile`, each of them checked.
///
/// Strict: an unknown key is an error, not an oversight, since what is misspelt would publish what it was to hold back.
package enum ProfileReader {
    /// A profile is written by hand: nobody's is longer.
    static let byteLimit = 1 << 20
    package static let containers = ["zip", "tar.gz", "tar", "directory"]

    /// - Parameter name: the profile's name: that of its file, without what comes after the dot.
    package static func read(_ bytes: [UInt8], name: String) throws(ProfileProblem) -> Profile {
        func problem(_ key: String?, _ message: String) -> ProfileProblem {
            ProfileProblem(profile: visible(name), key: key, message: message)
        }
        guard isName(name) else {
            throw problem(nil, "a profile's name is 1 to 40 lower-case letters, digits and -, beginning with a letter")
        }
        guard bytes.count <= byteLimit else {
            throw problem(nil, "has \(bytes.count) bytes, and \(byteLimit) are the limit")
        }
        let draft: ProfileDraft
        do throws(ConfigurationFault) {
            draft = try decodeJSON5(ProfileDraft.self, from: bytes)
        } catch {
            throw problem(error.key, error.message)
        }
        return Profile(
            name: name, title: draft.title, audience: draft.audience, formats: draft.formats,
            licence: draft.licence?.spdx, licenceURL: draft.licence?.url, container: draft.container,
            excelDelimiter: draft.excelDelimiter, includesDocuments: draft.documents,
            permittedTexts: draft.permittedTexts)
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLower(first), name.utf8.count <= 40 else { return false }
        return name.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D }
    }
}
