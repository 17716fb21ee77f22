/// Text of the sort that breaks writers and readers: all of it in Normalization Form C and allowed in XML 1.0.
package enum RandomText {
    package static let pieces: [String] = [
        "word", "Zoë", "naïve", "a,b", "semi;colon", "\"", "\"\"", "'", "\r", "\n", "\r\n", "\t", " ", "  ", "🕊️",
        "👩‍👩‍👧‍👦", "עברית", "\u{202E}العربية\u{202C}", "#", "=1+1", "@x", "-2", "+3", "\\", "\\n", "{", "}", "<a href=\"x\">",
        "&amp;", "]]>", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{7F}", "漢字かな", "𝄞", "null", "NULL", "true",
        "%41", "|", "0",
    ]

    /// Never empty.
    package static func make(_ generator: inout SeededGenerator) -> String {
        if generator.oneIn(3) { return "A plain sentence of \(Int.random(in: 1...99, using: &generator)) words." }
        var text = ""
        for _ in 0..<Int.random(in: 1...8, using: &generator) { text += generator.pick(pieces) }
        return text
    }
}
