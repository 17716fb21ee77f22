/// How wide a text is when it is drawn, in pixels: near enough to break lines, whatever the sans-serif is.
func drawnWidth(_ text: some StringProtocol, size: Double) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x20, 0x21, 0x27, 0x28...0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x49, 0x66, 0x69, 0x6A, 0x6C, 0x72, 0x74, 0x7C:
            width += 0.38
        case 0x4D, 0x57, 0x6D, 0x77, 0x40: width += 0.95
        case 0x41...0x5A: width += 0.71
        case 0x0300...0x036F: break
        case 0x1100...: width += 1
        default: width += 0.61
        }
    }
    return width * size
}

/// A text in lines of at most so many pixels, the last of them cut where there are too many.
func drawnLines(_ text: String, width: Double, size: Double, limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }) {
        let longer = line.isEmpty ? String(word) : "\(line) \(word)"
        if line.isEmpty || drawnWidth(longer, size: size) <= width {
            line = longer
            continue
        }
        lines.append(line)
        line = String(word)
    }
    lines.append(line)
    let isCut = lines.count > limit
    lines = lines.prefix(limit).map { drawnPrefix($0, width: width, size: size) }
    if isCut, let last = lines.last, last.last != "…" {
        lines[limit - 1] = drawnPrefix(last + " …", width: width, size: size)
    }
    return lines
}

/// As much of a text as so many pixels hold, with an ellipsis where that is not all.
func drawnPrefix(_ text: String, width: Double, size: Double) -> String {
    guard drawnWidth(text, size: size) > width else { return text }
    var end = text.endIndex
    while end > text.startIndex, drawnWidth(text[..<end], size: size) > width - size {
        end = text.index(before: end)
    }
    return text[..<end] + "…"
}
