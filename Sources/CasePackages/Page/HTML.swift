/// A piece of a page. What stands in a literal is markup; what is interpolated is text and is escaped, so that no
/// value becomes markup or leaves the attribute that it is in. Attributes are written in double quotes.
///
///     page += "<td title=\"\(note)\">\(name)</td>"
package struct HTML: Sendable, Equatable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { bytes.isEmpty }

    package static func += (page: inout HTML, piece: HTML) { page.bytes += piece.bytes }

    /// A text, escaped.
    package static func text(_ text: String) -> HTML {
        var html = HTML()
        html.append(text: text)
        return html
    }

    fileprivate mutating func append(text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            case 0x27: bytes += "&#39;".utf8
            case 0x09, 0x0A: bytes.append(UInt8(scalar.value))
            case 0x0D: bytes.append(0x0A)
            case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: bytes += "\u{FFFD}".utf8
            // Marks that turn the direction of what follows them: shown, so that they cannot pass one text off as
            // another (Unicode Technical Report 36, section 2.6).
            case 0x202A...0x202E, 0x2066...0x2069: bytes += "[U+\(String(scalar.value, radix: 16).uppercased())]".utf8
            case let value where value & 0xFFFE == 0xFFFE: bytes += "\u{FFFD}".utf8
            default: bytes += UTF8.encode(scalar)!
            }
        }
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = HTML()

        package init(literalCapacity: Int, interpolationCount: Int) { html.bytes.reserveCapacity(literalCapacity * 2) }

        package mutating func appendLiteral(_ literal: String) { html.bytes += literal.utf8 }

        package mutating func appendInterpolation(_ text: String) { html.append(text: text) }

        package mutating func appendInterpolation(_ html: HTML) { self.html += html }

        /// A number, its thousands set apart.
        package mutating func appendInterpolation(count: Int) { html.bytes += grouped(count).utf8 }

        /// A number of a drawing or an anchor, as it is.
        package mutating func appendInterpolation(_ number: Int) { html.bytes += String(number).utf8 }
    }

    package init(stringLiteral value: String) { bytes = Array(value.utf8) }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.html }
}

/// `1234567` as `1,234,567`.
func grouped(_ number: Int) -> String {
    var text: [UInt8] = []
    for (index, digit) in String(number).utf8.reversed().enumerated() {
        if index > 0, index % 3 == 0, digit != 0x2D { text.append(0x2C) }
        text.append(digit)
    }
    return String(decoding: text.reversed(), as: UTF8.self)
}

/// `1 event`, `2 events`.
package func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(grouped(count)) \(count == 1 ? one : many)"
}

package func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum += b
    return sum
}
