import CaseArchive
import CaseFiles
import CaseTesting
import Foundation
import Testing

/// How fast a file is compressed, for a comparison with `pigz` on the same file:
///
///     CASEEXPORT_ARCHIVE_BENCH=FILE swift test -c release --skip-build --filter ArchiveBenchTests
@Suite(.serialized) struct ArchiveBenchTests {
    static let path = environment("CASEEXPORT_ARCHIVE_BENCH")

    @Test(
        .enabled(if: path != nil, "CASEEXPORT_ARCHIVE_BENCH names no file"), arguments: [[], .sha512] as [PartDigests])
    func aFileIsCompressed(_ digests: PartDigests) async throws {
        let path = try #require(Self.path)
        // As the tool does.
        keepFreedMemory()
        let file = try Descriptor.reading(path)
        let size = try file.byteCount()
        let directory = try TemporaryDirectory()
        let pieces = (size + (1 << 20) - 1) >> 20
        var times: [(Double, Double)] = []
        var written = 0
        for round in 0..<3 {
            let start = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
            let output = directory("\(round).tar.gz")
            let writer = try ContainerWriter(.tarGzip, staging: output, folder: "", instant: 0, level: 6)
            _ = try await writeInParallel(writer, [("file", pieces, true)], digests: digests) { _, piece, buffer in
                let count = min(buffer.count, size - piece << 20)
                try file.read(into: buffer.baseAddress!, count: count, at: piece << 20)
                return count
            }
            written = try writer.finish().byteCount
            times.append((clock(CLOCK_MONOTONIC) - start.0, clock(CLOCK_PROCESS_CPUTIME_ID) - start.1))
            try TestFile.remove(output)
        }
        let work = digests.isEmpty ? "CRC and deflate" : "CRC, deflate and SHA-512"
        print("  ours, \(work): \(size) -> \(written) bytes, \(peakMemory()) MiB at most")
        for (time, processor) in times { print("    \(time) s, \(processor) s of processor time") }
    }
}

/// Seconds by a clock of the system.
private func clock(_ id: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(id, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
