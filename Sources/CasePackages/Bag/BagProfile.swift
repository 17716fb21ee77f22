package import CaseModel

/// What holds of each of our bags, for programs that check it (BagIt Profiles Specification 1.4.0).
package enum BagProfile {
    /// The prefix is to be registered before a first public release, as that of the vocabulary.
    package static let identifier = "https://w3id.org/caseexport/bagit-profile/1.0.json"

    package static let document: JSON = .object([
        "BagIt-Profile-Info": .object([
            "BagIt-Profile-Identifier": .string(identifier),
            "BagIt-Profile-Version": .string("1.4.0"),
            "Source-Organization": .string("The caseexport project"),
            "External-Description": .string("Releases of case data that caseexport writes"),
            "Version": .string("1.0"),
        ]),
        "Bag-Info": .object([
            "Source-Organization": required, "Contact-Name": optional, "Contact-Email": optional,
            "External-Description": required, "External-Identifier": required, "Bagging-Date": required,
            "Bag-Size": required, "Payload-Oxum": required, "Bag-Group-Identifier": required,
            "Bag-Count": value("1 of 1"), "Internal-Sender-Identifier": required,
            "Internal-Sender-Description": optional, "BagIt-Profile-Identifier": value(identifier),
            "Bag-Software-Agent": required,
        ]),
        "Manifests-Required": .strings(["sha512"]),
        "Manifests-Allowed": .strings(["sha512", "sha256"]),
        "Tag-Manifests-Required": .strings(["sha512"]),
        "Tag-Manifests-Allowed": .strings(["sha512", "sha256"]),
        "Allow-Fetch.txt": .boolean(false),
        "Fetch.txt-Required": .boolean(false),
        "Data-Empty": .boolean(false),
        "Serialization": .string("optional"),
        "Accept-Serialization": .strings(["application/zip", "application/tar", "application/gzip"]),
        "Accept-BagIt-Version": .strings(["1.0"]),
        "Tag-Files-Required": .strings(TagFile.required),
        "Tag-Files-Allowed": .strings(TagFile.allowed),
        "Payload-Files-Required": .strings(PayloadDescription.required),
    ])

    private static let required = JSON.object(["required": .boolean(true), "repeatable": .boolean(false)])
    private static let optional = JSON.object(["required": .boolean(false), "repeatable": .boolean(false)])

    private static func value(_ text: String) -> JSON {
        .object(["required": .boolean(true), "repeatable": .boolean(false), "values": .strings([text])])
    }
}
