"""W3C RDF 1.1 N-Quads and N-Triples Syntax Tests (rdf/rdf11/rdf-n-quads and rdf-n-triples of w3c/rdf-tests)."""
from suite import canonical, expect_refusal, has_manifest_of, in_parallel, manifest

KNOWN = {}


def name_of(folder):
    return "rdf-n-triples" if has_manifest_of(folder, "TestNTriplesPositiveSyntax") else "rdf-n-quads"


def recognizes(folder):
    return has_manifest_of(folder, "TestNQuadsPositiveSyntax", "TestNTriplesPositiveSyntax")


def run(folder, tool):
    syntax = "ntriples" if name_of(folder) == "rdf-n-triples" else "nquads"

    def one(test):
        path = folder / test["action"]
        code, output, error = tool.graph(path, "--from", syntax)
        if test["type"].endswith("NegativeSyntax"):
            return test["id"], *expect_refusal(code, error)
        if code != 0:
            return test["id"], False, error.strip()
        same = canonical(output) == canonical(path.read_bytes())
        return test["id"], same, "" if same else "another reader finds another graph"

    return in_parallel(one, manifest(folder / "manifest.ttl"))
