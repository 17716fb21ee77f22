/// A reader of foreign bytes, and what has to be so whatever bytes it gets.
///
/// libFuzzer looks for bytes for which it is not (`Scripts/fuzz`); the tests replay the seeds, what was found once, and
/// random changes of both.
package struct FuzzTarget: Sendable {
    /// Also that of its folder of seeds, of the folder of what was found, and of its dictionary.
    package let name: String
    /// How long an input is at the most.
    package let byteLimit: Int
    package let property: Property

    /// What throws `FuzzFailure` where the bytes break what has to be so. That the reader refuses them is none.
    package enum Property: Sendable {
        case sequential(@Sendable ([UInt8]) throws -> Void)
        /// Of what works on several threads.
        case concurrent(@Sendable ([UInt8]) async throws -> Void)
    }

    package init(_ name: String, byteLimit: Int = 4096, property: @escaping @Sendable ([UInt8]) throws -> Void) {
        (self.name, self.byteLimit, self.property) = (name, byteLimit, .sequential(property))
    }

    package init(
        concurrent name: String, byteLimit: Int = 4096, property: @escaping @Sendable ([UInt8]) async throws -> Void
    ) {
        (self.name, self.byteLimit, self.property) = (name, byteLimit, .concurrent(property))
    }

    /// Throws where the bytes break the property.
    package func check(_ bytes: [UInt8]) async throws {
        switch property {
        case .sequential(let property): try property(bytes)
        case .concurrent(let property): try await property(bytes)
        }
    }

    package static let all: [FuzzTarget] = [
        nquads, rdfxml, jsonld, turtle, csvw, schema, csv, ndjson, json, xml, zip, tar, gzip, containers,
        manifests, bagInfo, inventory, signature, note, logProof, logTiles, difference, packages,
    ]

    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What has to be so and is not.
package struct FuzzFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Throws unless a condition holds.
func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(FuzzFailure) {
    if !condition { throw FuzzFailure(message()) }
}

/// Throws unless two values are equal; says both.
func requireEqual<Value: Equatable>(_ one: Value, _ other: Value, _ message: String) throws(FuzzFailure) {
    if one != other { throw FuzzFailure("\(message)\n  \(one)\n  \(other)") }
}
