import CaseTesting
import Foundation
import Testing

/// A table far larger than the memory that the tool may use.
@Suite(.serialized) struct LargeInputTests {
    @Test func invalidUTF8InTheMiddleOfAGigabyte() throws {
        let dataset = try ExampleDataset()
        let rows = 16_384
        let handle = try #require(fopen(dataset.file("sources.csv"), "ae"))
        let text = String(repeating: "A sentence of forty-eight bytes, quoted as is. ", count: 1394)
        for row in 0..<rows {
            // Byte 10 of the title, half-way: a lone continuation byte.
            if row == rows / 2 {
                fputs("src_X\(100_000 + row),book,\"The title", handle)
                fputc(0x80, handle)
                fputs("\",,,,,,,,,,\n", handle)
            } else {
                fputs("src_X\(100_000 + row),book,\"\(text)\",,,,,,,,,,\n", handle)
            }
        }
        fclose(handle)
        let size = try FileManager.default.attributesOfItem(atPath: dataset.file("sources.csv"))[.size] as? Int
        #expect(try #require(size) >= 1_000_000_000)
        let refusal = try Refusal(dataset)
        // The reference case has five sources, below the header.
        refusal.expectFinding(
            "invalid-utf8", at: "sources.csv:\(6 + rows / 2 + 1), record src_X\(100_000 + rows / 2), column title",
            saying: "byte 10 ")
        #expect(refusal.run.standardOutput.split(separator: "\n").count { $0.hasPrefix("error") } == 1)
        #expect(refusal.run.peakMemory < 256 << 20)
        #expect(refusal.run.peakMemory > 1 << 20)
    }
}
