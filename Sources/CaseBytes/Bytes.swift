/// An immutable run of bytes that any thread may read.
///
/// `@unchecked Sendable`: the memory is written before `init` and never after it.
public final class Bytes: @unchecked Sendable {
    public let base: UnsafePointer<UInt8>
    public let count: Int

    /// Takes over memory that `UnsafeMutablePointer.allocate` gave.
    init(adopting memory: UnsafeMutablePointer<UInt8>, count: Int) {
        base = UnsafePointer(memory)
        self.count = count
    }

    public convenience init(_ array: [UInt8]) {
        var buffer = ByteBuffer(capacity: array.count)
        buffer.append(array)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: array.count + ByteBuffer.slack)
        memory.update(from: buffer.base, count: array.count)
        self.init(adopting: memory, count: array.count)
    }

    deinit { base.deallocate() }

    public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
