import CaseExport
import Glibc

/// Results on standard output, words on standard error.
enum Printer {
    static func result(_ text: String) { write(text, to: 1) }

    /// What is in it may come from anywhere: characters that a terminal would act on, which JSON lets stand in strings,
    /// are written as escapes.
    static func result(json: JSON) {
        var text = ""
        for scalar in String(decoding: json.pretty(), as: UTF8.self).unicodeScalars {
            let isPlain = (0x20...0x7E).contains(scalar.value) || scalar == "\n"
            if isPlain || ![.control, .format].contains(scalar.properties.generalCategory) {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        write(text, to: 1)
    }

    /// A path in it may hold anything, and nothing of it may reach the terminal as a control.
    static func error(_ message: String) { write("caseexport: \(visible(message, limit: .max))\n", to: 2) }

    /// With the addresses among the arguments as they may be shown.
    static func withoutPasswords(_ text: String) -> String {
        var text = text
        for argument in CommandLine.arguments where Dataset.isAddress(argument) {
            text = text.split(separator: argument, omittingEmptySubsequences: false)
                .joined(separator: Dataset.name(of: argument))
        }
        return text
    }

    static func warning(_ message: String) { words("warning: \(visible(message, limit: .max))") }

    /// Writes over the line of the terminal.
    static func progress(_ text: String) { write("\r\u{1B}[K" + text, to: 2) }

    static func words(_ text: String) { write(text + "\n", to: 2) }

    static func result(bytes: UnsafeRawBufferPointer) { write(bytes, to: 1) }

    private static func write(_ text: String, to descriptor: CInt) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) {
        guard let start = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let length = Glibc.write(descriptor, start + done, bytes.count - done)
            if length < 0 && errno == EINTR { continue }
            if length <= 0 {
                // Who stops reading (`| head`) has seen enough; everybody else would take half a result for whole.
                if descriptor == 1, errno != EPIPE {
                    error("cannot write to standard output: \(String(cString: strerror(errno))) (errno \(errno))")
                    exit(Exit.cannotWrite)
                }
                return
            }
            done += length
        }
    }

    /// Whether standard output is a terminal that takes colours (no-color.org).
    private static let hasColour = isatty(1) == 1 && getenv("NO_COLOR") == nil

