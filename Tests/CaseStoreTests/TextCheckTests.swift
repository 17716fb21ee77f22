import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What a check says of bytes that no text may hold, wherever in a row they are.
@Suite struct TextCheckTests {
    private func findings(name: [UInt8], description: [UInt8] = [], born: [UInt8] = []) async throws -> [String] {
        let directory = try TemporaryDirectory(dataset: [:])
        let row = [Array("per_1".utf8), name, description, born].joined(separator: [0x2C])
        try directory.write(Array("id,name,description,born\n".utf8) + row + [0x0A], to: "persons.csv")
        return try await DirectoryStore(path: directory.path).check().findings.map {
            "\($0.code.name) \($0.place.column ?? "")"
        }
    }

    @Test func invalidBytesAreReportedOncePerCell() async throws {
        #expect(try await findings(name: [0xFF]) == ["invalid-utf8 name"])
        #expect(try await findings(name: [0x41, 0xFF, 0x42, 0xFE]) == ["invalid-utf8 name"])
        #expect(try await findings(name: [0x80]) == ["invalid-utf8 name"])
        #expect(try await findings(name: [0x41, 0xC3]) == ["invalid-utf8 name"])
        #expect(
            try await findings(name: [0xFF], description: [0x80, 0x41])
                == ["invalid-utf8 name", "invalid-utf8 description"])
    }

    /// Cells stand next to each other in memory: the halves of a character in two of them are not a character.
    @Test func aCharacterDoesNotCrossCells() async throws {
        #expect(try await findings(name: [0x41, 0xC3], description: [0xA9]) == ["invalid-utf8 description"])
        #expect(
            try await findings(name: [0x41], description: [0xF0, 0x9F], born: [0x95, 0x8A]).contains {
                $0.hasPrefix("invalid-utf8")
            })
    }

    @Test func invalidBytesBehindCombiningCharactersAreErrors() async throws {
        #expect(
            try await Set(findings(name: Array("e\u{301}".utf8) + [0xFF])) == [
                "invalid-utf8 name", "not-normalized name",
            ])
    }

    @Test func invalidBytesBehindManyCombiningCharactersAreErrors() async throws {
        let pointed = Array(String(repeating: "שָׁ", count: 60_000).precomposed.utf8)
        #expect(
            try await findings(name: Array("x".utf8), description: pointed + [0xFF]).contains(
                "invalid-utf8 description"))
    }

    @Test func forbiddenCharactersAreReportedEachTime() async throws {
        #expect(
            try await findings(name: Array("a\u{1}b\u{1F}\u{FFFE}".utf8))
                == ["forbidden-character name", "forbidden-character name", "forbidden-character name"])
        #expect(try await findings(name: Array("\t\r \u{7F}\u{85}\u{FFFD}\u{10FFFF}".utf8).quoted) == [])
    }

    @Test func aCombiningCharacterAtTheStartOfACellIsNormalized() async throws {
        #expect(try await findings(name: Array("e".utf8), description: Array("\u{301}".utf8)) == [])
        #expect(try await findings(name: Array("e\u{301}".utf8)) == ["not-normalized name"])
        #expect(try await findings(name: Array("é".utf8)) == [])
    }
}

extension String {
    /// The text without characters that NFC would change.
    fileprivate var precomposed: String { String(String.UnicodeScalarView(_nfcScalars)) }

    private var _nfcScalars: [Unicode.Scalar] { unicodeScalars.filter { $0.value != 0xFB2A && $0.value != 0xFB2B } }
}

extension [UInt8] {
    fileprivate var quoted: [UInt8] { [0x22] + self + [0x22] }
}
