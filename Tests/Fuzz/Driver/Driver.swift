import CLibFuzzer
import CaseTesting
import Dispatch
import Glibc

/// Has libFuzzer look for bytes that break the property of one target: caseexport-fuzz TARGET [libFuzzer's arguments].
///
/// `Scripts/fuzz` builds it and runs it.
@main
enum Driver {
    static func main() {
        guard CommandLine.arguments.count > 1, let target = FuzzTarget.named(CommandLine.arguments[1]) else {
            for target in FuzzTarget.all { print(target.name) }
            exit(CommandLine.arguments.count > 1 ? 64 : 0)
        }
        switch target.property {
        case .sequential(let property): Self.property = property
        case .concurrent(let property): Self.property = { try wait(for: property, $0) }
        }
        let options = ["-max_len=\(target.byteLimit)"] + CommandLine.arguments.dropFirst(2)
        var arguments = ([CommandLine.arguments[0]] + options).map { strdup($0) } + [nil]
        var count = CInt(arguments.count - 1)
        exit(
            arguments.withUnsafeMutableBufferPointer { buffer in
                var start = buffer.baseAddress
                return LLVMFuzzerRunDriver(&count, &start) { data, count in
                    Driver.check(UnsafeBufferPointer(start: data, count: count))
                    return 0
                }
            })
    }

    /// libFuzzer's callback is a C function, which has no room for a context. It runs on one thread.
    nonisolated(unsafe) private static var property: ([UInt8]) throws -> Void = { _ in }

    /// Waits on this thread, which is none of those that do the work.
    private static func wait(for property: @escaping @Sendable ([UInt8]) async throws -> Void, _ bytes: [UInt8]) throws
    {
        nonisolated(unsafe) var result: Result<Void, any Error> = .success(())
        let semaphore = DispatchSemaphore(value: 0)
        Task.detached {
            do { try await property(bytes) } catch { result = .failure(error) }
            semaphore.signal()
        }
        semaphore.wait()
        try result.get()
    }

    /// Ends the process where the property does not hold: libFuzzer then keeps the input.
    private static func check(_ bytes: UnsafeBufferPointer<UInt8>) {
        do {
            try property(Array(bytes))
        } catch {
            print("the property does not hold: \(error)")
            fflush(nil)
            abort()
        }
    }
}
