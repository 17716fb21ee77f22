/// A version of the OCFL specification.
struct OCFLSpecification: Sendable, Comparable, CustomStringConvertible {
    let minor: Int

    static let v1_0 = OCFLSpecification(minor: 0)
    static let v1_1 = OCFLSpecification(minor: 1)

    /// Every version that is known.
    static let all = [v1_0, v1_1]

    var description: String { "1.\(minor)" }

    /// What the key `type` of an inventory of this version says.
    var inventoryType: String { "https://ocfl.io/\(self)/spec/#inventory" }

    static func < (a: OCFLSpecification, b: OCFLSpecification) -> Bool { a.minor < b.minor }
}

/// What a Namaste file says a folder is (OCFL 1.1, sections 3.2 and 4.2): `0=ocfl_object_1.1`.
struct OCFLDeclaration {
    /// What the folder is.
    enum Kind { case object, storageRoot }

    let kind: Kind
    /// What stands behind `ocfl_object_` or `ocfl_`.
    let version: ArraySlice<UInt8>
    /// What stands before the equals sign; nil where there is none.
    let tag: ArraySlice<UInt8>?
    /// What stands behind the equals sign.
    let value: ArraySlice<UInt8>

    /// nil where a file's name is nothing like a declaration.
    init?(name: ArraySlice<UInt8>) {
        let sign = name.firstIndex(of: 0x3D)
        let value = sign.map { name[($0 + 1)...] } ?? name
        let tag = sign.map { name[..<$0] }
        guard tag.map({ $0.count <= 4 }) ?? true else { return nil }
        if value.starts(with: "ocfl_object_".utf8) {
            kind = .object
            version = value.dropFirst(12)
        } else if value.starts(with: "ocfl_".utf8), let first = value.dropFirst(5).first,
            (0x30...0x39).contains(first),
            tag != nil || value.dropFirst(5).allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) })
        {
            // Without an equals sign, and with more behind the version, it is a copy of the specification: `ocfl_1.1.md`.
            kind = .storageRoot
            version = value.dropFirst(5)
        } else {
            return nil
        }
        self.tag = tag
        self.value = value
    }

    /// nil for a version that is not known.
    var specification: OCFLSpecification? {
        OCFLSpecification.all.first { $0.description.utf8.elementsEqual(version) }
    }
}

/// The name of a version directory (OCFL 1.1, section 3.3): `v` and a number, which may be padded with zeros.
struct OCFLVersionName: Equatable {
    let number: Int
    /// How many digits it has, where it begins with a zero; 0 where it does not.
    let paddedWidth: Int
    /// How many digits it has.
    let digitCount: Int

    /// nil where it is none; the number may be 0.
    init?(_ name: some Collection<UInt8>) {
        let digits = name.dropFirst()
        guard name.first == 0x76, !digits.isEmpty, digits.count <= 15,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        digitCount = digits.count
        paddedWidth = digits.first == 0x30 ? digits.count : 0
    }
}
