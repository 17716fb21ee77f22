import Foundation

extension FuzzTarget {
    /// Inputs to begin with, by their names: small ones that reach much of the reader.
    package var seeds: [FuzzInput] { get throws { try Self.inputs(in: "Corpora/\(name)") } }

    /// Inputs that once broke the property.
    package var regressions: [FuzzInput] { get throws { try Self.inputs(in: "Regressions/\(name)") } }

    /// The words of its dictionary (libFuzzer, "Dictionaries"); none where it has none.
    package var words: [[UInt8]] {
        get throws {
            let path = Self.folder.appendingPathComponent("Dictionaries/\(name).dict")
            guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
            return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                guard let word = Self.word(of: line) else { throw FuzzFailure("\(path.path) has the line \(line)") }
                return word
            }
        }
    }

    /// The folder `Tests/Fuzz`.
    private static let folder: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appendingPathComponent("Tests/Fuzz")
    }()

    private static func inputs(in name: String) throws -> [FuzzInput] {
        let folder = folder.appendingPathComponent(name)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return try names.sorted().map { name in
            FuzzInput(name: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }

    /// A word of a dictionary, as in `"a\x00\\"`; nil where it is none.
    private static func word(of line: Substring) -> [UInt8]? {
        guard line.count >= 3, line.first == "\"", line.last == "\"" else { return nil }
        var word: [UInt8] = []
        var rest = Array(line.utf8).dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == 0x5C else {
                word.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            if escaped == 0x78 {
                guard let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
                word.append(byte)
                rest = rest.dropFirst(2)
            } else {
                word.append(escaped)
            }
        }
        return word
    }
}

/// An input in a folder.
package struct FuzzInput: Sendable {
    package let name: String
    package let bytes: [UInt8]
}
