/// Who took part in what: as much of it as a picture can show.
struct PageParts: Sendable {
    private let limits: PageLimits
    private(set) var parts: [PageParticipation] = []
    private var agents: Set<String> = []
    private var contexts: Set<String> = []
    private(set) var leftOut = 0

    init(_ limits: PageLimits) { self.limits = limits }

    /// - Returns: whether the part is kept.
    mutating func add(_ part: PageParticipation) -> Bool {
        guard parts.count < limits.participations,
            agents.count < limits.agents || agents.contains(part.agent),
            contexts.count < limits.contexts || contexts.contains(part.context)
        else {
            leftOut += 1
            return false
        }
        agents.insert(part.agent)
        contexts.insert(part.context)
        parts.append(part)
        return true
    }
}
