import CaseArchive
import CaseBytes
import CaseFiles
import CaseModel
import CasePackages

/// Compares the files that a description names with those that are there.
struct DescribedFiles {
    private let tree: PackageTree
    private let path: String
    private var isDescribed: [Bool]

    /// - Parameter path: the description's own.
    init(_ tree: PackageTree, in path: String) {
        self.tree = tree
        self.path = path
        isDescribed = [Bool](repeating: false, count: tree.count)
    }

    /// Compares one file.
    ///
    /// - Parameters:
    ///   - file: its path in the bag.
    ///   - digests: as the description has them, in hexadecimal.
    ///   - line: where it is described.
    mutating func compare(
        _ file: String, byteCount: String?, digests: [(algorithm: DigestAlgorithm, value: String)], line: Int,
        to findings: inout FindingList
    ) {
        let place = Place(file: path, line: line)
        guard let number = tree.number(of: file), tree.kind(number) == .file else {
            findings.append(Finding(.metadataDiffers, at: place, "it describes \(visible(file)), which is not there"))
            return
        }
        if isDescribed[number] {
            findings.append(Finding(.metadataDiffers, at: place, "it describes \(visible(file)) twice"))
        }
        isDescribed[number] = true
        if byteCount != String(tree.byteCount(number)) {
            findings.append(
                Finding(
                    .metadataDiffers, at: place, "it has another size of \(visible(file)) than that has",
                    expected: String(tree.byteCount(number)), found: byteCount))
        }
        if digests.isEmpty {
            findings.append(Finding(.metadataDiffers, at: place, "it has no digest of \(visible(file))"))
        }
        for (algorithm, value) in digests {
            guard let digest = tree.digest(number, algorithm).map({ hexadecimal($0) }), digest != value.lowercased()
            else { continue }
            findings.append(
                Finding(
                    .metadataDiffers, at: place,
                    "it has another \(algorithm.name) digest of \(visible(file)) than that has", expected: digest,
                    found: value))
        }
    }

    /// Reports files of the payload that are not described.
    func finish(to findings: inout FindingList) {
        for number in tree.files where !isDescribed[number] {
            guard let inner = tree.inner(number), inner.starts(with: "data/".utf8) else { continue }
            findings.append(
                Finding(.metadataDiffers, at: Place(file: path), "it does not describe \(String(escaping: inner))"))
        }
    }
}
