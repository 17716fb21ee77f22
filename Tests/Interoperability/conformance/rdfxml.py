"""W3C RDF 1.1 XML Syntax tests (rdf/rdf11/rdf-xml of w3c/rdf-tests)."""
from suite import canonical, expect_refusal, has_manifest_of, in_parallel, manifest

NAME = "rdf-xml"
KNOWN = {}

# The address that the manifest gives the suite; relative IRIs of the tests are resolved against it.
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-xml/"


def recognizes(folder):
    return has_manifest_of(folder, "TestXMLEval", "TestXMLNegativeSyntax")


def run(folder, tool):
    def one(test):
        code, output, error = tool.graph(
            folder / test["action"], "--from", "rdfxml", "--base", BASE + str(test["action"])
        )
        if test["type"].endswith("NegativeSyntax"):
            return test["id"], *expect_refusal(code, error)
        if code != 0:
            return test["id"], False, error.strip()
        # Blank nodes are labelled by another reader.
        same = canonical(output) == canonical((folder / test["result"]).read_bytes())
        return test["id"], same, "" if same else f"found {output.decode()!r}"

    return in_parallel(one, manifest(folder / "manifest.ttl"))
