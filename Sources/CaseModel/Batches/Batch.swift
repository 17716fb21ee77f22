package import CaseBytes

/// A batch that exporters read: the stored cells, and the derived ones beside them. Immutable, any thread.
package struct Batch: Sendable {
    package let rows: RowBatch
    package let derived: Bytes
    package let derivedEnds: Words
    package let layout: TableLayout

    package init(rows: RowBatch, derived: Bytes, derivedEnds: Words, layout: TableLayout) {
        self.rows = rows
        self.derived = derived
        self.derivedEnds = derivedEnds
        self.layout = layout
    }

    package var rowCount: Int { rows.rowCount }

    /// Gives the cells by pointer: what an encoder's inner loop works on.
    @inline(__always)
    package func withCells<R>(_ body: (BatchCells) throws -> R) rethrows -> R {
        defer { withExtendedLifetime(self) {} }
        return try body(
            BatchCells(
                storedBytes: rows.cells.base, storedEnds: rows.ends.base, storedCount: rows.columnCount,
                derivedBytes: derived.base, derivedEnds: derivedEnds.base, derivedCount: layout.derivedCount))
    }

    package func text(_ row: Int, _ source: ColumnSource) -> String { withCells { $0[row, source].text } }
}

/// The cells of a batch, while it is held.
@usableFromInline package struct BatchCells {
    @usableFromInline let storedBytes: UnsafePointer<UInt8>
    @usableFromInline let storedEnds: UnsafePointer<UInt32>
    @usableFromInline let storedCount: Int
    @usableFromInline let derivedBytes: UnsafePointer<UInt8>
    @usableFromInline let derivedEnds: UnsafePointer<UInt32>
    @usableFromInline let derivedCount: Int

    @inlinable @inline(__always)
    package subscript(row: Int, source: ColumnSource) -> UnsafeBufferPointer<UInt8> {
        switch source {
        case .stored(let column): stored(row, column)
        case .derived(let column): derived(row, column)
        }
    }

    @inlinable @inline(__always)
    package func stored(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        Self.cell(storedBytes, storedEnds, row &* storedCount &+ column)
    }

    @inlinable @inline(__always)
    package func derived(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        Self.cell(derivedBytes, derivedEnds, row &* derivedCount &+ column)
    }

    /// How many bytes a row's cells have together.
    @inlinable @inline(__always)
    package func byteCount(ofRow row: Int) -> Int {
        Self.span(storedEnds, row, storedCount) &+ Self.span(derivedEnds, row, derivedCount)
    }

    @inlinable @inline(__always)
    package static func span(_ ends: UnsafePointer<UInt32>, _ row: Int, _ columns: Int) -> Int {
        guard columns > 0 else { return 0 }
        let first = row &* columns
        return Int(ends[first &+ columns &- 1]) &- (first == 0 ? 0 : Int(ends[first &- 1]))
    }

    @inlinable @inline(__always)
    package static func cell(
        _ base: UnsafePointer<UInt8>, _ ends: UnsafePointer<UInt32>, _ index: Int
    ) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : Int(ends[index &- 1])
        return UnsafeBufferPointer(start: base + start, count: Int(ends[index]) &- start)
    }
}
