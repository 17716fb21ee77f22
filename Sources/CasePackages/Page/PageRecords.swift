import CaseModel

// The records that a page shows, as far as it shows them. References are ids, empty where there is none.

struct PageCase: Sendable {
    let id: String
    let title: String
    let summary: String
    let kind: String
    let status: String
}

struct PageEvent: Sendable {
    let id: String
    let kind: String
    let title: String
    let description: String
    let span: PageSpan
    let place: String
}

struct PageProceeding: Sendable {
    let id: String
    let kind: String
    let title: String
    let forum: String
    let reference: String
    let opened: PageDate?
    let closed: PageDate?
    let status: String
    let summary: String
}

struct PageProceedingRelation: Sendable {
    let from: String
    let to: String
    let kind: String
}

struct PageOutcome: Sendable {
    let id: String
    let proceeding: String
    let kind: String
    let title: String
    let decided: PageDate?
    let decidedBy: String
    /// A participation.
    let about: String
    let effect: String
    let effectOn: String
    let isCurrent: Bool
}

struct PageParticipation: Sendable {
    let id: String
    let context: String
    let agent: String
    let role: String
    let onBehalfOf: String
    let isAlleged: Bool
    /// How many of an unnamed group; empty for one.
    let count: String
}

struct PageSource: Sendable {
    let id: String
    let kind: String
    let title: String
    let publisher: String
    let author: String
    let published: PageDate?
    let url: String
    let reliability: String
}

struct PageStatement: Sendable {
    let id: String
    let key: UInt64
    let subject: String
    let property: String
    let value: String
    let object: String
    let rank: String
    let rankReason: String
    let certainty: String
    let status: String
    let assertedBy: String
    let assertedOn: PageDate?
    let note: String
}

struct PageCitation: Sendable {
    let source: String
    let stance: String
    let locator: String
}
