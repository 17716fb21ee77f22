/// Roles that a picture draws alike: it has few marks, and roles are many. Roles of a dataset's own are `other`.
enum RoleFamily: Int, CaseIterable, Sendable {
    case harmed, accused, deciding, police, party, other

    init(role: String) { self = Self.families[role] ?? .other }

    var words: String {
        switch self {
        case .harmed: "was harmed or died, or is a relative"
        case .accused: "suspected, accused, convicted or under investigation"
        case .deciding: "court, jury, coroner or investigator"
        case .police: "police"
        case .party: "party, complainant, lawyer or witness"
        case .other: "another role"
        }
    }

    private static let families: [String: RoleFamily] = {
        let roles: [RoleFamily: [String]] = [
            .harmed: ["bereaved-family", "deceased", "inquiring-relative", "relative", "victim"],
            .accused: ["convicted-person", "defendant", "officer-under-investigation", "prisoner", "suspect"],
            .deciding: [
                "appointing-authority", "chief-coroner", "coroner", "court", "decision-maker", "investigating-body",
                "investigator", "judge", "juror", "jury", "lead-investigator",
            ],
            .police: ["liaison-officer", "officer", "police-force", "senior-officer"],
            .party: [
                "accuser", "applicant", "barrister", "claimant", "complainant", "expert", "instructing-client",
                "interested-person", "lawyer", "prosecutor", "respondent", "solicitor", "whistleblower", "witness",
            ],
        ]
        return Dictionary(uniqueKeysWithValues: roles.flatMap { family, names in names.map { ($0, family) } })
    }()

    /// The mark at a place, 12 pixels wide at the most; hollow where the part is alleged only.
    func mark(x: Int, y: Int, isAlleged: Bool) -> HTML {
        let name = isAlleged ? "p-mark p-alleged" : "p-mark"
        switch self {
        case .harmed: return "<circle class=\"\(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"5\"/>"
        case .accused:
            return "<path class=\"\(name)\" d=\"M\(x) \(y - 6)L\(x + 6) \(y)L\(x) \(y + 6)L\(x - 6) \(y)Z\"/>"
        case .deciding: return "<rect class=\"\(name)\" x=\"\(x - 4)\" y=\"\(y - 4)\" width=\"9\" height=\"9\"/>"
        case .police: return "<path class=\"\(name)\" d=\"M\(x) \(y - 5)L\(x + 6) \(y + 5)L\(x - 6) \(y + 5)Z\"/>"
        case .party:
            return """
                <path class="p-cross\(isAlleged ? " p-alleged" : "")" d="M\(x - 4) \(y - 4)L\(x + 4) \(y + 4)\
                M\(x + 4) \(y - 4)L\(x - 4) \(y + 4)"/>
                """
        case .other: return "<circle class=\"\(name) p-small\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\"/>"
        }
    }
}
