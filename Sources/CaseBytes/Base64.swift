/// Base64 (RFC 4648, section 4).
///
/// - Parameter isPadded: whether `=` fills up the last four characters.
public func base64(_ bytes: some Collection<UInt8>, isPadded: Bool = true) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var (bits, count) = (UInt32(0), UInt32(0))
    for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        count += 8
        while count >= 6 {
            count -= 6
            text.append(alphabet[Int(bits >> count & 63)])
        }
    }
    if count > 0 { text.append(alphabet[Int(bits << (6 - count) & 63)]) }
    while isPadded, text.count % 4 != 0 { text.append(0x3D) }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes that a base64 text stands for, read strictly: padded, and with no bit set that stands for nothing, so that
/// no two texts stand for the same bytes.
///
/// - Returns: nil where it is no such text.
public func bytes(base64 text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reduce(0) { $1 == 0x3D ? $0 + 1 : 0 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var (bits, count) = (UInt32(0), UInt32(0))
    for character in text.dropLast(padding) {
        guard let value = base64Value(character) else { return nil }
        bits = bits << 6 | value
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
    }
    // What is left over is 2 bits where one character fills up, 4 where two do.
    guard count == UInt32(2 * padding), bits & (1 << count - 1) == 0 else { return nil }
    return bytes
}

private func base64Value(_ character: UInt8) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character - 0x41)
    case 0x61...0x7A: UInt32(character - 0x61 + 26)
    case 0x30...0x39: UInt32(character - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
}
