import CaseBytes
import CaseGraph
import CaseModel

/// How a column's cells are written in a syntax: what stands before the cell, how the cell itself is written, and what
/// stands behind it.
struct TermPlan: Sendable {
    enum Form: Sendable, Equatable {
        /// The cell's bytes as they are: no value of its kind holds what the syntax has to escape.
        case copied
        case escaped
        /// The cell of another column, `/`, and the cell's bytes.
        case inScheme(ColumnSource)
    }

    var lead: [UInt8]
    var tail: [UInt8]
    var form: Form

    init(_ lead: String, _ form: Form, _ tail: String) {
        self.lead = Array(lead.utf8)
        self.form = form
        self.tail = Array(tail.utf8)
    }

    /// An object as canonical N-Quads writes it.
    init(nquads column: GraphColumn) {
        switch column.object {
        case .node(let prefix): self.init("<" + prefix, .copied, ">")
        case .nodeInScheme(let prefix, let scheme): self.init("<" + prefix, .inScheme(scheme), ">")
        case .literal(let datatype):
            self.init("\"", Self.form(of: column), "\"" + (datatype.map { "^^<\($0)>" } ?? ""))
        case .languageTagged(let tag): self.init("\"", .escaped, "\"@" + tag)
        }
    }

    /// Whether a literal's text may hold what has to be escaped.
    static func form(of column: GraphColumn) -> Form { column.column.kind.isFreeText ? .escaped : .copied }
}

/// A plan as an encoder's inner loop wants it: its bytes lie in an arena with slack behind them.
struct PlannedTerm: Sendable {
    let source: ColumnSource
    let leadStart: Int
    let leadCount: Int
    let tailStart: Int
    let tailCount: Int
    let form: TermPlan.Form
    /// The place of the plan for values that `isPlainName` does not hold for; -1 where there is none.
    var irregular = -1

    /// How many bytes are written besides the cells, a slash included.
    var fixedCount: Int { leadCount + tailCount + 1 }

    init(_ plan: TermPlan, source: ColumnSource, arena: inout [UInt8]) {
        self.source = source
        form = plan.form
        leadStart = arena.count
        leadCount = plan.lead.count
        arena += plan.lead
        tailStart = arena.count
        tailCount = plan.tail.count
        arena += plan.tail
    }

    /// Writes a cell that is not empty to where there is room for it, six bytes for each of its own, for the plan's
    /// bytes, for the scheme's cell, and for `ByteBuffer.slack` more.
    @inline(__always)
    func write<Escape: TextEscape>(
        _ cell: UnsafeBufferPointer<UInt8>, row: Int, of cells: BatchCells, arena: UnsafePointer<UInt8>,
        escape: Escape, to end: inout UnsafeMutablePointer<UInt8>
    ) {
        let text = cell.baseAddress.unsafelyUnwrapped
        copyWithSlack(from: arena + leadStart, to: end, count: leadCount)
        end += leadCount
        switch form {
        case .copied:
            copyWithSlack(from: text, to: end, count: cell.count)
            end += cell.count
        case .escaped:
            writeEscaped(escape, text, count: cell.count, hasSlack: true, to: &end)
        case .inScheme(let source):
            let scheme = cells[row, source]
            if let first = scheme.baseAddress { copyWithSlack(from: first, to: end, count: scheme.count) }
            end += scheme.count
            end.pointee = 0x2F
            end += 1
            copyWithSlack(from: text, to: end, count: cell.count)
            end += cell.count
        }
        copyWithSlack(from: arena + tailStart, to: end, count: tailCount)
        end += tailCount
    }
}
