package import CaseArchive
package import CaseDisclosure
package import CaseFiles
package import CasePackages
import Synchronization

/// Writes the members of a package, from several tasks at once: each byte is hashed, looked at for what had to stay
/// out, and compressed on its way to disk.
package final class PackageWriter: PartOutput {
    private let container: ContainerWriter
    private let scan: LeakScan?
    private let found = Mutex<[Leak]>([])

    package init(_ container: ContainerWriter, scan: LeakScan?) {
        self.container = container
        self.scan = scan
    }

    /// What of the withheld stands in what was written, in the order of the members' paths.
    package var leaks: [Leak] {
        found.withLock { $0 }.sorted {
            ($0.file, $0.offset ?? -1, $0.table, $0.record) < ($1.file, $1.offset ?? -1, $1.table, $1.record)
        }
    }

    package var keepsParts: Bool { true }

    /// - Parameter path: in the bag's payload.
    package func begin(_ path: String, digests: PartDigests) throws -> any OpenPart {
        try member("data/" + path, isCompressible: true, digests: digests)
    }

    func member(
        _ path: String, isCompressible: Bool, digests: PartDigests, isSearched: Bool = true
    ) throws -> any OpenPart {
        let member = try container.begin(path, isCompressible: isCompressible, digests: digests)
        return PackageMember(member, scan: isSearched ? scan?.begin(file: path) : nil) { [self] leaks in
            found.withLock { $0 += leaks }
        }
    }

    /// Writes a small member whole.
    ///
    /// - Parameter isTheSameInEveryRelease: then it holds nothing of the dataset, and is not searched.
    package func add(_ document: PackageDocument, isTheSameInEveryRelease: Bool = false) throws -> PartFixity {
        let member = try member(
            document.path, isCompressible: true, digests: .sha512, isSearched: !isTheSameInEveryRelease)
        var blocks = try member.write(contentsOf: document.bytes)
        let (rest, fixity) = try member.finish()
        blocks += rest
        for block in blocks { try block.run() }
        return fixity
    }
}

private final class PackageMember: OpenPart {
    private let member: MemberWriter
    private var scan: FileScan?
    private let report: ([Leak]) -> Void

    init(_ member: MemberWriter, scan: FileScan?, report: @escaping ([Leak]) -> Void) {
        self.member = member
        self.scan = scan
        self.report = report
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws -> [CompressionBlock] {
        scan?.add(bytes)
        return try member.write(bytes)
    }

    func finish() throws -> (blocks: [CompressionBlock], fixity: PartFixity) {
        if let leaks = scan?.hits, !leaks.isEmpty { report(leaks) }
        return try member.finish()
    }
}
