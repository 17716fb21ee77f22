import CaseModel

extension FuzzTarget {
    /// What reads metadata documents of all sorts.
    static let json = FuzzTarget("json") { bytes in
        let value: JSON
        do throws(JSONProblem) {
            value = try JSON(parsing: bytes)
        } catch {
            try require(error.line >= 0 && error.column >= 0, "a problem has no place: \(error.description)")
            return
        }
        try require(depth(of: value) <= 200, "it is nested deeper than the limit")
        let compact = value.compact()
        for written in [compact, value.pretty()] {
            let again: JSON
            do throws(JSONProblem) {
                again = try JSON(parsing: written)
            } catch {
                throw FuzzFailure("what was written is no JSON: \(error.description)")
            }
            // Values are equal where their texts are canonically equivalent; bytes say more.
            try require(again == value, "what was written is read as another value")
            try require(again.compact() == compact, "what was written is read as other bytes")
        }
    }

    private static func depth(of value: JSON) -> Int {
        if let items = value.items { return 1 + (items.map { depth(of: $0) }.max() ?? 0) }
        if let members = value.members { return 1 + (members.map { depth(of: $0.value) }.max() ?? 0) }
        return 0
    }
}
