import CaseBytes
import CaseModel

/// What is looked for in the files of a release: the ids of records that were left out, and the values of cells.
/// Immutable, any thread.
///
/// An id is found as a whole token. A value is found in every form in which a format may write it, where no letter or
/// digit stands directly before or behind it. Of a value longer than `WithheldValues.window` its beginning is looked for.
///
/// Of each value four bytes are chosen that every form writes alike, the rarest ones. Only where a hash of four bytes
/// is among those of the chosen ones, and that of the eight or sixteen bytes from there on too where the value has so
/// many that only percent-encoding would change, values are compared. Nothing is looked up where nothing was left out.
package final class LeakScan: Sendable {
    struct Needle: Sendable {
        /// The place of its bytes, in the values' arena or in that of spelt-out forms.
        let offset: UInt32
        let count: UInt8
        /// Where its four chosen bytes are.
        let anchor: UInt8
        /// How many bytes from there on it is found by: 4, 8 or 16; 0 for a second needle of a value, found by four
        /// bytes, in percent-encoding only.
        let length: UInt8
        let isCut: Bool
        let spelling: Spelling
        /// The value's entry.
        let entry: UInt32
    }

    enum Spelling: UInt8 {
        /// All its bytes stand for themselves in every form.
        case steady
        /// All do, but for percent-encoding.
        case steadyInText
        /// Any form.
        case any
        /// A form that is spelt out, as it is.
        case literal
    }

    let values: WithheldValues
    let marks: RecordMarks
    let hasIDs: Bool
    private let permitted: Set<UInt64>
    private let schema: Schema
    let needles: [Needle]
    /// The bytes of forms that are spelt out.
    private let spelt: [UInt8]
    /// A bit for each hash of four chosen bytes.
    let filter: [UInt64]
    /// Needles by the bytes that they are found by.
    private let indexes: [NeedleIndex]
    /// Those of percent-encoding.
    private let encoded: NeedleIndex

    /// nil where nothing was left out that could be found.
    ///
    /// - Parameters:
    ///   - permitted: texts that are passed over, as the withheld cell has them.
    ///   - known: documents that are the same in every release: what stands in one of their lines is no secret, and is
    ///     passed over, too.
    /// - Throws: where so much was left out that it cannot be looked for in bounded memory.
    package convenience init?(
        _ disclosure: Disclosure, permitting permitted: [String] = [], known: [[UInt8]] = []
    ) throws(LeakScanProblem) {
        guard !known.isEmpty else {
            try self.init(disclosure, permitting: permitted, passingOver: [])
            return
        }
        guard let all = try LeakScan(disclosure, permitting: permitted, passingOver: []) else { return nil }
        try self.init(disclosure, permitting: permitted, passingOver: all.entries(in: known))
    }

    /// The values' entries that stand in lines of documents.
    private func entries(in documents: [[UInt8]]) -> Set<Int> {
        var entries: Set<Int> = []
        for line in documents.joined(separator: [0x0A]).split(separator: 0x0A) {
            var scan = FileScan(self, file: "")
            line.withUnsafeBytes { scan.add($0) }
            entries.formUnion(scan.hits.compactMap(\.entry))
        }
        return entries
    }

    private init?(
        _ disclosure: Disclosure, permitting permitted: [String], passingOver entries: Set<Int>
    ) throws(LeakScanProblem) {
        guard !disclosure.values.isOverfull else {
            throw LeakScanProblem(
                description:
                    "more texts were left out than can be looked for in the release (\(disclosure.values.limit) bytes); "
                    + "make releases of fewer cases, or for readers who may see more")
        }
        values = disclosure.values
        marks = disclosure.marks
        hasIDs = marks.hasWithheld
        let layouts = disclosure.plans.map(\.layout)
        schema = Schema(tables: layouts.map(\.table))
        self.permitted = Set(permitted.map { keyHash($0) })
        let permittedValues = Set(permitted.map { Self.hash($0) })
        var maker = NeedleMaker(values, boilerplate: layouts)
        for (number, entry) in values.entries.enumerated()
        where !entry.isPublic && !permittedValues.contains(entry.hash) && !entries.contains(number) {
            maker.add(entry, number: number)
        }
        (needles, spelt) = (maker.needles, maker.spelt)
        (filter, indexes, encoded) = maker.index()
        if !hasIDs && needles.isEmpty { return nil }
    }

    private static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { WithheldValues.hash($0) }
    }

    /// Begins a file; its name is looked at, too.
    package func begin(file: String) -> FileScan { FileScan(self, file: file) }

    // MARK: Finding

    /// The hash that `filter` goes by: that of an index of four bytes.
    @inline(__always)
    static func hash(_ word: UInt32) -> UInt32 { word &* 0x9E37_79B1 }

    /// Whether the token around the `_` at an offset is the id of a record that was left out.
    func token(at offset: Int, in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard offset >= 3, isLower(text[offset - 1]), isLower(text[offset - 2]), isLower(text[offset - 3]),
            isBoundary(before: offset - 3, in: text)
        else { return nil }
        var end = offset + 1
        while end < text.count, end - offset <= 41, isAlphanumeric(text[end]) { end += 1 }
        let token = UnsafeBufferPointer(rebasing: text[(offset - 3)..<end])
        guard isIdentifier(token) else { return nil }
        let key = keyHash(token)
        return marks[key].isWithheld && !permitted.contains(key) ? token : nil
    }

    func leak(ofID id: UnsafeBufferPointer<UInt8>, in file: String, at offset: Int?) -> Leak {
        let layout = schema.layoutIndex(ofID: id)
        return Leak(
            file: file, offset: offset, table: layout.map { schema.layouts[$0].table.name } ?? "", record: id.text,
            column: "id", entry: nil)
    }

    func leak(of needle: Needle, in file: String, at offset: Int?) -> Leak {
        let entry = values.entries[Int(needle.entry)]
        let table = schema.layouts[Int(entry.layout)].table
        return Leak(
            file: file, offset: offset, table: table.name, record: values.record(entry),
            column: table.columns[Int(entry.column)].name, entry: Int(needle.entry))
    }

    /// Whether needles are looked for where percent-encoding is met.
    var hasEncoded: Bool { !encoded.isEmpty }

    /// Gives the needles whose chosen bytes are at an offset and that stand there, with where they begin.
    ///
    /// - Parameter isEncoded: whether those of percent-encoding are meant, or the others.
    func match(
        at offset: Int, in text: UnsafeBufferPointer<UInt8>, isEncoded: Bool, _ found: (Needle, Int) -> Void
    ) {
        values.arena.withUnsafeBufferPointer { own in
            spelt.withUnsafeBufferPointer { spelt in
                func verify(_ number: UInt32) {
                    let needle = needles[Int(number)]
                    let range = Int(needle.offset)..<(Int(needle.offset) + Int(needle.count))
                    let bytes = UnsafeBufferPointer(rebasing: (needle.spelling == .literal ? spelt : own)[range])
                    guard Self.mayBe(bytes, Int(needle.anchor), at: offset, in: text),
                        let start = begin(of: needle, bytes, at: offset, in: text)
                    else { return }
                    found(needle, start)
                }
                if isEncoded {
                    encoded.candidates(at: offset, in: text, verify)
                } else {
                    for index in indexes { index.candidates(at: offset, in: text, verify) }
                }
            }
        }
    }

    /// Rules out most of what a needle is not: up to the first byte that a form may write in another way, all bytes are
    /// as they are.
    private static func mayBe(
        _ bytes: UnsafeBufferPointer<UInt8>, _ anchor: Int, at offset: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let shift = offset - anchor
        for index in anchor..<bytes.count {
            let (byte, place) = (bytes[index], shift + index)
            if isWrittenOtherwise(byte) { break }
            guard place < text.count else { return false }
            if text[place] == byte { continue }
            if !beginsEscape(text[place]) { return false }
            break
        }
        for index in (0..<anchor).reversed() {
            let (byte, place) = (bytes[index], shift + index)
            if isWrittenOtherwise(byte) { break }
            guard place >= 0 else { return false }
            // `%20`, `+`, `&#32;`
            if text[place] != byte {
                return text[place] == 0x2B || text[place] == 0x3B || place >= 2 && text[place - 2] == 0x25
            }
        }
        return true
    }

    /// Whether a form may write a byte as itself and something more.
    @inline(__always)
    private static func isWrittenOtherwise(_ byte: UInt8) -> Bool {
        !WrittenForm.isSteadyInText(byte) || byte == 0x25 || byte == 0x2B
    }

    private static func beginsEscape(_ byte: UInt8) -> Bool {
        byte == 0x25 || byte == 0x26 || byte == 0x2B || byte == 0x5C
    }

    private func begin(
        of needle: Needle, _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        let anchor = Int(needle.anchor)
        for index in 0..<4 where bytes[anchor + index] != text[offset + index] { return nil }
        for form in WrittenForm.allCases where Self.isTried(form, needle.spelling) {
            if let range = Self.range(bytes, anchor, form, at: offset, in: text),
                !isAlphanumeric(bytes[0]) || isBoundary(before: range.lowerBound, in: text),
                needle.isCut || !isAlphanumeric(bytes[bytes.count - 1]) || range.upperBound == text.count
                    || !isAlphanumeric(text[range.upperBound])
            {
                return range.lowerBound
            }
        }
        return nil
    }

    private static func isTried(_ form: WrittenForm, _ spelling: Spelling) -> Bool {
        switch spelling {
        case .steady, .literal: form == .plain
        case .steadyInText: form == .plain || form == .percent
        case .any: true
        }
    }

    /// Where a text in a form stands whose four bytes from `anchor` on are at an offset.
    private static func range(
        _ bytes: UnsafeBufferPointer<UInt8>, _ anchor: Int, _ form: WrittenForm, at offset: Int,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Range<Int>? {
        let base = text.baseAddress!
        var end = offset + 4
        for index in (anchor + 4)..<max(anchor + 4, bytes.count) {
            let width = form.width(of: bytes[index], at: base + end, available: text.count - end)
            if width == 0 { return nil }
            end += width
        }
        var start = offset
        for index in (0..<anchor).reversed() {
            let width = form.width(of: bytes[index], before: base + start, available: start)
            if width == 0 { return nil }
            start -= width
        }
        return start..<end
    }

    /// Whether no letter or digit stands before an offset, but for one that ends an escape.
    private func isBoundary(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard offset > 0, isAlphanumeric(text[offset - 1]) else { return true }
        let base = text.baseAddress! + offset
        // `\n` and its like, `\u0085`, `%20`.
        if offset >= 2, base[-2] == 0x5C { return true }
        if offset >= 3, base[-3] == 0x25, WrittenForm.pair(base - 2) != nil { return true }
        return offset >= 6 && base[-6] == 0x5C && base[-5] | 0x20 == 0x75
    }
}
