import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel

/// What the checks of a storage root and of its objects share.
final class OCFLCheck {
    let tree: PackageTree
    let folders: PackageFolders
    let inventoryLimit: Int
    var findings = FindingList()
    var expectations = OCFLExpectations()
    var plan: DigestPlan
    /// Files whose bytes could not be had while planning.
    private(set) var unread: [Int] = []
    /// The ids of the objects, and where each is.
    var ids: [[UInt8]: [UInt8]] = [:]
    private(set) var objectCount = 0

    init(_ tree: PackageTree, _ plan: DigestPlan, inventoryLimit: Int) {
        self.tree = tree
        self.plan = plan
        self.inventoryLimit = inventoryLimit
        folders = PackageFolders(tree)
    }

    func countObject() { objectCount += 1 }

    func report(_ code: FindingCode, _ path: some Sequence<UInt8>, _ message: @autoclosure () -> String) {
        // What could not be listed may be there.
        if Self.absences.contains(code), tree.mayHave(path) { return }
        guard findings.lists(code) else { return findings.count(code) }
        findings.append(Finding(code, at: Place(member: path), message()))
    }

    func report(
        _ code: FindingCode, _ path: some Sequence<UInt8>, _ message: @autoclosure () -> String, expected: String?,
        found: String?
    ) {
        guard findings.lists(code) else { return findings.count(code) }
        findings.append(Finding(code, at: Place(member: path), message(), expected: expected, found: found))
    }

    /// Codes of what is missing, at the path where it is, or should be.
    private static let absences: Set<FindingCode> = [
        .ocflE003, .ocflE008, .ocflE010, .ocflE016, .ocflE024, .ocflE058, .ocflE063, .ocflE069, .ocflE073, .ocflE076,
        .ocflE085, .ocflE088, .ocflE092, .ocflE093, .ocflW003, .ocflW010,
    ]

    /// The bytes of a small file; nil where they cannot be had, which is reported.
    ///
    /// - Throws: `Interrupted`.
    func bytes(_ number: Int, limit: Int) throws -> [UInt8]? {
        do {
            return try tree.bytes(number, limit: limit)
        } catch let problem as Interrupted {
            throw problem
        } catch let problem as PackageLimit {
            findings.append(
                .exceeded(
                    Place(member: tree.paths[number]),
                    "it has \(problem.byteCount) bytes, and \(problem.limit) are the limit for what is read into memory"
                ))
        } catch {
            unread.append(number)
        }
        return nil
    }

    /// Reports links and devices: none may be in a storage hierarchy (OCFL 1.1, section 4.6).
    func reportLinks() {
        for number in folders.members(in: folders.root) {
            switch tree.kind(number) {
            case .file, .directory: break
            case .symbolicLink, .hardLink: report(.ocflE090, tree.paths[number], "it is a link")
            case .other: report(.ocflE090, tree.paths[number], "it is no file and no folder")
            }
        }
    }

    // MARK: Declarations

    /// Which codes the faults of a declaration have.
    struct DeclarationCodes {
        let kind: OCFLDeclaration.Kind
        let missing: FindingCode
        let format: FindingCode
        let pattern: FindingCode
        let tag: FindingCode
        let value: FindingCode
        let content: FindingCode

        static let object = DeclarationCodes(
            kind: .object, missing: .ocflE003, format: .ocflE002, pattern: .ocflE004, tag: .ocflE005,
            value: .ocflE006, content: .ocflE007)
        static let storageRoot = DeclarationCodes(
            kind: .storageRoot, missing: .ocflE076, format: .ocflE075, pattern: .ocflE077, tag: .ocflE078,
            value: .ocflE079, content: .ocflE080)
    }

    /// Checks the declaration of a folder.
    ///
    /// - Returns: which specification it names, if it is one that is known.
    func checkDeclaration(
        _ children: [PackageFolders.Child], of folder: PackageFolders.Folder, _ codes: DeclarationCodes
    ) throws -> OCFLSpecification? {
        var found: [OCFLSpecification?] = []
        for child in children where child.kind == .file {
            guard let declaration = OCFLDeclaration(name: child.name), declaration.kind == codes.kind,
                let number = child.number
            else { continue }
            let path = tree.paths[number]
            guard let tag = declaration.tag else {
                report(codes.format, path, "the file's name has no equals sign")
                report(codes.pattern, path, "the file's name is not 0=\(shownPlain(declaration.value))")
                continue
            }
            guard tag.elementsEqual([0x30]) else {
                report(codes.tag, path, "the file's name does not begin with 0=")
                continue
            }
            if declaration.specification == nil {
                report(codes.value, path, "\(shown(declaration.version)) is no version of OCFL that is known")
            }
            found.append(declaration.specification)
            if let bytes = try bytes(number, limit: 4096), bytes != declaration.value + [0x0A] {
                report(
                    codes.content, path, "its text is not what its name says, and a line end",
                    expected: String(escaping: declaration.value),
                    found: visible(String(escaping: bytes.prefix(100)), limit: 100))
            }
        }
        if found.count != 1 {
            report(
                codes.missing, folder.path.dropLast(),
                found.isEmpty ? "it has no declaration of its OCFL version" : "it has \(found.count) declarations")
        }
        return found.compactMap(\.self).max()
    }

    private func shownPlain(_ bytes: some Sequence<UInt8>) -> String {
        visible(String(escaping: bytes), limit: 80)
    }

    // MARK: Extensions

    /// Checks the folder `extensions` of an object or of a storage root.
    func checkExtensions(_ folder: PackageFolders.Folder, _ code: FindingCode, unregistered: FindingCode) {
        for child in folders.children(of: folder) {
            let path = folder.path + child.name
            if child.kind == .directory {
                if !OCFLExtensions.registered.contains(String(escaping: child.name)) {
                    report(unregistered, path, "\(shown(child.name)) is no registered extension")
                }
                if child.name.elementsEqual("0005-mutable-head".utf8) {
                    report(.notVerified, path, "a version that may still change is in it, and was not verified")
                }
            } else if child.kind == .file {
                report(code, path, "there is a file beside the extensions")
            }
        }
    }
}

/// The extensions that are registered with OCFL (https://ocfl.github.io/extensions/).
enum OCFLExtensions {
    static let registered: Set<String> = [
        "0000-example-extension", "0001-digest-algorithms", "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout", "0004-hashed-n-tuple-storage-layout", "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout", "0007-n-tuple-omit-prefix-storage-layout", "0008-schema-registry",
        "0009-digest-algorithms", "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout", "0012-hash-and-no-prefix-id-n-tuple-storage-layout", "initial",
    ]

    /// Whether it is a name as registered extensions have: four digits, and words in lower case. Which ones there are
    /// grows with the years.
    static func isRegisteredForm(_ name: String) -> Bool {
        if registered.contains(name) { return true }
        let bytes = Array(name.utf8)
        guard bytes.count > 5, bytes[4] == 0x2D, bytes[..<4].allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        return bytes[5...].allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
    }
}
