import CaseBytes
package import CaseFiles
import CaseModel

/// A key that signed notes are verified with: a name and an Ed25519 key (C2SP signed-note, "Verifier keys").
package struct VerifierKey: Sendable, Hashable {
    /// A URL without its scheme, by custom: `example.org/cases/public`.
    package let name: String
    /// The Ed25519 key's 32 bytes.
    package let publicKey: [UInt8]
    /// What signatures name the key by, besides its name.
    package let id: UInt32

    /// - Throws: `LogProblem` where a key cannot have the name.
    package init(name: String, publicKey: [UInt8]) throws(LogProblem) {
        try NoteKeyText.require(name: name)
        guard publicKey.count == 32 else {
            throw LogProblem(.logSignature, "an Ed25519 key has 32 bytes, this one \(publicKey.count)")
        }
        self.name = name
        self.publicKey = publicKey
        id = NoteKeyText.id(of: name, publicKey)
    }

    /// Reads `<name>+<hexadecimal id>+<base64 of the type and the key>`; a line end may stand behind it.
    ///
    /// - Throws: `LogProblem`, also where the id is not the one that follows from the name and the key.
    package init(parsing text: String) throws(LogProblem) {
        let parts = try NoteKeyText(parsing: text, "verifier key", prefix: [])
        try self.init(name: parts.name, publicKey: parts.bytes)
        guard id == parts.id else { throw NoteKeyText.otherID("verifier key", found: parts.id, expected: id) }
    }

    /// As the file `vkey` has it, without a line end.
    package var text: String { NoteKeyText.text(name: name, id: id, bytes: publicKey) }

    /// Names are compared by their bytes.
    package static func == (a: VerifierKey, b: VerifierKey) -> Bool {
        a.id == b.id && a.publicKey == b.publicKey && a.name.utf8.elementsEqual(b.name.utf8)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A key that signs notes, in the form that Go's `golang.org/x/mod/sumdb/note` reads and writes.
package struct SignerKey: Sendable {
    private let key: Ed25519Key
    /// What its signatures are verified with.
    package let verifierKey: VerifierKey

    /// A new one.
    ///
    /// - Throws: `LogProblem` where a key cannot have the name.
    package static func generate(name: String) throws(LogProblem) -> SignerKey {
        try SignerKey(name: name, key: Ed25519Key())
    }

    package init(name: String, key: Ed25519Key) throws(LogProblem) {
        self.key = key
        verifierKey = try VerifierKey(name: name, publicKey: key.publicKey)
    }

    /// Reads `PRIVATE+KEY+<name>+<hexadecimal id>+<base64 of the type and the seed>`; a line end may stand behind it.
    ///
    /// - Throws: `LogProblem`, whose message says nothing of what is in the text.
    package init(parsing text: String) throws(LogProblem) {
        let parts = try NoteKeyText(parsing: text, "signer key", prefix: NoteKeyText.privatePrefix)
        guard let key = Ed25519Key(seed: parts.bytes) else {
            throw LogProblem(.logSignature, "the signer key is none of Ed25519")
        }
        try self.init(name: parts.name, key: key)
        guard verifierKey.id == parts.id else {
            throw NoteKeyText.otherID("signer key", found: parts.id, expected: verifierKey.id)
        }
    }

    package var name: String { verifierKey.name }

    /// Which is to be kept secret; without a line end.
    package var text: String {
        (NoteKeyText.privatePrefix + [NoteKeyText.text(name: name, id: verifierKey.id, bytes: key.seed)])
            .joined(separator: "+")
    }

    /// The 64 bytes of the signature of a note's text (C2SP signed-note, "Ed25519 signatures").
    func signature(of text: [UInt8]) -> [UInt8] { key.signature(of: text) }
}

/// The parts of a key's text, which both sorts of keys have.
private struct NoteKeyText {
    static let privatePrefix = ["PRIVATE", "KEY"]
    /// The type of an Ed25519 key (C2SP signed-note, "Signature types").
    private static let type: UInt8 = 1

    let name: String
    let id: UInt32
    let bytes: [UInt8]

    init(parsing text: String, _ what: String, prefix: [String]) throws(LogProblem) {
        let text = text.utf8.last == 0x0A ? Array(text.utf8.dropLast()) : Array(text.utf8)
        // Base64 has plus signs too; names have none.
        let parts = text.split(separator: 0x2B, maxSplits: prefix.count + 2, omittingEmptySubsequences: false)
        guard parts.count == prefix.count + 3, zip(parts, prefix).allSatisfy({ $0.elementsEqual($1.utf8) }) else {
            let form = (prefix + ["<name>", "<id>", "<base64>"]).joined(separator: "+")
            throw LogProblem(.logSignature, "the \(what) is not \(form)")
        }
        let rest = parts[prefix.count...].map { Array($0) }
        name = String(decoding: rest[0], as: UTF8.self)
        try Self.require(name: name)
        guard let id = Self.id(parsing: rest[1]) else {
            throw LogProblem(.logSignature, "the id of the \(what) is not 8 lower-case hexadecimal digits")
        }
        guard let bytes = CaseBytes.bytes(base64: rest[2]), bytes.count == 33 else {
            throw LogProblem(.logSignature, "the \(what) is not the base64 text of 33 bytes")
        }
        guard bytes[0] == Self.type else {
            throw LogProblem(.logSignature, "the \(what) is of type \(bytes[0]); only 1, Ed25519, is known")
        }
        self.id = id
        self.bytes = Array(bytes.dropFirst())
    }

    static func text(name: String, id: UInt32, bytes: [UInt8]) -> String {
        "\(name)+\(hexadecimal(id.bigEndianBytes))+\(base64([type] + bytes))"
    }

    static func id(of name: String, _ publicKey: [UInt8]) -> UInt32 {
        UInt32(bigEndianBytes: sha256(Array(name.utf8), [0x0A, type], publicKey)[..<4])
    }

    static func require(name: String) throws(LogProblem) {
        guard isNoteKeyName(name) else {
            throw LogProblem(
                .logSignature, "the name of a key is not empty and has no white space, control or plus sign in it")
        }
    }

    private static func id(parsing text: [UInt8]) -> UInt32? {
        guard text.count == 8, text.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) }) else { return nil }
        return UInt32(String(decoding: text, as: UTF8.self), radix: 16)
    }

    static func otherID(_ what: String, found: UInt32, expected: UInt32) -> LogProblem {
        let (found, expected) = (hexadecimal(found.bigEndianBytes), hexadecimal(expected.bigEndianBytes))
        return LogProblem(
            .logSignature, "the \(what) says that its id is \(found); \(expected) follows from its name and key")
    }
}

/// Whether a key can have a name (C2SP signed-note, "Format").
func isNoteKeyName(_ name: String) -> Bool {
    !name.isEmpty
        && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
}

extension UInt32 {
    init(bigEndianBytes bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }
}
