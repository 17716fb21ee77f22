import CaseArchive
import CaseFiles
import Foundation

/// Writes members one after the other while their blocks are compressed on as many threads as Swift has, which is one
/// a core.
///
/// - Parameters:
///   - members: their paths, how many pieces each has, and whether it is compressed.
///   - piece: fills a buffer with a piece of a member, and says how long it is.
func writeInParallel(
    _ writer: ContainerWriter, _ members: [(path: String, pieces: Int, isCompressible: Bool)], digests: PartDigests,
    piece: (_ member: Int, _ piece: Int, UnsafeMutableRawBufferPointer) throws -> Int
) async throws -> [PartFixity] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    let limit = ProcessInfo.processInfo.activeProcessorCount + 2
    return try await withThrowingTaskGroup(of: Void.self) { group in
        var running = 0
        var fixities: [PartFixity] = []
        for (index, member) in members.enumerated() {
            let part = try writer.begin(member.path, isCompressible: member.isCompressible, digests: digests)
            for number in 0...member.pieces {
                var blocks: [CompressionBlock]
                if number < member.pieces {
                    let count = try piece(index, number, buffer)
                    blocks = try part.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                } else {
                    let (last, fixity) = try part.finish()
                    blocks = last
                    fixities.append(fixity)
                }
                for block in blocks {
                    if running == limit {
                        try await group.next()
                        running -= 1
                    }
                    group.addTask { try block.run() }
                    running += 1
                }
            }
        }
        try await group.waitForAll()
        return fixities
    }
}

/// What the test's own process took at most, in MiB.
func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) >> 10
}

func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
