import CaseBytes
import CaseModel

// What a table's rules, and its meaning, ask of its rows.
extension BatchCheck {
    /// What the records' columns hold, to be compared with what statements say of them.
    mutating func noteCells(_ cells: BatchCells) {
        for index in table.columns.indices.dropFirst() {
            let property = table.columns[index].property
            if property == 0 { continue }
            for row in 0..<batch.rowCount {
                let cell = cells.stored(row, index)
                if cell.isEmpty || ids[row] == 0 { continue }
                report.cells.append(CellValue(key: keyHash(ids[row], property), value: keyHash(cell)))
            }
        }
    }

    mutating func checkRules(_ cells: BatchCells) {
        for (first, second) in table.ordered { checkOrder(first, second, cells) }
        for columns in table.exactlyOne {
            for row in 0..<batch.rowCount {
                let filled = columns.count { !cells.stored(row, $0).isEmpty }
                if filled == 1 { continue }
                let names = columns.map { table.columns[$0].column.name }.joined(separator: " and ")
                report(
                    .exactlyOne, row: row,
                    filled == 0 ? "neither of \(names) has a value" : "each of \(names) has a value")
            }
        }
        for (rule, column) in table.acyclic { noteEdges(rule, column, cells) }
        for relation in table.relations {
            for row in 0..<batch.rowCount {
                let kind = cells.stored(row, relation.kind)
                guard relation.kinds.contains(where: { $0.withUnsafeBufferPointer { equalBytes($0, kind) } }) else {
                    continue
                }
                let from = KeyTag.untagged(keyHash(cells.stored(row, relation.from)))
                let to = KeyTag.untagged(keyHash(cells.stored(row, relation.to)))
                report.edges.append((relation.rule, Edge(from: from, to: to)))
            }
        }
        if let access = table.access {
            for row in 0..<batch.rowCount where !cells.stored(row, access).equals("public") {
                report.restricted.append(ids[row])
            }
        }
    }

    private mutating func checkOrder(_ first: Int, _ second: Int, _ cells: BatchCells) {
        for row in 0..<batch.rowCount {
            let (start, end) = (cells.stored(row, first), cells.stored(row, second))
            if start.isEmpty || end.isEmpty { continue }
            if let earliest = EDTF(start)?.earliest, let latest = EDTF(end)?.latest, latest < earliest {
                let names = (table.columns[first].column.name, table.columns[second].column.name)
                report(
                    .intervalOrder, row: row, column: names.1,
                    "\(names.1) \"\(visible(end.text))\" is before \(names.0) \"\(visible(start.text))\"")
            }
        }
    }

