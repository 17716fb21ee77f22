/// The id of a release: the instant of its run and four hexadecimal digits, so that it is sortable, and two runs of one
/// second have two.
package enum ReleaseID {
    /// - Parameter seconds: when the run began, in seconds since the beginning of 1970.
    package static func make(_ seconds: Int) -> String {
        let instant = Instants.text(seconds).filter { $0 != "-" && $0 != ":" }
        let number = String(UInt16.random(in: .min ... .max), radix: 16)
        return "\(instant)-\(String(repeating: "0", count: 4 - number.count))\(number)"
    }

    /// Whether a name is that of a release: `20261121T020000Z-a1b2`.
    package static func isOne(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.count == 21, bytes[8] == 0x54, bytes[15] == 0x5A, bytes[16] == 0x2D else { return false }
        return bytes.enumerated().allSatisfy { place, byte in
            switch place {
            case 8, 15, 16: true
            case 17...: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            default: (0x30...0x39).contains(byte)
            }
        }
    }
}
