/// The order of combining marks behind one another (Unicode Standard, section 3.11, D109).
enum CombiningOrder {
    /// From how many marks on a run is sorted here. The standard library sorts each by insertion, which takes the square
    /// of the time for a run that somebody made long.
    private static let longRun = 64

    /// The text with every long run of combining marks in canonical order, and without marks of no class, across which
    /// the standard library does not sort. It is canonically equivalent to the text.
    static func sorted(_ text: String) -> String {
        guard text.utf8.count > 2 * longRun || text.unicodeScalars.contains(where: { isOfMarksOnly($0) }) else {
            return text
        }
        var sorted = String.UnicodeScalarView()
        var run: [(scalar: Unicode.Scalar, order: UInt8)] = []
        var isChanged = false
        func endRun() {
            if run.count > longRun {
                isChanged = true
                // Stable: marks of one class keep their order.
                run = run.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
                    .map(\.element)
            }
            for (scalar, _) in run { sorted.append(scalar) }
            run.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            guard scalar.value >= 0x300 else {
                endRun()
                sorted.append(scalar)
                continue
            }
            if isOfMarksOnly(scalar) { isChanged = true }
            for part in parts(of: scalar) {
                let order = part.properties.canonicalCombiningClass.rawValue
                if order == 0 { endRun() }
                if order == 0 { sorted.append(part) } else { run.append((part, order)) }
            }
        }
        endRun()
        return isChanged ? String(sorted) : text
    }

    /// Of the scalars that decompose into marks only, these have no class themselves (UnicodeData.txt), so that they
    /// would divide a run that is one.
    private static func isOfMarksOnly(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xF73 || scalar.value == 0xF75 || scalar.value == 0xF81
    }

    /// A scalar, or what such a one is decomposed into.
    private static func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar.value {
        case 0xF73: ["\u{F71}", "\u{F72}"]
        case 0xF75: ["\u{F71}", "\u{F74}"]
        case 0xF81: ["\u{F71}", "\u{F80}"]
        default: [scalar]
        }
    }
}
