import CaseFiles

/// A file without a name, in memory where the system has a folder for that, for readers that want a path.
struct MemoryFile: ~Copyable {
    private let file: Descriptor

    init(_ bytes: [UInt8]) throws {
        let file = try Descriptor.temporary(in: fileType("/dev/shm") == .directory ? "/dev/shm" : "/tmp")
        try bytes.withUnsafeBytes { try file.write($0, at: 0) }
        self.file = file
    }

    /// Opens it anew, from its beginning.
    var path: String { "/proc/self/fd/\(file.number)" }
}
