import CaseDisclosure
import CaseModel

/// `bag-info.txt` (RFC 8493, section 2.2.2).
enum BagInfo {
    static func text(_ facts: ReleaseFacts) -> [UInt8] {
        var lines: [String] = []
        for (label, value) in elements(facts) {
            guard let value, !TextWrap.words(value).isEmpty else { continue }
            // Readers take what is behind a line's end and the space after it as one space.
            lines += TextWrap.wrapped(value, width: 79, first: label + ": ", indent: " ")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func elements(_ facts: ReleaseFacts) -> [(label: String, value: String?)] {
        let payload = facts.files.filter { Bag.isPayload($0.path) }
        return [
            ("Source-Organization", facts.publisher),
            ("Contact-Name", facts.contactName),
            ("Contact-Email", facts.contactAddress),
            ("External-Description", facts.title + ": " + facts.description),
            ("External-Identifier", facts.doi?.address ?? facts.name),
            ("Bagging-Date", facts.day),
            ("Bag-Size", Quantity.size(payload.reduce(0) { $0 + $1.byteCount })),
            ("Payload-Oxum", Bag.payloadOxum(payload)),
            ("Bag-Group-Identifier", facts.dataset.base),
            ("Bag-Count", "1 of 1"),
            ("Internal-Sender-Identifier", facts.name),
            ("Internal-Sender-Description", facts.profile.title),
            ("Access-Restriction", facts.restriction),
            ("BagIt-Profile-Identifier", BagProfile.identifier),
            ("Bag-Software-Agent", "\(facts.tool.name) \(facts.tool.version)"),
        ]
    }
}
