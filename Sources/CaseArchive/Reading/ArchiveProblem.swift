/// Why an archive, or a member of it, cannot be read.
package struct ArchiveProblem: Error, Sendable, Equatable {
    /// What sort of problem it is.
    package struct Code: Sendable, Hashable {
        package let name: String

        /// It is no archive that we know.
        package static let notAnArchive = Code(name: "not-an-archive")
        /// It does not keep to its format.
        package static let damaged = Code(name: "damaged")
        /// It ends too early.
        package static let truncated = Code(name: "truncated")
        /// It says two things that do not agree, so that programs would see different files.
        package static let ambiguous = Code(name: "ambiguous")
        /// A member's bytes have not the checksum that the archive says.
        package static let checksum = Code(name: "checksum")
        /// A path is in an encoding that nothing names.
        package static let encoding = Code(name: "encoding")
        /// The system does not let it be read.
        package static let unreadable = Code(name: "unreadable")
        /// It uses something of its format that we do not read.
        package static let unsupported = Code(name: "unsupported")
        /// It is larger than `ArchiveLimits` lets it be.
        package static let limit = Code(name: "limit")
    }

    package let code: Code
    /// The path of the archive.
    package let archive: String
    /// The path of the member in it; nil where it is none's. It is not checked, and may be no UTF-8.
    package let member: [UInt8]?
    /// What was found, and what was expected.
    package let detail: String

    package init(_ damage: ArchiveDamage, in archive: String, member: [UInt8]? = nil) {
        code = damage.code
        self.archive = archive
        self.member = member
        detail = damage.detail
    }
}

extension ArchiveProblem: CustomStringConvertible {
    package var description: String {
        let place = member.map { ", member \(printable($0))" } ?? ""
        return "cannot read \(archive)\(place): \(detail)"
    }
}

/// A path of an archive for a message: without characters that a terminal would act on.
func printable(_ path: [UInt8]) -> String {
    let shown = String(decoding: path.prefix(300), as: UTF8.self).unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            "\u{FFFD}"
        default: String(scalar)
        }
    }
    return shown.joined() + (path.count > 300 ? "…" : "")
}

/// What a parser finds wrong, before anybody knows in which archive.
package struct ArchiveDamage: Error, Equatable {
    package let code: ArchiveProblem.Code
    package let detail: String

    package init(_ detail: String, code: ArchiveProblem.Code = .damaged) {
        self.code = code
        self.detail = detail
    }
}

/// How large an archive may be that somebody gives us.
package struct ArchiveLimits: Sendable {
    /// How many members it may have.
    package var memberCount = 1_000_000
    /// How many bytes a member's path may have in an archive, as Linux has it, and how many folders may be in one another.
    package var pathByteCount = 4096
    package var depth = 200
    /// How many bytes the list of a zip archive's members may have, and all paths of a tar archive; they are held in
    /// memory.
    package var directoryByteCount = 256 << 20
    /// How many bytes the extended headers before one member of a tar archive may have.
    package var headerByteCount = 1 << 20
    /// How many zeros may stand behind a tar archive's end, which fill up a tape's block.
    package var endByteCount = 64 << 20
    /// How many bytes one compressed byte may expand to; what expands to no more than `expansionFree` may do so.
    package var expansionRatio = 250
    package var expansionFree = 256 << 20

    package init() {}

    /// What is too much of a path of an archive, in words; nil where nothing is.
    package func excess(of path: [UInt8]) -> String? {
        if path.count > pathByteCount { return "its path has more than \(pathByteCount) bytes" }
        if path.count > depth, path.count(where: { $0 == 0x2F }) > depth {
            return "its path has more than \(depth) folders"
        }
        return nil
    }

    /// - Throws: `ArchiveDamage` with `limit`
    func checkExpansion(from compressed: Int, to expanded: Int) throws(ArchiveDamage) {
        guard expanded > expansionFree, expanded / max(1, compressed) >= expansionRatio else { return }
        throw ArchiveDamage(
            "it expands to more than \(expansionRatio) times its size, and to \(expanded) bytes or more; --limit-ratio raises the limit",
            code: .limit)
    }
}
