import CaseBytes
import CaseTesting
@_spi(_Unicode) import Swift
import Testing

private func faults(_ bytes: [UInt8]) -> [(Int, TextFault)] {
    var found: [(Int, TextFault)] = []
    bytes.withUnsafeBufferPointer { bytes in
        scanText(bytes) { offset, fault in
            found.append((offset, fault))
            return true
        }
    }
    return found
}

@Suite struct TextScanTests {
    /// Every code point by itself: allowed, forbidden in XML 1.0, or a surrogate, which is not UTF-8.
    @Test func everyCodePoint() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let found = faults(Array(String(Character(scalar)).utf8))
            let isForbidden =
                value < 0x20 && ![0x09, 0x0A, 0x0D].contains(value) || value == 0xFFFE || value == 0xFFFF
            if isForbidden {
                #expect(found.count == 1 && found[0] == (0, .forbidden(value)), "\(value)")
            } else if found.contains(where: { $0.1 != .unsettledNormalization || $0.0 != 0 }) {
                Issue.record("U+\(String(value, radix: 16)): \(found)")
            }
        }
    }

    /// The scan passes over a character only if it settles NFC by itself: it has no combining class, is its own normal
    /// form, and ends no composition. So a new version of Unicode shows here.
    @Test func whatIsPassedOverIsNormalized() {
        var missing: Set<UInt32> = []
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(Character(scalar))
            let isOwnForm = Array(text._nfc) == [scalar]
            var unsettled: [Unicode.Scalar] = []
            if scalar.properties.canonicalCombiningClass != .notReordered || !isOwnForm { unsettled.append(scalar) }
            let parts = Array(text._nfd)
            if isOwnForm, parts.count > 1 { unsettled.append(parts[parts.count - 1]) }
            for scalar in unsettled where faults(Array(String(Character(scalar)).utf8)).isEmpty {
                missing.insert(scalar.value)
            }
        }
        #expect(missing.sorted().map { String($0, radix: 16) } == [])
    }

    @Test func surrogatesAreNotUTF8() {
        for value in UInt32(0xD800)...0xDFFF {
            let bytes = [UInt8(0xE0 | value >> 12), UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
            #expect(faults(bytes).map(\.1) == [.invalidUTF8, .invalidUTF8, .invalidUTF8])
        }
    }

    /// The scan and the standard library agree on what is UTF-8: all pairs of bytes, and all runs of four of those at
    /// which the rules change (Unicode Standard, table 3-7).
    @Test func whatIsUTF8() {
        func verify(_ bytes: [UInt8]) {
            let isValid = !faults(bytes).contains { $0.1 == .invalidUTF8 }
            if isValid != (String(validating: bytes, as: UTF8.self) != nil) { Issue.record("\(hexadecimal(bytes))") }
        }
        for a in UInt8.min...UInt8.max {
            verify([a])
            for b in UInt8.min...UInt8.max { verify([a, b]) }
        }
        let edges: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
            0xF0, 0xF1,
            0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for a in edges { for b in edges { for c in edges { for d in edges { verify([a, b, c, d]) } } } }
    }

    /// Characters of every length, whole and cut short, at every place around the sixteen bytes of a step.
    @Test func atEveryPlace() {
        for text in ["é", "€", "🕊", "\u{FFFD}"] {
            let character = Array(text.utf8)
            for before in 0...34 {
                let head = [UInt8](repeating: 0x61, count: before)
                for after in [0, 1, 20] {
                    let tail = [UInt8](repeating: 0x62, count: after)
                    #expect(faults(head + character + tail).isEmpty)
                    for cut in 1..<character.count {
                        let found = faults(head + character[..<cut] + tail)
                        #expect(found.first?.0 == before && found.first?.1 == .invalidUTF8)
                    }
                    let found = faults(head + [0x01] + tail + [0x1F])
                    #expect(found.map(\.0) == [before, before + 1 + after])
                    #expect(found.map(\.1) == [.forbidden(1), .forbidden(0x1F)])
                }
            }
        }
    }

    @Test func stopsWhenTold() {
        var count = 0
        [UInt8](repeating: 1, count: 100).withUnsafeBufferPointer { bytes in
            scanText(bytes) { _, _ in
                count += 1
                return count < 3
            }
        }
        #expect(count == 3)
        scanText(UnsafeBufferPointer(start: nil, count: 0)) { _, _ in
            count = 0
            return true
        }
        #expect(count == 3)
    }
}