    private static func coloured(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// `error unresolved-reference persons.csv:12, record per_0003, column born: message` and a hint below.
    ///
    /// - Parameters:
    ///   - whole: what is named where a finding is about all there is.
    ///   - hasValues: whether what was expected and what was found stand below, too.
    static func findings(
        _ findings: FindingList, of whole: String = "dataset", hasValues: Bool = false, options: CommonOptions
    ) {
        var text = ""
        var hinted: Set<String> = []
        for finding in findings.findings {
            let severity = coloured(finding.severity.rawValue, finding.severity == .error ? "31" : "33")
            let place = finding.place == Place() ? whole : "\(finding.place)"
            text += "\(severity) \(finding.code.name) \(place): \(finding.message)\n"
            let values = [finding.expected.map { ("expected", $0) }, finding.found.map { ("found", $0) }]
                .compactMap(\.self).map { "\($0.0) \(visible($0.1, limit: 200))" }
            if hasValues, !values.isEmpty { text += "  \(values.joined(separator: ", "))\n" }
            // A hint that was given is not given again for each of a hundred.
            if options.verbose || hinted.insert(finding.code.name + finding.hint).inserted {
                text += "  hint: \(finding.hint)\n"
            }
        }
        for code in FindingCode.everywhere {
            let count = findings.counts[code] ?? 0
            let listed = findings.findings.count { $0.code == code }
            if count > listed {
                let atLeast = findings.uncounted.contains(code) ? "at least " : ""
                text += "\(code.severity.rawValue) \(code.name): \(atLeast)\(grouped(count - listed)) more\n"
            }
        }
        result(text)
    }

    static func summary(of report: CheckReport, path: String, options: CommonOptions) {
        if options.verbose {
            for (table, rows) in report.rowCounts { words("  \(table): \(plural(rows, "row"))") }
        }
        words(
            "\(path): \(plural(report.rowCounts.reduce(0) { $0 + $1.rows }, "row")) in \(plural(report.rowCounts.count, "table")) (shipped codes included), "
                + counts(report.findings)
                + (report.isFit ? "; fit to export" : "; not fit to export"))
    }

    private static func counts(_ findings: FindingList) -> String {
        if findings.isEmpty { return "no findings" }
        return "\(plural(findings.total(.error), "error")) and \(plural(findings.total(.warning), "warning"))"
    }

    /// One line a file: rows, bytes, path.
    static func files(of report: ExportReport, options: CommonOptions) {
        let rows = report.files.map { $0.rowCount.map(grouped) ?? "" }
        let bytes = report.files.map { grouped($0.byteCount) }
        let widths = (rows.map(\.utf8.count).max() ?? 0, bytes.map(\.utf8.count).max() ?? 0)
        var text = ""
        for (index, file) in report.files.enumerated() {
            text +=
                padded(rows[index], widths.0)
                + (file.rowCount == nil ? "      " : file.rowCount == 1 ? " row  " : " rows ")
            text += padded(bytes[index], widths.1) + " bytes  \(report.path)/\(file.path)\n"
        }
        if let graph = report.graph {
            text +=
                "graph of \(plural(graph.tripleCount, "triple")), sha256 of its canonical N-Quads: \(graph.sha256)\n"
        }
        result(text)
    }

    static func summary(of report: ExportReport, options: CommonOptions) {
        guard report.check.isFit else {
            words("nothing was written: \(counts(report.check.findings))")
            return
        }
        if options.verbose {
            for (format, seconds) in report.encodingSeconds {
                words("  \(format): \(Int(seconds * 1000)) ms of processor time encoding")
            }
        }
        let bytes = report.files.reduce(0) { $0 + $1.byteCount }
        words(
            "\(report.path): \(plural(report.files.count, "file")), \(grouped(bytes)) bytes, \(counts(report.check.findings))"
        )
        if report.check.restrictedCount > 0 {
            let count = report.check.restrictedCount
            words(
                "note: \(plural(count, "record")) \(count == 1 ? "is" : "are") above the access level public, and this export has \(count == 1 ? "it" : "them") all; it is not for publication as it is"
            )
        }
    }

    /// One line a file: rows, bytes, path in the bag; then what the bundle is.
    static func bundle(_ report: BundleReport, options: CommonOptions) {
        guard report.isPublished else { return }
        var text = ""
        if options.verbose {
            let width = report.files.map { grouped($0.byteCount).utf8.count }.max() ?? 0
            for file in report.files { text += "\(padded(grouped(file.byteCount), width)) bytes  \(file.path)\n" }
        }
        var sums: [(what: String, count: Int)] = []
        for withheld in report.withheld {
            var what = withheld.column.map { "of \(withheld.table), column \($0)" } ?? "of \(withheld.table)"
            if options.verbose { what += ", on the ground \(withheld.ground)" }
            if sums.last?.what != what { sums.append((what, 0)) }
            sums[sums.count - 1].count += withheld.count
        }
        for (what, count) in sums { text += "withheld: \(grouped(count)) \(what)\n" }
        if let graph = report.graph {
            text +=
                "graph of \(plural(graph.tripleCount, "triple")), sha256 of its canonical N-Quads: \(graph.sha256)\n"
        }
        if let container = report.container {
            text += "\(container.sha256)  \(report.path)\n"
        }
        result(text)
    }

    static func summary(of report: BundleReport, profile: ReleaseProfile, options: CommonOptions) {
        guard report.isPublished else {
            words("nothing was written: \(counts(report.check.findings))")
            return
        }
        let rows = report.rowCounts.reduce(0) { $0 + $1.rows }
        let bytes = report.files.reduce(0) { $0 + $1.byteCount }
        words(
            "\(report.path): \(report.name ?? ""), \(plural(rows, "row")), \(plural(report.files.count, "file")), \(grouped(bytes)) bytes"
                + (report.container.map { ", packed into \(grouped($0.byteCount))" } ?? "")
                + ", \(counts(report.check.findings))")
        if report.check.restrictedCount > 0 {
            let count = report.check.restrictedCount
            words(
                "note: \(plural(count, "record")) \(count == 1 ? "is" : "are") above the access level public; this bundle has what readers of the level \(profile.audience) may see"
            )
        }
    }

    /// Findings, then a line that sums up, which is the last.
    static func verification(_ package: PackageVerification, isOneOfMany: Bool, options: CommonOptions) {
        if isOneOfMany, !package.findings.isEmpty { result("\(visible(package.path, limit: .max)):\n") }
        findings(package.findings, of: visible(package.path, limit: .max), hasValues: true, options: options)
        if options.verbose {
            for (name, value) in [
                ("container", package.container ?? "unknown"), ("folder", package.folder),
                ("digests", package.algorithms.joined(separator: ", ")), ("sha256", package.archiveSHA256 ?? ""),
            ] where !value.isEmpty { words("  \(name): \(visible(value, limit: 400))") }
        }
        for signature in package.signatures { words("  \(visible(signature, limit: 400))") }
        if let content = package.content { result(lines(of: content)) }
        let what = package.kinds.isEmpty ? "no package" : package.kinds.joined(separator: ", ")
        let verdict =
            !package.isWhole
            ? "NOT WHOLE" : package.level == .quick ? "complete (nothing was hashed)" : "whole"
        result(
            "\(visible(package.path, limit: .max)): \(what), \(plural(package.fileCount, "file")), \(grouped(package.byteCount)) bytes, \(counts(package.findings)); \(verdict)\n"
        )
    }

    private static func lines(of content: PackageVerification.ReleaseContent) -> String {
        var text = ""
        if let rows = content.rowCount {
            // Those that could not be read, or say something else, are among the findings.
            let names = content.formats.filter { $0.rowCount == rows }.map(\.name)
            if !names.isEmpty { text += "\(plural(rows, "row")) in each of: \(names.joined(separator: ", "))\n" }
        }
        if let hash = content.graphSHA256, let triples = content.tripleCount {
            text += "graph of \(plural(triples, "triple")), sha256 of its canonical N-Quads: \(hash)\n"
        }
        for note in content.notes { text += "note: \(visible(note, limit: 400))\n" }
        return text
    }

    /// Every code of what verifying finds.
    static func codes() {
        result(
            FindingCode.verification.map { code in
                "\(code.severity.rawValue) \(code.name): \(code.summary)\n  hint: \(code.hint)\n"
            }.joined())
    }

    static func summary(of packages: [PackageVerification], failed: Int) {
        let whole = packages.count(where: \.isWhole)
        words(
            "\(plural(packages.count + failed, "package")): \(grouped(whole)) whole, \(grouped(packages.count - whole)) not whole"
                + (failed > 0 ? ", \(grouped(failed)) not verified" : ""))
    }

    /// Facts, tables, what is withheld: one line each. What a package says may be anything.
    static func inspection(_ inspection: Inspection) {
        var text = "kind: \(inspection.kind)\n"
        for (name, value) in inspection.facts {
            text += "\(visible(name, limit: 200)): \(visible(value, limit: 2000))\n"
        }
        for (name, value) in inspection.info.prefix(200) {
            text += "bag-info: \(visible(name, limit: 200)): \(visible(value, limit: 2000))\n"
        }
        let rows = inspection.tables.map { grouped($0.rows) }
        let width = rows.map(\.utf8.count).max() ?? 0
        for (rows, (table, _)) in zip(rows, inspection.tables) {
            text += "\(padded(rows, width)) \(rows == "1" ? "row " : "rows")  \(visible(table, limit: 200))\n"
        }
        for line in inspection.restricted { text += "restricted: \(visible(line, limit: 400))\n" }
        result(text)
    }

    static func summary(of report: ImportReport, options: CommonOptions) {
        guard report.check.isFit else {
            words("nothing was imported: \(counts(report.check.findings))")
            return
        }
        if options.verbose {
            for (table, rows) in report.rowCounts { words("  \(table): \(plural(rows, "row"))") }
        }
        let rows = report.rowCounts.reduce(0) { $0 + $1.rows }
        words(
            "\(report.path): \(plural(rows, "row")) in \(plural(report.rowCounts.count, "table")), \(counts(report.check.findings))"
        )
        for (kind, count) in report.normalized {
            words(
                "note: \(plural(count, "value")) of the kind \(kind) \(count == 1 ? "was" : "were") brought into canonical form"
            )
        }
    }

    private static func plural(_ count: Int, _ word: String) -> String {
        "\(grouped(count)) \(word)\(count == 1 ? "" : "s")"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }

    /// `1,234,567`
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return String(digits)
    }
}
