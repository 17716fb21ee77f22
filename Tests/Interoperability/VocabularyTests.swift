import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote read the ontology and the shapes, and hold datasets against the shapes.
@Suite struct VocabularyTests {
    @Test(arguments: ["ontology.ttl", "shapes.ttl"])
    func readersAgree(file: String) throws {
        try PythonRunner.expectSuccess("check_turtle.py", ToolRunner.packageRoot + "/Exports/schema/" + file)
    }

    @Test func referenceCaseConforms() throws {
        let example = try Validation(of: ExampleDataset.original)
        try PythonRunner.expectSuccess("check_shapes.py", example.shapes, example.graph)
        try PythonRunner.expectSuccess("check_shapes.py", example.shapes, example.graph, example.ontology)
    }

    @Test func generatedDatasetConforms() throws {
        let folder = try TemporaryDirectory()
        try generateDataset(statements: 500, seed: 11, at: folder("cases.sqlite"), ids: "ragged")
        let generated = try Validation(of: folder("cases.sqlite"))
        try PythonRunner.expectSuccess("check_shapes.py", generated.shapes, generated.graph)
    }

    @Test func everyPlantedFaultIsFoundAndNothingElse() throws {
        let example = try Validation(of: ExampleDataset.original)
        try PythonRunner.expectSuccess("check_shapes.py", "--planted", example.shapes, example.graph)
    }

    /// What would pass anything would find no fault here either.
    @Test func shapesOfAnotherBaseDoNotFit() throws {
        let dataset = try TemporaryDirectory(dataset: ["persons.csv": "id,name\nper_1,Ann\n"])
        let small = try Validation(of: dataset.path, base: "https://example.org/other/")
        try PythonRunner.expectFailure("check_shapes.py", small.shapes, small.graph)
    }

    /// Tables of a dataset's own that share a class, and a column that shares the property of another.
    @Test func tablesThatShareAClass() throws {
        let dataset = try TemporaryDirectory(dataset: [
            "csv-metadata.json": Self.metadata, "persons.csv": "id,name,alias\nper_1,Ann,Annie\nper_2,Bea,\n",
            "letters.csv": "id,person_id\nlet_1,per_1\n", "memos.csv": "id,heading\nmem_1,A heading\nmem_2,\n",
        ])
        let own = try Validation(of: dataset.path, metadata: dataset("csv-metadata.json"))
        try PythonRunner.expectSuccess("check_shapes.py", own.shapes, own.graph)
        // A letter to nobody, made behind the tool's back.
        let text = try String(contentsOfFile: own.graph, encoding: .utf8)
        let damaged = text.replacing("ns#person> <https://example.org/small/per_1>", with: "ns#person> <x:y>")
        #expect(damaged != text)
        try damaged.write(toFile: own.graph, atomically: true, encoding: .utf8)
        try PythonRunner.expectFailure("check_shapes.py", own.shapes, own.graph)
    }

    private static let metadata = """
        {"@context": "http://www.w3.org/ns/csvw", "tables": [
         {"url": "persons.csv", "tableSchema": {"columns": [
          {"name": "alias", "datatype": "string", "propertyUrl": "http://schema.org/name"}]}},
         {"url": "letters.csv", "https://w3id.org/caseexport/ns#idPrefix": "let", "tableSchema": {"columns": [
          {"name": "person_id", "https://w3id.org/caseexport/ns#kind": "ref(persons)", "required": true},
          {"name": "type", "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "https://example.org/ns#Note"}]}},
         {"url": "memos.csv", "https://w3id.org/caseexport/ns#idPrefix": "mem", "tableSchema": {"columns": [
          {"name": "heading", "datatype": "string", "propertyUrl": "https://example.org/ns#heading"},
          {"name": "type", "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "https://example.org/ns#Note"}]}}]}
        """
}

/// An export of a dataset, and the shapes that its graph should conform to.
private struct Validation {
    private let directory: TemporaryDirectory

    var graph: String { directory("out/rdf/dataset.nq") }
    var shapes: String { directory("shapes.ttl") }
    var ontology: String { directory("ontology.ttl") }

    init(of dataset: String, base: String? = nil, metadata: String? = nil) throws {
        directory = try TemporaryDirectory()
        let tool = ToolRunner(in: directory.path)
        let export = try tool.run("export", dataset, "--to", "nquads", "--output", "out")
        try #require(export.exitCode == 0, "\(export.text)")
        // The dataset's own node is its base, and comes first.
        let first = try String(contentsOfFile: graph, encoding: .utf8).dropFirst().prefix { $0 != ">" }
        let base = base ?? String(first)
        for (form, path) in [("shapes", shapes), ("ontology", ontology)] {
            let arguments = ["schema", "--to", form, "--base", base] + (metadata.map { ["--metadata", $0] } ?? [])
            let run = try tool.run(arguments)
            try #require(run.exitCode == 0, "\(run.text)")
            try run.output.write(to: URL(fileURLWithPath: path))
        }
    }
}
