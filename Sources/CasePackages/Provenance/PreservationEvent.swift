import CaseDisclosure
import CaseModel

/// What happened to the bag, as PREMIS has it. Signatures are made later, and have no event in the bag that they sign.
struct PreservationEvent {
    let id: String
    /// A label of the Library of Congress's vocabulary of event types.
    let type: String
    let detail: String
    var note: String?
    var hasSucceeded = true

    static func all(of facts: ReleaseFacts) -> [PreservationEvent] {
        var events = [
            PreservationEvent(
                id: "validation", type: "validation", detail: "The dataset was checked before the export.",
                note: checks(facts), hasSucceeded: facts.checks.allSatisfy(\.hasPassed))
        ]
        if !facts.withheld.isEmpty {
            let counts = facts.withheldCounts
            events.append(
                PreservationEvent(
                    id: "redaction", type: "redaction",
                    detail: "What readers of the level \(facts.withheld.audience) may not see was left out.",
                    note: "\(counts.records) records, \(counts.fields) values, \(counts.references) references; "
                        + "by ground in \(TagFile.disclosure.path)"))
        }
        events.append(
            PreservationEvent(
                id: "creation", type: "creation",
                detail: "The files were written from one snapshot of the dataset \(facts.dataset.base)."))
        events.append(
            PreservationEvent(
                id: "message-digest-calculation", type: "message digest calculation",
                detail: "The SHA-512 digest of each file was computed while it was written."))
        events.append(
            PreservationEvent(
                id: "packing", type: "packing", detail: "The files were made a bag (BagIt 1.0, RFC 8493)."))
        if let zlib = facts.tool.zlib {
            events.append(
                PreservationEvent(
                    id: "compression", type: "compression",
                    detail: "The container was compressed with zlib \(zlib)."))
        }
        return events
    }

    private static func checks(_ facts: ReleaseFacts) -> String {
        let passed = facts.checks.filter(\.hasPassed).count
        return "\(passed) of \(facts.checks.count) checks passed; each in \(TagFile.quality.path)"
    }
}
