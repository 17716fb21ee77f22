import CaseDisclosure
import Testing

struct DisclosureReportTests {
    @Test func isEmptyWithoutCounts() {
        var report = DisclosureReport(audience: "public", asOf: "2026-01-01")
        #expect(report.isEmpty)
        report.records.append(.init(table: "persons", column: nil, ground: "minor", count: 1))
        #expect(!report.isEmpty)
    }
}
