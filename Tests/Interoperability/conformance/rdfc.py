"""W3C RDF Dataset Canonicalization tests (rdfc10 of w3c/rdf-canon)."""
import json

from suite import expect_refusal, has_manifest_of, in_parallel, manifest

NAME = "rdfc10"
KNOWN = {}


def recognizes(folder):
    return has_manifest_of(folder, "RDFC10EvalTest")


def run(folder, tool):
    def one(test):
        flags = ["--algorithm", "sha384"] if test.get("hashAlgorithm") == "SHA384" else []
        if test["type"] == "RDFC10MapTest":
            flags.append("--map")
        code, output, error = tool.graph(folder / test["action"], *flags)
        if test["type"] == "RDFC10NegativeEvalTest":
            return test["id"], *expect_refusal(code, error)
        if code != 0:
            return test["id"], False, error.strip()
        expected = (folder / test["result"]).read_bytes()
        if test["type"] == "RDFC10MapTest":
            same = json.loads(output) == json.loads(expected)
        else:
            same = output == expected
        return test["id"], same, "" if same else f"found {output.decode()!r}"

    return in_parallel(one, manifest(folder / "manifest.ttl"))
