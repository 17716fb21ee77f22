/// Whether a term, in its canonical form, is a blank node or a triple term with one in it.
package func mentionsBlankNode(_ term: TermBytes) -> Bool {
    guard let first = term.first, first == 0x5F || first == 0x3C else { return false }
    if first == 0x5F { return true }
    guard term.count > 1, term[1] == 0x3C else { return false }
    var start = 0
    while let mark = firstMark(in: term, from: start) {
        if term[mark] == 0x5F { return true }
        start = mark + 1
    }
    return false
}

/// Where the next blank node (`_`) or language tag (`@`) begins in a term in its canonical form, outside of the IRIs and
/// strings that it is made of.
///
/// - Parameter start: not inside of an IRI or a string.
package func firstMark(in term: TermBytes, from start: Int) -> Int? {
    var index = start
    while index < term.count {
        switch term[index] {
        case 0x5F, 0x40: return index
        case 0x22:
            index += 1
            while index < term.count, term[index] != 0x22 { index += term[index] == 0x5C ? 2 : 1 }
        case 0x3C:
            // Two open a triple term.
            if index + 1 < term.count, term[index + 1] == 0x3C {
                index += 1
            } else {
                while index < term.count, term[index] != 0x3E { index += 1 }
            }
        default: break
        }
        index += 1
    }
    return nil
}
