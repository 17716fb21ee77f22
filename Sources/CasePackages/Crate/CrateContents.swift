import CaseModel

/// The payload as nodes of the crate: its folders, its files, and what the files are in.
struct CrateContents {
    let files: [PackagedFile]
    /// What the root has itself.
    let rootParts: [String]
    let folderNodes: [JSON]

    init(_ facts: ReleaseFacts) {
        files = facts.files.filter {
            Bag.isPayload($0.path) && Self.id($0) != "ro-crate-metadata.json"
        }
        var parts: [String] = []
        var members: [String: [String]] = [:]
        for file in files {
            let id = Self.id(file)
            guard let slash = id.utf8.firstIndex(of: 0x2F) else {
                parts.append(id)
                continue
            }
            let folder = String(id[...slash])
            if members[folder] == nil { parts.append(folder) }
            members[folder, default: []].append(id)
        }
        rootParts = parts
        folderNodes = parts.compactMap { folder in
            members[folder].map { ids in
                .object([
                    "@id": .string(folder), "@type": .string("Dataset"),
                    "name": .string(String(folder.dropLast())),
                    "description": .string(PayloadFolder.named(String(folder.dropLast())).title),
                    "hasPart": .references(ids),
                ])
            }
        }
    }

    /// A path in the crate, which is the payload's folder. Its characters need no encoding (`Bag.check`).
    private static func id(_ file: PackagedFile) -> String { String(Substring(file.path.utf8.dropFirst(5))) }

    func node(of file: PackagedFile) -> JSON {
        let format = FileFormat.of(file)
        var type = JSON.string("File")
        var about: JSON?
        if file.path == PayloadDescription.preview.path {
            type = .strings(["File", "CreativeWork"])
            about = .reference("./")
        }
        return .object([
            "@id": .string(Self.id(file)), "@type": type, "name": .string(TextWrap.line(file.title)),
            "description": Self.counts(of: file), "contentSize": .string(String(file.byteCount)),
            "encodingFormat": format.pronomAddress.map {
                .array([.string(Self.essence(file)), .reference($0)])
            } ?? .string(Self.essence(file)),
            "conformsTo": .references(file.conformsTo), "about": about, "sha512": .string(file.sha512),
            "sha256": .text(file.sha256),
        ])
    }

    private static func essence(_ file: PackagedFile) -> String {
        trimmed(String(file.mediaType.prefix { $0 != ";" }))
    }

    private static func counts(of file: PackagedFile) -> JSON? {
        let parts = [
            file.rowCount.map { Quantity.counted($0, "row", "rows") },
            file.tripleCount.map { Quantity.counted($0, "triple", "triples") },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : .string(parts.joined(separator: ", "))
    }

    /// The formats in PRONOM and the specifications that files name, each once and sorted.
    var formatNodes: [JSON] {
        var nodes: [String: JSON] = [:]
        for file in files {
            let format = FileFormat.of(file)
            if let address = format.pronomAddress, nodes[address] == nil {
                nodes[address] = Self.node(address, type: "WebSite", name: format.name)
            }
            for address in file.conformsTo where nodes[address] == nil {
                nodes[address] = Self.node(address, type: "CreativeWork", name: Specification.name(address))
            }
        }
        return nodes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    }

    private static func node(_ id: String, type: String, name: String) -> JSON {
        .object(["@id": .string(id), "@type": .string(type), "name": .string(name)])
    }
}
