import CaseBytes
import CaseModel

/// A row whose cells were read: what templates and triples are made from.
final class CSVWRow {
    enum State { case null, single, list }

    struct Value {
        var state = State.null
        /// Whether the text stands in `texts`, and not in the file's window.
        var isOwn = false
        /// Whether it is not of its datatype, and therefore a plain string.
        var isPlain = false
        var start: UnsafePointer<UInt8>?
        var offset = 0
        /// Bytes of a single value; items of a list.
        var count = 0
    }

    var number = 0
    var sourceNumber = 0
    @exclusivity(unchecked) private(set) var values: [Value] = []
    /// The items of lists.
    @exclusivity(unchecked) private(set) var items: [Value] = []
    @exclusivity(unchecked) private var texts = ByteBuffer()
    @exclusivity(unchecked) private var normalized = ByteBuffer()

    func begin(columns: Int) {
        if values.count != columns { values = Array(repeating: Value(), count: columns) }
        items.removeAll(keepingCapacity: true)
        texts.removeAll()
    }

    @inline(__always)
    func bytes(of value: Value) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: value.isOwn ? UnsafePointer(texts.base) + value.offset : value.start, count: value.count)
    }

    /// Reads a cell that stays as it stands.
    @inline(__always)
    func set(_ column: Int, text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress, text.count > 0 else {
            values[column].state = .null
            return
        }
        values[column] = Value(state: .single, start: start, count: text.count)
    }

    /// Reads a cell (Model for Tabular Data, section 6.4).
    func set(_ index: Int, cell: UnsafeBufferPointer<UInt8>, _ column: CSVWPlanColumn) {
        normalize(cell, column.datatype.base.whiteSpace)
        let text = normalized.bytes.isEmpty ? column.defaultBytes : normalized.bytes
        if !column.separator.isEmpty {
            setList(index, text, column)
        } else if column.isNull(text) {
            if column.isRequired { column.reportMissing(row: sourceNumber) }
            values[index] = Value()
        } else {
            values[index] = parsed(text, column)
        }
    }

    private func setList(_ index: Int, _ text: UnsafeBufferPointer<UInt8>, _ column: CSVWPlanColumn) {
        values[index] = Value()
        if text.isEmpty {
            if column.isRequired { column.reportMissing(row: sourceNumber) }
            values[index].state = .list
            return
        }
        if column.isNull(text) { return }
        let start = items.count
        var rest = text
        while true {
            let end = Self.find(column.separator, in: rest)
            var item = UnsafeBufferPointer(rebasing: rest[..<(end ?? rest.count)])
            if !column.datatype.base.keepsItems { item = Self.trimmed(item) }
            if item.isEmpty { item = column.defaultBytes }
            if !column.isNull(item) { items.append(parsed(item, column)) }
            guard let end else { break }
            rest = UnsafeBufferPointer(rebasing: rest[(end + column.separator.count)...])
        }
        values[index] = Value(state: .list, offset: start, count: items.count - start)
    }

    private static func find(_ separator: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index + separator.count <= text.count {
            if text[index] == separator[0], text[index..<(index + separator.count)].elementsEqual(separator) {
                return index
            }
            index += 1
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return UnsafeBufferPointer(rebasing: text[..<0]) }
        return UnsafeBufferPointer(rebasing: text[first...last])
    }

    private func parsed(_ text: UnsafeBufferPointer<UInt8>, _ column: CSVWPlanColumn) -> Value {
        let start = texts.count
        if column.datatype.parse(text, into: &texts) {
            return Value(state: .single, isOwn: true, offset: start, count: texts.count - start)
        }
        column.reportUnfit(row: sourceNumber, text)
        texts.truncate(to: start)
        texts.append(text)
        return Value(state: .single, isOwn: true, isPlain: true, offset: start, count: text.count)
    }

    private func normalize(_ cell: UnsafeBufferPointer<UInt8>, _ whiteSpace: CSVWBaseType.WhiteSpace) {
        normalized.removeAll()
        if whiteSpace == .kept { return normalized.append(cell) }
        var isPending = false
        for byte in cell {
            let isSpace = Self.isSpace(byte)
            if whiteSpace == .replaced {
                normalized.append(isSpace ? 0x20 : byte)
            } else if isSpace {
                isPending = normalized.count > 0
            } else {
                if isPending { normalized.append(0x20) }
                isPending = false
                normalized.append(byte)
            }
        }
    }
}
