import CaseBytes

/// Who may see a record, from everybody to nobody. A code that is none of these counts as sealed.
package enum AccessLevel: UInt8, Sendable, Comparable, CaseIterable {
    case everybody, registered, researcher, `internal`, sealed

    /// The code in the scheme `access-level`.
    package var code: String {
        switch self {
        case .everybody: "public"
        case .registered: "registered"
        case .researcher: "researcher"
        case .internal: "internal"
        case .sealed: "sealed"
        }
    }

    /// The level that a cell of `access` or `level` names; an empty one is public.
    init(_ code: UnsafeBufferPointer<UInt8>) {
        self =
            if code.isEmpty || code.equals("public") { .everybody } else if code.equals("registered") {
                .registered
            } else if code.equals("researcher") {
                .researcher
            } else if code.equals("internal") { .internal } else { .sealed }
    }

    /// The level of readers. Who is none of the known ones sees what everybody may see.
    init(audience: String) { self = Self.allCases.first { $0.code == audience } ?? .everybody }

    package static func < (a: AccessLevel, b: AccessLevel) -> Bool { a.rawValue < b.rawValue }
}
