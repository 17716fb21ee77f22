"""W3C RDF 1.2 canonical N-Quads and N-Triples tests, byte for byte (rdf/rdf12/rdf-n-quads/c14n of w3c/rdf-tests)."""
from suite import has_manifest_of, in_parallel, manifest

KNOWN = {}


def name_of(folder):
    return "c14n of rdf-n-triples" if has_manifest_of(folder, "TestNTriplesPositiveC14N") else "c14n of rdf-n-quads"


def recognizes(folder):
    return has_manifest_of(folder, "TestNQuadsPositiveC14N", "TestNTriplesPositiveC14N")


def run(folder, tool):
    def one(test):
        # These tests are of the form of lines; blank nodes keep their labels.
        code, output, error = tool.graph(folder / test["action"], "--keep-labels")
        if code != 0:
            return test["id"], False, error.strip()
        # The canonical form of N-Triples has no order of lines, and two results stand in that of their files.
        same = output.splitlines() == sorted((folder / test["result"]).read_bytes().splitlines())
        return test["id"], same, "" if same else f"found {output!r}"

    return in_parallel(one, manifest(folder / "manifest.ttl"))
