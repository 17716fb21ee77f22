import CaseBytes

/// What a cell's text is found to be when it is held against a kind.
package enum Verdict: Sendable, Equatable {
    /// In the kind's lexical form, and the only way to write this value.
    case canonical
    /// A value of the kind, written in another way than the canonical one.
    case notCanonical
    /// Not a value of the kind.
    case malformed
}

/// How a value stands in JSON.
package enum JSONForm: Sendable { case string, number, boolean }

/// What a value is in RDF.
package enum RDFForm: Sendable, Equatable {
    /// A literal with this datatype.
    case literal(datatype: String)
    /// A literal in the dataset's language (rdf:langString).
    case languageTagged
    /// A node: the value is, or leads to, an IRI.
    case node
}

/// A kind of value. It owns everything about its values; columns only name it. One file each under `Kinds/`.
package struct Kind: Sendable {
    package let name: String
    /// One line for the dictionary and for messages: what a value has to be.
    package let expectation: String
    package let rdf: RDFForm
    /// The built-in datatype of CSV on the Web (Metadata Vocabulary for Tabular Data, section 5.11), or its base
    /// where the kind has a datatype IRI of its own.
    package let csvwDatatype: String
    /// The field type of a Frictionless table schema.
    package let frictionlessType: String
    package let json: JSONForm
    package let sqlite: String
    package let postgresql: String
    /// Whether a value may hold any character; if not, it never needs quotes or escapes in any format.
    package let isFreeText: Bool
    /// A regular expression that every canonical value matches as a whole, without anchors, of what XPath 2.0 and
    /// Python share; nil where any text may stand. It knows no leap years and no limits of length, and
    /// lets `+00:00` stand for `Z`: some readers of RDF turn one into the other.
    package let pattern: String?
    /// Values that are canonical, for tests, and as examples in the dictionary.
    package let samples: [String]
    /// Values that are not.
    package let faults: [String]
    /// Holds a value, never an empty one, against the lexical form. Free text is checked by the scan of its bytes.
    package let verdict: @Sendable (UnsafeBufferPointer<UInt8>) -> Verdict
    /// The canonical form of what somebody else wrote, where there is no doubt what is meant. Used by importing.
    package let canonical: @Sendable (String) -> String?

    package init(
        _ name: String, _ expectation: String, rdf: RDFForm, csvw: String = "string",
        frictionless: String = "string", json: JSONForm = .string, sqlite: String = "TEXT",
        postgresql: String = "text", isFreeText: Bool = false, pattern: String?, samples: [String],
        faults: [String],
        canonical: @escaping @Sendable (String) -> String? = { _ in nil },
        verdict: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Verdict
    ) {
        self.name = name
        self.expectation = expectation
        self.rdf = rdf
        csvwDatatype = csvw
        frictionlessType = frictionless
        self.json = json
        self.sqlite = sqlite
        self.postgresql = postgresql
        self.isFreeText = isFreeText
        self.pattern = pattern
        self.samples = samples
        self.faults = faults
        self.verdict = verdict
        self.canonical = canonical
    }

    /// Every kind, in the order of MODEL: the dictionary, the CSVW reader and the tests go through it.
    package static let all: [Kind] = [
        .id, .reference, .code, .text, .languageText, .edtf, .date, .instant, .integer, .decimal, .flag, .iri, .url,
        .language, .mediaType, .path, .sha256,
    ]

    package static func named(_ name: String) -> Kind? { all.first { $0.name == name } }

    /// Holds a string against the lexical form.
    package func verdict(of value: String) -> Verdict {
        var value = value
        return value.withUTF8 { verdict($0) }
    }
}

extension String {
    /// The namespace of XML Schema datatypes.
    package static let xsd = "http://www.w3.org/2001/XMLSchema#"
}
