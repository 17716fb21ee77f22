import CaseBytes
import CaseModel

/// Turns rows that come in the order of their keys' bytes into rows in canonical order, and finds keys that come
/// twice.
///
/// The two orders differ only where one id begins with another: `per_1` comes before `per_10` by bytes and after it
/// canonically. So a row waits while the rows that overtake it go by; at most forty wait, since ids are that short.
struct CanonicalRows {
    private var waiting: [(key: [UInt8], row: Row)] = []
    private var lastKey: [UInt8] = []
    private var hasLast = false

    /// Makes the builder's last row wait, or brings back the ones that have waited long enough, now that the next
    /// row's key is known. Every row then in the builder stays where it is.
    ///
    /// - Returns: whether the row before has the same key.
    mutating func prepare(for key: UnsafeBufferPointer<UInt8>, in builder: inout RowBatchBuilder) -> Bool {
        var isDuplicate = false
        if hasLast {
            let (isEqual, isOvertaken) = lastKey.withUnsafeBufferPointer {
                (equalBytes($0, key), CanonicalOrder.isOvertaken($0, by: key))
            }
            isDuplicate = isEqual
            if isOvertaken {
                waiting.append((lastKey, builder.removeLastRow()))
            } else {
                release(before: key, into: &builder)
            }
        }
        hasLast = true
        lastKey.removeAll(keepingCapacity: true)
        lastKey.append(contentsOf: key)
        return isDuplicate
    }

    private mutating func release(before key: UnsafeBufferPointer<UInt8>, into builder: inout RowBatchBuilder) {
        while let top = waiting.last {
            let isOvertaken = top.key.withUnsafeBufferPointer { CanonicalOrder.isOvertaken($0, by: key) }
            if isOvertaken { return }
            builder.append(waiting.removeLast().row)
        }
    }

    /// Brings back everything that waits.
    mutating func finish(into builder: inout RowBatchBuilder) {
        while let top = waiting.popLast() { builder.append(top.row) }
    }
}
