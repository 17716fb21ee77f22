import Glibc

/// Why a file could not be read or written. The errno is never lost.
public struct FileProblem: Error, Sendable, Equatable {
    /// What sort of failure it is; the command line gives each its exit code.
    public struct Code: Sendable, Hashable {
        let name: String

        /// What should be read is not there, or not readable.
        public static let noInput = Code(name: "no-input")
        /// What should be written cannot be.
        public static let cannotWrite = Code(name: "cannot-write")
        /// Somebody else holds it; trying again may help.
        public static let locked = Code(name: "locked")
    }

    public let code: Code
    public let path: String
    /// What was tried, as a verb phrase: `open`, `write to`.
    public let operation: String
    /// The system's error number; 0 where the system did not fail.
    public let errno: CInt
    /// What was found instead, where there is no error number; and what to do.
    public let detail: String?

    public init(_ code: Code, _ operation: String, _ path: String, errno: CInt = 0, detail: String? = nil) {
        self.code = code
        self.path = path
        self.operation = operation
        self.errno = errno
        self.detail = detail
    }
}

extension FileProblem {
    /// Whether an error number is of what this process, or the machine, has no more of: it says nothing of the file.
    package static func isOfThisProcess(_ errno: CInt) -> Bool { [EMFILE, ENFILE, ENOMEM].contains(errno) }
}

extension FileProblem: CustomStringConvertible {
    public var description: String {
        var text = "cannot \(operation) \(path)"
        if errno != 0 { text += ": \(String(cString: strerror(errno))) (errno \(errno))" }
        if let detail { text += ": \(detail)" }
        return text
    }
}
