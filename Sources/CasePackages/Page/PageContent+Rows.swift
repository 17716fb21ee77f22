import CaseBytes
import CaseModel

extension PageContent {
    /// Takes a row of any table but the two large ones.
    mutating func add(_ row: PageRow, of table: PageTable) {
        switch table {
        case .cases: addCase(row)
        case .concepts: addConcept(row)
        case .events: addEvent(row)
        case .organizations, .persons, .places: note(row, .name, of: table)
        case .documents: note(row, .title, of: table)
        case .outcomes: addOutcome(row)
        case .participations: addParticipation(row)
        case .proceedings: addProceeding(row)
        case .proceedingRelations: addRelation(row)
        case .sources: addSource(row)
        case .citations, .statements: break
        }
    }

    /// Keeps what a record is called.
    private mutating func note(_ row: PageRow, _ column: PageColumn, of table: PageTable) {
        let id = row.text(.id)
        guard labelCounts[table, default: 0] < limits.labels || wantedLabels.contains(id) else { return }
        labels[id] = row.name(column, limits.titleBytes)
        labelCounts[table, default: 0] += 1
    }

    private mutating func addCase(_ row: PageRow) {
        note(row, .title, of: .cases)
        guard cases.count < limits.cases else { return }
        cases.append(
            PageCase(
                id: row.text(.id), title: row.name(.title, limits.titleBytes),
                summary: row.text(.summary, limits.textBytes * 2), kind: row.text(.kind), status: row.text(.status)))
    }

    private mutating func addConcept(_ row: PageRow) {
        guard conceptLabels.count < limits.labels else { return }
        conceptLabels["\(row.text(.scheme))/\(row.text(.code))"] = row.text(.label, limits.titleBytes)
    }

    private mutating func addEvent(_ row: PageRow) {
        note(row, .title, of: .events)
        let isDated = !row.bytes(.starts).isEmpty || !row.bytes(.ends).isEmpty
        guard isDated ? datedEvents.count < limits.datedRecords : undatedEvents.count < limits.undatedEvents else {
            return
        }
        let event = PageEvent(
            id: row.text(.id), kind: row.text(.kind), title: row.name(.title, limits.titleBytes),
            description: row.text(.description, limits.textBytes / 2),
            span: PageSpan(starts: row.date(.starts), ends: row.date(.ends), boundary: row.text(.boundary)),
            place: row.text(.place))
        if !event.place.isEmpty { wantedLabels.insert(event.place) }
        if isDated { datedEvents.append(event) } else { undatedEvents.append(event) }
    }

    private mutating func addOutcome(_ row: PageRow) {
        note(row, .title, of: .outcomes)
        guard outcomes.count < limits.outcomes else { return }
        if let about = row.key(.about) { wantedParts.insert(about) }
        let outcome = PageOutcome(
            id: row.text(.id), proceeding: row.text(.proceeding), kind: row.text(.kind),
            title: row.name(.title, limits.titleBytes), decided: row.date(.decided), decidedBy: row.text(.decidedBy),
            about: row.text(.about), effect: row.text(.effect), effectOn: row.text(.effectOn),
            isCurrent: !row.bytes(.isCurrent).equals("false"))
        wantedLabels.formUnion([outcome.proceeding, outcome.decidedBy])
        outcomes.append(outcome)
    }

    private mutating func addParticipation(_ row: PageRow) {
        let isWanted = row.key(.id).map { wantedParts.contains($0) } ?? false
        let isProceeding = schema.layoutIndex(ofID: row.bytes(.context)).map { tables[$0]?.table == .proceedings }
        let part = PageParticipation(
            id: row.text(.id), context: row.text(.context), agent: row.text(.agent), role: row.text(.role),
            onBehalfOf: row.text(.onBehalfOf), isAlleged: row.bytes(.alleged).equals("true"), count: row.text(.count))
        let isKept = isProceeding ?? false ? proceedingParts.add(part) : eventParts.add(part)
        if isWanted { namedParts[part.id] = part }
        if isKept || isWanted { wantedLabels.formUnion([part.agent, part.context, part.onBehalfOf]) }
    }

    private mutating func addProceeding(_ row: PageRow) {
        note(row, .title, of: .proceedings)
        // Those that have outcomes here come first: without the others the outcomes would stand alone.
        let isWanted = wantedLabels.contains(row.text(.id))
        guard proceedings.count < (isWanted ? limits.proceedings : limits.proceedings / 2) else { return }
        proceedings.append(
            PageProceeding(
                id: row.text(.id), kind: row.text(.kind), title: row.name(.title, limits.titleBytes),
                forum: row.text(.forum), reference: row.text(.reference), opened: row.date(.opened),
                closed: row.date(.closed), status: row.text(.status), summary: row.text(.summary, limits.textBytes)))
    }

    private mutating func addRelation(_ row: PageRow) {
        guard proceedingRelations.count < limits.proceedings * 4 else { return }
        proceedingRelations.append(
            PageProceedingRelation(from: row.text(.from), to: row.text(.to), kind: row.text(.kind)))
    }

    private mutating func addSource(_ row: PageRow) {
        let isWanted = row.key(.id).map { contradictions.cited.contains($0) } ?? false
        guard sources.count < limits.sources * (isWanted ? 8 : 4) else { return }
        sources.append(
            PageSource(
                id: row.text(.id), kind: row.text(.kind), title: row.name(.title, limits.titleBytes),
                publisher: row.text(.publisher), author: row.text(.author, limits.titleBytes),
                published: row.date(.published), url: row.text(.url, 2000), reliability: row.text(.reliability)))
    }
}
