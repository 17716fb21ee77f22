/// A line of `fetch.txt`: an address, how many bytes it gives, and the path of the file (RFC 8493, section 2.2.3).
package struct FetchLine: Equatable {
    package let address: String
    /// nil where it is not said.
    package let byteCount: Int?
    /// As it is written.
    package let path: [UInt8]

    /// - Throws: `ManifestLine.Problem`
    package init(parsing line: UnsafeBufferPointer<UInt8>) throws(ManifestLine.Problem) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let first = line.prefix { !isSpace($0) }
        let behind = line[first.endIndex...].drop(while: isSpace)
        let length = behind.prefix { !isSpace($0) }
        let path = line[length.endIndex...].drop(while: isSpace)
        guard !first.isEmpty, !length.isEmpty, !path.isEmpty else {
            throw ManifestLine.Problem(message: "an address, a length and a path are expected")
        }
        address = String(decoding: first, as: UTF8.self)
        self.path = Array(path)
        if length.elementsEqual([0x2D]) {
            byteCount = nil
        } else {
            guard length.count <= 18, length.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ManifestLine.Problem(message: "the length is neither a number nor \"-\"")
            }
            byteCount = length.reduce(0) { $0 * 10 + Int($1 & 15) }
        }
        guard scheme != nil else { throw ManifestLine.Problem(message: "the address is no absolute URI") }
    }

    /// In lower case; nil where the address has none (RFC 3986, section 3.1).
    package var scheme: String? {
        guard let colon = address.utf8.firstIndex(of: 0x3A), colon > address.startIndex else { return nil }
        let name = address[..<colon].lowercased()
        let isName = name.utf8.enumerated().allSatisfy { index, byte in
            (0x61...0x7A).contains(byte)
                || index > 0 && ((0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte))
        }
        return isName ? name : nil
    }

    /// The host, without user and port, in lower case; nil where there is none.
    package var host: String? {
        guard let start = address.utf8.firstIndex(of: 0x3A) else { return nil }
        let rest = address[address.utf8.index(after: start)...]
        guard rest.utf8.starts(with: "//".utf8) else { return nil }
        var authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if authority.hasPrefix("[") { return authority.dropFirst().prefix { $0 != "]" }.lowercased() }
        return authority.prefix { $0 != ":" }.lowercased()
    }

    /// Whether the host is this machine or in a network of its own, which who wrote the bag may not have us ask
    /// (RFC 8493, section 5.2): by its name or number; names are not looked up.
    package var isPrivate: Bool {
        guard var host else { return false }
        // A name may end in the root's empty label, and means the same.
        if host.hasSuffix(".") { host.removeLast() }
        // Programs do not agree on where a host ends that holds one of these.
        if host.contains("%") || host.contains("\\") { return true }
        if host == "localhost" || host.hasSuffix(".localhost") || host.hasSuffix(".local") || host.isEmpty {
            return true
        }
        if host.contains(":") {
            return host == "::1" || host == "::"
                || ["fe8", "fe9", "fea", "feb", "fc", "fd"].contains(where: host.hasPrefix)
                || host.hasPrefix("::ffff:")
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        // A host whose last label is a number is an address, whatever the others are; programs read those of another
        // form than four decimal numbers in more than one way (WHATWG URL, section 3.5).
        guard let last = labels.last, last.hasPrefix("0x") || last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return false
        }
        let numbers = labels.map { $0.utf8.count > 1 && $0.hasPrefix("0") ? nil : UInt8($0).map(Int.init) }
        guard numbers.count == 4, numbers.allSatisfy({ $0 != nil }), let first = numbers[0], let second = numbers[1]
        else { return true }
        return [0, 10, 127].contains(first) || first == 169 && second == 254 || first == 192 && second == 168
            || first == 172 && (16...31).contains(second) || first == 100 && (64...127).contains(second)
    }
}
