/// The word that somebody may have meant: the one with the fewest changes of a character, if they are few.
package func nearest(to word: String, among words: [String]) -> String? {
    let limit = max(1, word.utf8.count / 3)
    let ranked = words.map { (word: $0, distance: editDistance(Array(word.utf8), Array($0.utf8))) }
    return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.word
}

/// How many bytes have to be inserted, removed or changed (Levenshtein).
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard a.count <= 100, b.count <= 100 else { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let substituted = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}