    private mutating func noteEdges(_ rule: Int, _ column: Int, _ cells: BatchCells) {
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, column)
            if cell.isEmpty { continue }
            if case .codeOfRowsScheme = table.columns[column].action {
                let scheme = keyHash(cells.stored(row, 0))
                let own = CheckPlan.conceptKey(scheme: scheme, code: cells.stored(row, 1))
                let wider = CheckPlan.conceptKey(scheme: scheme, code: cell)
                report.edges.append((rule, Edge(from: KeyTag.untagged(own), to: KeyTag.untagged(wider))))
            } else if ids[row] != 0 {
                report.edges.append((rule, Edge(from: ids[row], to: KeyTag.untagged(keyHash(cell)))))
            }
        }
    }

    // MARK: Tables that mean more

    mutating func checkTable(_ cells: BatchCells) {
        let all = 0..<batch.rowCount
        switch table.special {
        case .none: break
        case .statement(let columns): checkStatements(cells, columns)
        case .citation(let statement, let stance):
            for row in all where cells.stored(row, stance).equals("supports") {
                report.keys.append(KeyTag.untagged(keyHash(cells.stored(row, statement))) | KeyTag.support)
            }
        case .statementRelation(let from, let to):
            for row in all {
                report.keys.append(KeyTag.untagged(keyHash(cells.stored(row, from))) | KeyTag.related)
                report.keys.append(KeyTag.untagged(keyHash(cells.stored(row, to))) | KeyTag.related)
            }
        case .outcome(let columns): for row in all { checkOutcome(row, cells, columns) }
        case .proceeding(let column):
            for row in all {
                report.proceedings.append((ids[row], KeyTag.untagged(keyHash(cells.stored(row, column)))))
            }
        case .tombstone(let column):
            for row in all {
                report.keys.append(KeyTag.untagged(keyHash(cells.stored(row, column))) | KeyTag.tombstone)
            }
        case .accessRule(let record, let field, let level):
            for row in all {
                checkField(row, cells.stored(row, record), cells.stored(row, field))
                if !cells.stored(row, level).equals("public") {
                    report.restricted.append(KeyTag.untagged(keyHash(cells.stored(row, record))))
                }
            }
        case .file(let columns): for row in all { checkFile(row, cells, columns) }
        case .concept:
            for row in all {
                let scheme = keyHash(cells.stored(row, 0))
                let key = CheckPlan.conceptKey(scheme: scheme, code: cells.stored(row, 1))
                report.keys.append(KeyTag.untagged(key) | KeyTag.live)
            }
        case .dataset:
            for row in all {
                let base = cells.stored(row, 0)
                if !base.isEmpty, let fault = baseFault(base) {
                    report(.invalidValue, row: row, column: "base", "\"\(visible(base.text))\" \(fault)")
                }
                // CSV on the Web takes it for no language, the other formats for one.
                if let language = Table.dataset.index(of: "language"), cells.stored(row, language).equals("und") {
                    report(.invalidValue, row: row, column: "language", "\"und\" says that the language is not known")
                }
            }
        }
    }

    private mutating func checkStatements(_ cells: BatchCells, _ columns: TableCheck.StatementColumns) {
        var recent = RecentKeys()
        for row in 0..<batch.rowCount {
            let subject = cells.stored(row, columns.subject)
            let property = cells.stored(row, columns.property)
            guard let layout = plan.schema.layoutIndex(ofID: subject), !property.isEmpty else { continue }
            let propertyHash = keyHash(property)
            let pair = keyHash(propertyHash, UInt64(layout))
            if !recent.contains(pair) {
                guard plan.properties.contains(pair) else {
                    let name = plan.schema.layouts[layout].table.name
                    report(
                        .unknownProperty, row: row, column: "property",
                        "\"\(visible(property.text, limit: 120))\" is not a property of \(name), the table of \(visible(subject.text))"
                    )
                    continue
                }
                recent.insert(pair)
            }
            let isPreferred = cells.stored(row, columns.rank).equals("preferred")
            let status = cells.stored(row, columns.status)
            let isOpen = status.equals("accepted") || status.equals("unreviewed")
            guard ids[row] != 0, isPreferred || isOpen else { continue }
            let value = cells.stored(row, columns.value)
            // A statement of nothing differs from everything; that it states nothing is a finding of its own.
            if value.isEmpty && cells.stored(row, columns.object).isEmpty { continue }
            let from = cells.stored(row, columns.from)
            let to = cells.stored(row, columns.to)
            report.claims.append(
                Claim(
                    key: keyHash(KeyTag.untagged(keyHash(subject)), propertyHash),
                    value: keyHash(value.isEmpty ? cells.stored(row, columns.object) : value),
                    statement: ids[row] | (isPreferred ? Claim.isPreferred : 0) | (isOpen ? Claim.isOpen : 0),
                    from: from.isEmpty ? .min : EDTF(from)?.latest.map { Int32(clamping: $0.ordinal) } ?? .min,
                    to: to.isEmpty ? .max : EDTF(to)?.earliest.map { Int32(clamping: $0.ordinal) } ?? .max))
        }
    }

    private mutating func checkOutcome(
        _ row: Int, _ cells: BatchCells, _ columns: TableCheck.OutcomeColumns
    ) {
        let effect = cells.stored(row, columns.effect)
        let actsOn = cells.stored(row, columns.effectOn)
        if effect.isEmpty != actsOn.isEmpty {
            report(
                .effectPair, row: row, column: effect.isEmpty ? "effect" : "effect_on_id",
                effect.isEmpty
                    ? "effect_on_id is \"\(visible(actsOn.text))\" and effect is empty"
                    : "effect is \"\(visible(effect.text))\" and effect_on_id is empty")
        }
        let decided = cells.stored(row, columns.decided)
        let bounds = decided.isEmpty ? nil : EDTF(decided)
        report.outcomes.append(
            OutcomeFact(
                key: ids[row], proceeding: KeyTag.untagged(keyHash(cells.stored(row, columns.proceeding))),
                actsOn: actsOn.isEmpty || effect.isEmpty ? 0 : KeyTag.untagged(keyHash(actsOn)),
                earliest: bounds?.earliest?.ordinal ?? .min, latest: bounds?.latest?.ordinal ?? .max))
    }

    private mutating func checkField(
        _ row: Int, _ record: UnsafeBufferPointer<UInt8>, _ field: UnsafeBufferPointer<UInt8>
    ) {
        guard !field.isEmpty, let layout = plan.schema.layoutIndex(ofID: record) else { return }
        let table = plan.schema.layouts[layout].table
        if table.column(named: field.text) == nil || field.equals("id") {
            report(
                .accessField, row: row, column: "field",
                "\(table.name) has no column \"\(visible(field.text))\" that could be withheld")
        }
    }

    private mutating func checkFile(_ row: Int, _ cells: BatchCells, _ columns: TableCheck.FileColumns) {
        let path = cells.stored(row, columns.path)
        guard Kind.path.verdict(path) == .canonical else { return }
        guard let documents = plan.documents else {
            report(.fileMissing, row: row, column: "path", "there is no directory documents/ beside the dataset")
            return
        }
        do {
            let (byteCount, sha256) = try documents.fixity(of: path.text)
            let stated = cells.stored(row, columns.byteCount).text
            if stated != String(byteCount) {
                report(
                    .fileSize, row: row, column: "byte_count",
                    "the file has \(byteCount) bytes, and the record says \(visible(stated))")
            } else if sha256 != cells.stored(row, columns.sha256).text {
                report(.fileDigest, row: row, column: "sha256", "the file's digest is \(sha256)")
            }
        } catch {
            report(.fileMissing, row: row, column: "path", "\(error)")
        }
    }
}
