import CaseBytes
import Testing

@Suite struct MemorySourceTests {
    @Test(arguments: [1, 2, 3, 100])
    func givesAllBytesInOrder(chunkLimit: Int) {
        let source = MemorySource([1, 2, 3, 4, 5], chunkLimit: chunkLimit)
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
            while true {
                let count = source.read(into: buffer)
                if count == 0 { return }
                bytes += buffer[..<count]
            }
        }
        #expect(bytes == [1, 2, 3, 4, 5])
    }
}
