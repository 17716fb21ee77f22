import CaseBytes
import CaseFiles
import CaseModel

/// A text with signatures (C2SP signed-note).
package struct SignedNote: Sendable, Equatable {
    /// With the line end that it ends in.
    package let text: [UInt8]
    package private(set) var signatures: [Signature]

    /// A line behind the text.
    package struct Signature: Sendable, Equatable {
        package let name: String
        package let id: UInt32
        package let bytes: [UInt8]

        package static func == (a: Signature, b: Signature) -> Bool {
            a.name.utf8.elementsEqual(b.name.utf8) && a.id == b.id && a.bytes == b.bytes
        }
    }

    /// How many bytes a note may have, and how many signatures. (Notes of 16 signatures must be accepted, and one of them
    /// can have nearly 5 kB.)
    private static let limits = (bytes: 1 << 20, signatures: 100)

    /// Signs a text.
    ///
    /// - Throws: `LogProblem` where no note can have the text.
    package init(signing text: [UInt8], by key: SignerKey) throws(LogProblem) {
        try Self.require(text)
        guard text.last == 0x0A else { throw Self.problem("its text does not end in a line end") }
        self.text = text
        signatures = [
            Signature(name: key.name, id: key.verifierKey.id, bytes: key.signature(of: text))
        ]
    }

    /// Reads a note, strictly. That it is one says nothing of its signatures: `verify` does.
    ///
    /// - Throws: `LogProblem` with `log-checkpoint` where it is none.
    package init(parsing bytes: [UInt8]) throws(LogProblem) {
        guard bytes.count <= Self.limits.bytes else {
            throw Self.problem("it has \(bytes.count) bytes, and \(Self.limits.bytes) are the limit")
        }
        try Self.require(bytes)
        guard bytes.last == 0x0A else { throw Self.problem("it does not end in a line end") }
        guard let end = (1..<max(bytes.count, 1)).last(where: { bytes[$0 - 1] == 0x0A && bytes[$0] == 0x0A }) else {
            throw Self.problem("there is no empty line between the text and the signatures")
        }
        text = Array(bytes[..<end])
        let lines = bytes[(end + 1)...].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        guard !lines.isEmpty else { throw Self.problem("it has no signature") }
        guard lines.count <= Self.limits.signatures else {
            throw Self.problem("it has \(lines.count) signatures, and \(Self.limits.signatures) are the limit")
        }
        let first = text.reduce(2) { $1 == 0x0A ? $0 + 1 : $0 }
        signatures = []
        for (index, line) in lines.enumerated() {
            guard let signature = Signature(parsing: line) else {
                throw LogProblem(
                    .logCheckpoint, "not a signature: an em dash, a key's name and base64", line: first + index)
            }
            signatures.append(signature)
        }
    }

    /// With the line end that it ends in.
    package var bytes: [UInt8] { text + [0x0A] + signatures.flatMap(\.line) }

    /// Throws unless a key signed the text. Signatures of other keys are passed over, also those that share the name or
    /// the id with it.
    ///
    /// - Throws: `LogProblem` with `log-foreign` where the key signed nothing, `log-signature` where what it is said to
    ///   have signed is something else.
    package func verify(by key: VerifierKey) throws(LogProblem) {
        let own = signatures.filter { $0.id == key.id && $0.name.utf8.elementsEqual(key.name.utf8) }
        guard !own.isEmpty else {
            let names = signatures.prefix(3).map { visible($0.name) }.joined(separator: ", ")
            throw LogProblem(
                .logForeign,
                "it is not signed by the key \(visible(key.name)) (\(hexadecimal(key.id.bigEndianBytes))), but by \(names)"
            )
        }
        guard own.allSatisfy({ isEd25519Signature($0.bytes, of: text, by: key.publicKey) }) else {
            throw LogProblem(.logSignature, "the signature of \(visible(key.name)) is not one of this text")
        }
    }

    /// Throws where no note can have the bytes.
    private static func require(_ bytes: [UInt8]) throws(LogProblem) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw problem("it is not UTF-8") }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { throw problem("it has a control character in it") }
    }

    private static func problem(_ message: String) -> LogProblem {
        LogProblem(.logCheckpoint, "not a signed note: \(message)")
    }
}

extension SignedNote.Signature {
    private static let dash = Array("\u{2014} ".utf8)

    /// nil where a line is none: an em dash, a space, a key's name, a space, base64 of the key's id and the signature.
    fileprivate init?(parsing line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.dash) else { return nil }
        let parts = line.dropFirst(Self.dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = CaseBytes.bytes(base64: parts[1]), bytes.count > 4 else { return nil }
        name = String(decoding: parts[0], as: UTF8.self)
        guard isNoteKeyName(name) else { return nil }
        id = UInt32(bigEndianBytes: bytes[..<4])
        self.bytes = Array(bytes[4...])
    }

    fileprivate var line: [UInt8] {
        Self.dash + Array(name.utf8) + [0x20] + Array(base64(id.bigEndianBytes + bytes).utf8) + [0x0A]
    }
}
