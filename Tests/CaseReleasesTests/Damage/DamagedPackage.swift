import CaseArchive
import CaseFiles
import CaseModel
import CasePackages
import CaseReleases
import CaseTesting
import Foundation
import Glibc
import Testing

/// The bundle of the reference case in one container, to be damaged and mended again.
final class DamagedPackage {
    let container: Container
    let folder: String
    /// The files, by their paths in the bag, in the container's order.
    let members: [PlainArchive.Member]
    /// The bytes, of a directory those of all files, one behind the other.
    let bytes: [UInt8]
    let regions: [DamageRegion]
    private let scratch: TemporaryDirectory
    /// What is verified.
    let path: String

    init(_ container: Container) async throws {
        self.container = container
        scratch = try TemporaryDirectory()
        let ending = container == .directory ? "" : "." + container.rawValue
        let run = try ToolRunner(in: scratch.path).run(
            "bundle", ExampleDataset.original, "--output", "made" + ending, "--quiet")
        try #require(run.exitCode == 0, "\(run.text)")
        // The file with the archive's digest would show every damage, so it is not put beside it.
        let made = scratch("made" + ending)
        var members: [PlainArchive.Member] = []
        try ArchiveReader(made).forEachMember { member, content in
            if member.kind == .file {
                members.append((String(decoding: member.path, as: UTF8.self), try content.bytes()))
            }
        }
        let first = String(members[0].path.prefix { $0 != "/" })
        let folder = container == .directory ? "made" : first
        self.folder = folder
        if container != .directory {
            members = members.map { (String($0.path.dropFirst(folder.utf8.count + 1)), $0.bytes) }
        }
        self.members = members
        path = scratch(folder + ending)
        if container != .directory { try FileManager.default.moveItem(atPath: made, toPath: path) }
        switch container {
        case .directory:
            bytes = members.flatMap(\.bytes)
            regions = RegionList(files: members).regions
        case .zip:
            bytes = try TestFile.read(path)
            regions = try RegionList(zip: path, byteCount: bytes.count).regions
        case .tar:
            bytes = try TestFile.read(path)
            regions = try RegionList(tar: path, byteCount: bytes.count).regions
        case .tarGzip:
            bytes = try TestFile.read(path)
            regions = RegionList(gzip: bytes.count).regions
        }
    }

    func region(at offset: Int) -> DamageRegion {
        var (low, high) = (0, regions.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if regions[middle].range.lowerBound <= offset { low = middle } else { high = middle }
        }
        return regions[low]
    }

    /// The path of a member as findings have it.
    func place(_ member: String) -> String {
        container == .directory || member.hasPrefix(folder + "/") ? member : "\(folder)/\(member)"
    }

    // MARK: Damage

    /// Verifies with one byte changed.
    func findings(changing offset: Int, by mask: UInt8) async throws -> (FindingList, contents: [String: [UInt8]]?) {
        let (file, inFile) = target(offset)
        try set(bytes[offset] ^ mask, at: inFile, in: file)
        defer { try? set(bytes[offset], at: inFile, in: file) }
        let findings = try await verify(path)
        return (findings, findings.isEmpty ? contents(of: path) : nil)
    }

    private func target(_ offset: Int) -> (file: String, offset: Int) {
        guard container == .directory else { return (path, offset) }
        let region = region(at: offset)
        return ("\(path)/\(region.member ?? "")", offset - region.range.lowerBound)
    }

    private func set(_ byte: UInt8, at offset: Int, in file: String) throws {
        let descriptor = open(file, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        var byte = byte
        guard descriptor >= 0, pwrite(descriptor, &byte, 1, offset) == 1 else { throw LayoutFailure(path: file) }
    }

    /// Verifies only its first bytes.
    func findings(cuttingAt count: Int) async throws -> (FindingList, contents: [String: [UInt8]]?) {
        if container == .directory {
            let region = region(at: count)
            let file = "\(path)/\(region.member ?? "")"
            truncate(file, count - region.range.lowerBound)
            defer {
                try? Data(bytes[region.range]).write(to: URL(fileURLWithPath: file))
            }
            let findings = try await verify(path)
            return (findings, findings.isEmpty ? contents(of: path) : nil)
        }
        let cut = try other { try Data(bytes[..<count]).write(to: URL(fileURLWithPath: $0)) }
        let findings = try await verify(cut)
        return (findings, findings.isEmpty ? contents(of: cut) : nil)
    }

    /// Verifies other members in the same container.
    func findings(with members: [PlainArchive.Member]) async throws -> FindingList {
        let made = try other { path in
            guard container == .directory else {
                let prefixed = members.map { ("\(folder)/\($0.path)", $0.bytes) }
                try Data(PlainArchive.bytes(container, prefixed)).write(to: URL(fileURLWithPath: path))
                return
            }
            for (name, bytes) in members { try TestFile.write(bytes, to: "\(path)/\(name)") }
        }
        return try await verify(made)
    }

    /// Makes something of the same name elsewhere.
    private func other(_ write: (String) throws -> Void) throws -> String {
        let elsewhere = scratch("other")
        try? FileManager.default.removeItem(atPath: elsewhere)
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
        let made = elsewhere + "/" + (path as NSString).lastPathComponent
        try write(made)
        return made
    }

    // MARK: What comes of it

    func verify(_ path: String) async throws -> FindingList {
        var options = VerificationOptions()
        options.threads = 1
        do {
            return try await CaseReleases.verify(path, options).findings
        } catch let problem as FileProblem {
            var findings = FindingList()
            findings.append(Finding(.unreadableFile, at: Place(), problem.description))
            return findings
        }
    }

    /// Names and bytes of everything in it; nil where it cannot be read.
    func contents(of path: String) -> [String: [UInt8]]? {
        var contents: [String: [UInt8]] = [:]
        do {
            try ArchiveReader(path).forEachMember { member, content in
                let bytes = member.kind == .file ? try content.bytes() : []
                contents["\(member.kind) \(String(decoding: member.path, as: UTF8.self))"] = bytes
            }
        } catch {
            return nil
        }
        return contents
    }
}
