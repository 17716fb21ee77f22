import CaseModel

/// How terms of the tool's own vocabulary relate to terms that others know. The documentation says why each of them
/// does, and why others do not.
package enum VocabularyMapping {
    package enum Relation: String {
        case subClass = "rdfs:subClassOf"
        case subProperty = "rdfs:subPropertyOf"
        case close = "skos:closeMatch"
    }

    package static let all: [(term: String, relation: Relation, other: String)] = [
        ("case:AccessRule", .subClass, "dcterms:RightsStatement"),
        ("case:Capture", .subClass, "prov:Entity"),
        ("case:Outcome", .subClass, "prov:Entity"),
        ("case:Participation", .subClass, "prov:Association"),
        ("case:Proceeding", .close, "prov:Activity"),
        ("case:Tombstone", .subClass, "prov:Entity"),
        ("case:access", .subProperty, "dcterms:accessRights"),
        ("case:assertedOn", .subProperty, "dcterms:date"),
        ("case:case", .subProperty, "dcterms:isPartOf"),
        ("case:closed", .close, "schema:endDate"),
        ("case:decidedBy", .subProperty, "prov:wasAttributedTo"),
        ("case:document", .subProperty, "schema:encodesCreativeWork"),
        ("case:ends", .subProperty, "schema:endDate"),
        ("case:imposed", .subProperty, "schema:validFrom"),
        ("case:jurisdiction", .subProperty, "dcterms:coverage"),
        ("case:note", .subProperty, "skos:note"),
        ("case:opened", .close, "schema:startDate"),
        ("case:recorded", .subProperty, "dcterms:date"),
        ("case:retrieved", .subProperty, "dcterms:date"),
        ("case:sha256", .subProperty, "schema:sha256"),
        ("case:starts", .subProperty, "schema:startDate"),
        ("case:until", .subProperty, "schema:validThrough"),
        ("case:validFrom", .subProperty, "schema:validFrom"),
        ("case:validTo", .subProperty, "schema:validThrough"),
    ]

    /// The annotations that CSVW metadata carries, which no table uses.
    static let annotations: [(iri: String, documentation: String)] = [
        (CSVWWriter.derivedAnnotation, "Of a column in CSVW metadata: whether its values are worked out from others."),
        (CSVWWriter.prefixAnnotation, "Of a table in CSVW metadata: the three letters that its ids begin with."),
        (CSVWWriter.kindAnnotation, "Of a column in CSVW metadata: the kind of its values."),
        (CSVWWriter.sourceAnnotation, "Of a table or a column in CSVW metadata: what holds it in a database."),
    ]
}