@Suite struct NormalizationTests {
    private func isNormal(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer(isNormalized) }

    private func isUnsettled(_ text: String) -> Bool {
        faults(Array(text.utf8)).contains { $0.1 == .unsettledNormalization }
    }

    /// Texts with their normal form (Unicode Standard Annex #15).
    @Test(arguments: [
        ("e\u{301}", "é"), ("A\u{30A}", "Å"), ("\u{212B}", "Å"), ("\u{2126}", "Ω"),
        ("\u{1E9B}\u{323}", "\u{1E9B}\u{323}"),
        ("s\u{307}\u{323}", "\u{1E69}"), ("d\u{307}\u{323}", "\u{1E0D}\u{307}"),
        ("\u{1100}\u{1161}\u{11A8}", "\u{AC01}"),
        ("\u{AC00}\u{11A8}", "\u{AC01}"), ("\u{958}", "\u{915}\u{93C}"), ("\u{FB2A}", "\u{5E9}\u{5C1}"),
        ("\u{2000}", "\u{2002}"),
        ("\u{37E}", ";"), ("\u{387}", "\u{B7}"), ("\u{F900}", "\u{8C48}"), ("\u{2F800}", "\u{4E3D}"),
        ("\u{1D15E}", "\u{1D157}\u{1D165}"),
        ("か\u{3099}", "が"), ("a\u{328}\u{301}", "ą\u{301}"), ("a\u{301}\u{328}", "ą\u{301}"), ("\u{1F71}", "\u{3AC}"),
    ])
    func normalForms(text: String, normal: String) {
        let isSame = Array(text.utf8) == Array(normal.utf8)
        #expect(isNormal(text) == isSame && isNormal(normal))
        if !isSame { #expect(isUnsettled(text)) }
        let form = Array(text.utf8).withUnsafeBufferPointer { normalizationFormC(of: $0) }
        #expect(form == Array(normal.utf8))
        // And between other text, at places around a step of the scan.
        for before in [0, 13, 15, 16, 31] {
            let framed = String(repeating: "x", count: before) + text + "y"
            #expect(isNormal(framed) == isSame)
            if !isSame { #expect(isUnsettled(framed)) }
        }
    }

    /// Runs of marks, short and long: no letter of them composes with the letter before.
    @Test(arguments: [1, 2, 63, 64, 65, 66, 200, 300_000])
    func runsOfMarks(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let marks: [(scalar: Unicode.Scalar, parts: [(order: Int, scalar: Unicode.Scalar)])] = [
            ("\u{301}", [(230, "\u{301}")]), ("\u{300}", [(230, "\u{300}")]), ("\u{323}", [(220, "\u{323}")]),
            ("\u{327}", [(202, "\u{327}")]), ("\u{345}", [(240, "\u{345}")]),
            ("\u{344}", [(230, "\u{308}"), (230, "\u{301}")]),
            ("\u{F73}", [(129, "\u{F71}"), (130, "\u{F72}")]), ("\u{F75}", [(129, "\u{F71}"), (132, "\u{F74}")]),
            ("\u{F81}", [(129, "\u{F71}"), (130, "\u{F80}")]), ("\u{1D165}", [(216, "\u{1D165}")]),
        ]
        let chosen = (0..<count).map { _ in marks.randomElement(using: &random)! }
        var buckets: [Int: [Unicode.Scalar]] = [:]
        for mark in chosen { for (order, scalar) in mark.parts { buckets[order, default: []].append(scalar) } }
        let ordered = buckets.sorted { $0.key < $1.key }.flatMap(\.value)
        func text(_ scalars: [Unicode.Scalar]) -> [UInt8] {
            var view = String.UnicodeScalarView()
            view.append("q")
            view.append(contentsOf: scalars)
            view.append(contentsOf: "q́\u{4E00}".unicodeScalars)
            return Array(String(view).utf8)
        }
        let form = text(chosen.map(\.scalar)).withUnsafeBufferPointer { normalizationFormC(of: $0) }
        #expect(form == text(ordered))
        #expect(form.withUnsafeBufferPointer(isNormalized))
    }

    @Test(arguments: ["", "plain", "Zoë", "ﬁ", "①", "עברית", "العربية", "漢字かな", "🕊️👩‍👩‍👧‍👦", "क्षि", "각", "\u{FEFF}", "Å"])
    func isNormalAlready(text: String) { #expect(isNormal(text)) }
}
