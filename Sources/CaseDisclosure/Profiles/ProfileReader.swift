import CaseModel
import FoundationEssentials

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
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let draft: ProfileDraft
        do {
            draft = try decoder.decode(ProfileDraft.self, from: Data(bytes))
        } catch let fault as ProfileFault {
            throw problem(fault.key, fault.message)
        } catch let error as DecodingError {
            let (key, message) = words(error)
            throw problem(key, message)
        } catch {
            throw problem(nil, "cannot be read: \(error)")
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

    private static func words(_ error: DecodingError) -> (key: String?, message: String) {
        switch error {
        case .typeMismatch(let type, let context):
            let isWhole = context.codingPath.isEmpty
            let expected =
                type is String.Type
                ? "a text" : type is Bool.Type ? "true or false" : isWhole ? "an object" : "a list, or an object"
            return (path(context.codingPath), "is not \(expected)")
        case .valueNotFound(_, let context): return (path(context.codingPath), "is null; leave the key out")
        case .keyNotFound(let key, let context):
            return (path(context.codingPath), "the key \(key.stringValue) is missing")
        case .dataCorrupted(let context):
            let detail = context.underlyingError.map { "\($0)" } ?? context.debugDescription
            return (path(context.codingPath), "is not JSON5: \(visible(detail, limit: 300))")
        @unknown default: return (nil, "cannot be read: \(error)")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String? {
        if keys.isEmpty { return nil }
        return keys.reduce("") { path, key in
            key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? "" : path + ".") + visible(key.stringValue)
        }
    }
}
