import CaseBytes

/// Whether a text is a well-formed language tag in either case (RFC 5646, section 2.1, `langtag`). Tags for private
/// use alone (`x-…`) and the irregular ones of old (`i-klingon`, `en-gb-oed`) are left out: readers refuse some.
package func isLanguageTag(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var subtags = text.split(separator: 0x2D, omittingEmptySubsequences: false)[...]
    guard subtags.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric) }),
        let language = subtags.popFirst(), language.count >= 2, isLetters(language)
    else { return false }
    if language.count <= 3 {
        for _ in 0..<3 where subtags.first.map({ $0.count == 3 && isLetters($0) }) == true { subtags.removeFirst() }
    }
    if subtags.first.map({ $0.count == 4 && isLetters($0) }) == true { subtags.removeFirst() }
    if subtags.first.map({ $0.count == 2 && isLetters($0) || $0.count == 3 && $0.allSatisfy(isDigit) }) == true {
        subtags.removeFirst()
    }
    while let variant = subtags.first, variant.count >= 5 || variant.count == 4 && isDigit(variant[variant.startIndex])
    {
        subtags.removeFirst()
    }
    while let singleton = subtags.popFirst() {
        guard singleton.count == 1 else { return false }
        let isPrivate = singleton[singleton.startIndex] | 0x20 == 0x78
        let parts = isPrivate ? subtags : subtags.prefix { $0.count >= 2 }
        if parts.isEmpty { return false }
        subtags.removeFirst(parts.count)
    }
    return true
}

private func isLetters(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    text.allSatisfy { isLower($0 | 0x20) }
}
