package import CaseBytes
import CaseModel

/// Reads CSV files through their CSV on the Web metadata, in minimal mode (Generating RDF from Tabular Data on the Web,
/// sections 4.5 and 4.6): rows stream, and nothing is looked up on the network.
///
/// URLs are files of the entry's folder, or of folders in it; what leads out of it is refused.
package struct CSVWGraphReader {
    /// Opens a file by its path in the entry's folder; nil where there is none.
    package typealias Opener = (_ path: String) throws -> (any ByteSource)?

    private let options: GraphReaderOptions
    private let warnings: CSVWWarnings
    private let open: Opener

    /// How many bytes a metadata document may have.
    private static let documentLimit = 16 << 20
    /// Where metadata is looked for when no site-wide configuration is there (Model for Tabular Data, section 5.3).
    private static let defaultLocations = ["{+url}-metadata.json", "csv-metadata.json"]

    /// - Parameters:
    ///   - options: `base` is the IRI of the entry itself.
    ///   - warn: is told what the standard passes over.
    package init(options: GraphReaderOptions, warn: @escaping (String) -> Void, open: @escaping Opener) {
        self.options = options
        self.open = open
        warnings = CSVWWarnings(warn)
    }

    /// Reads all tables that an entry stands for.
    ///
    /// - Parameters:
    ///   - entry: the name of a metadata document or of a CSV file; a name that ends with `.json` is that of a document.
    ///   - metadata: the name of the document that describes a CSV file; nil where it has to be found.
    /// - Throws: `GraphProblem`, and what the opener, the sources and the sink throw.
    package func read(_ entry: String, metadata: String? = nil, into sink: any QuadSink) throws {
        let place = try CSVWPlace(entry: entry, base: options.base)
        let tables: [CSVWTable]
        if let metadata {
            tables = try self.tables(of: place.url(of: metadata), place)
        } else if entry.utf8.suffix(5).elementsEqual(".json".utf8) {
            tables = try self.tables(of: place.entry, place)
        } else {
            tables = try located(place) ?? [CSVWTable(url: place.entry)]
        }
        var blankCount = 0
        for table in tables where !table.isSuppressed {
            let path = try place.path(of: table.url)
            guard let source = try open(path) else { throw Self.missing(path) }
            let reader = try CSVWTableReader(
                table, source: source, file: visible(path), options: options, blankCount: blankCount, sink: sink,
                warnings: warnings)
            blankCount = try reader.read()
        }
    }

    private static func missing(_ path: String) -> GraphProblem {
        malformed("there is no file \"\(visible(path))\", which the metadata names")
    }

    // MARK: - Documents

    private func tables(of url: String, _ place: CSVWPlace) throws -> [CSVWTable] {
        guard let document = try document(url, place) else { throw Self.missing(try place.path(of: url)) }
        return try tables(of: document, url, place)
    }

    private func tables(of document: JSON, _ url: String, _ place: CSVWPlace) throws -> [CSVWTable] {
        guard let base = BaseIRI(url) else { throw malformed("\"\(visible(url))\" is not an absolute URL") }
        let reader = CSVWMetadataReader(warnings: warnings) { further in
            guard let found = try self.document(further, place) else { throw Self.missing(try place.path(of: further)) }
            return found
        }
        return try reader.tables(of: document, base: base)
    }

    private func document(_ url: String, _ place: CSVWPlace) throws -> JSON? {
        let path = try place.path(of: url)
        guard let bytes = try bytes(of: path) else { return nil }
        do throws(JSONProblem) {
            return try JSON(parsing: bytes)
        } catch {
            throw GraphProblem(
                .malformed, line: error.line, "\(visible(path)): \(error.message), at column \(error.column)")
        }
    }

    private func bytes(of path: String) throws -> [UInt8]? {
        guard let source = try open(path) else { return nil }
        var buffer = ByteBuffer(capacity: 1 << 16)
        while true {
            buffer.reserve(1 << 15)
            let room = UnsafeMutableBufferPointer(
                start: buffer.base + buffer.count, count: buffer.capacity - buffer.count)
            let count = try source.read(into: room)
            if count == 0 { return buffer.array() }
            buffer.advance(by: count)
            guard buffer.count <= Self.documentLimit else {
                throw GraphProblem(
                    .limit, "\(visible(path)): the document is longer than \(Self.documentLimit >> 20) MiB")
            }
        }
    }

    // MARK: - Locating metadata

    /// The tables of the first document that describes a CSV file; nil where there is none.
    private func located(_ place: CSVWPlace) throws -> [CSVWTable]? {
        for location in try locations() {
            guard var template = URITemplate(location) else {
                warnings.warn("\"\(visible(location))\" is not a URI template; it is passed over")
                continue
            }
            template.bind { $0 == Array("url".utf8) ? .constant(Array(place.entry.utf8)) : .undefined }
            var buffer = ByteBuffer()
            for part in template.parts { _ = CSVWRow().expand(part, into: &buffer) }
            let url = place.base.resolve(buffer.bytes.text)
            guard let path = try? place.path(of: url), path != place.name, let document = try document(url, place)
            else {
                continue
            }
            let found = try tables(of: document, url, place)
            if found.contains(where: { $0.url == place.entry }) { return found }
            warnings.warn("\(visible(path)) does not describe the file; it is passed over")
        }
        return nil
    }

    private func locations() throws -> [String] {
        guard let bytes = try bytes(of: ".well-known/csvm") else { return Self.defaultLocations }
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.map { trimmed(String(decoding: $0, as: UTF8.self)) }
        return lines.filter { !$0.isEmpty }
    }
}
