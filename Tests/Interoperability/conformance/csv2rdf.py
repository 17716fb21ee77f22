"""W3C tests of Generating RDF from Tabular Data on the Web (folder tests of w3c/csvw).

Most of them expect the graph of standard mode. That of minimal mode is in it: the triples of what csvw:describes points
at, and of the blank nodes that are reached from there.
"""
import json
import pathlib
import shutil
import tempfile

import pyoxigraph

from suite import expect_refusal, in_parallel, is_same_graph

NAME = "csv2rdf"
BASE = "http://www.w3.org/2013/csvw/tests/"
DESCRIBES = pyoxigraph.NamedNode("http://www.w3.org/ns/csvw#describes")
KNOWN = {}

# The site-wide configuration that w3.org has, which two of the tests rely on.
SITE = "{+url}-metadata.json\ncsv-metadata.json\n{+url}.json\ncsvm.json\n"
ON_SITE = {"test259", "test260"}
# What a Link header of HTTP names is given as --metadata.
LINKED = {"test014": "test014/linked-metadata.json", "test016": "test016/linked-metadata.json"}

# Here it names a document that does not describe the file and has to be ignored, with a warning: there is no header,
# and so no warning.
UNLINKED = {"test120", "test122"}


def recognizes(folder):
    return (folder / "manifest-rdf.jsonld").is_file()


def minimal(data, base):
    """The lines of the minimal graph that is in one of standard mode."""
    graph = list(pyoxigraph.parse(input=data, format=pyoxigraph.RdfFormat.TURTLE, base_iri=base))
    triples = {}
    for quad in graph:
        triples.setdefault(quad.subject, []).append(quad)
    todo = [quad.object for quad in graph if quad.predicate == DESCRIBES]
    done, found = set(), []
    while todo:
        node = todo.pop()
        if node in done:
            continue
        done.add(node)
        for quad in triples.get(node, []):
            found.append(quad)
            if isinstance(quad.object, pyoxigraph.BlankNode):
                todo.append(quad.object)
    return pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS)


def run(folder, tool):
    def one(test):
        name = test["id"].rsplit("#", 1)[-1]
        option = test["option"]
        root, action = folder, test["action"]
        base = BASE + action
        with tempfile.TemporaryDirectory() as copy:
            if name in ON_SITE:
                root = pathlib.Path(shutil.copytree(folder / name, pathlib.Path(copy) / name))
                (root / ".well-known").mkdir()
                (root / ".well-known" / "csvm").write_text(SITE)
                action = pathlib.PurePosixPath(action).name
            flags = ["--from", "csvw", "--base", base]
            metadata = LINKED.get(name, option.get("metadata"))
            if metadata:
                flags += ["--metadata", str(root / metadata)]
            code, output, error = tool.graph(root / action.split("?")[0], *flags)
        if test["type"] == "csvt:NegativeRdfTest":
            return name, *expect_refusal(code, error)
        if code != 0:
            return name, False, error.strip()
        if test["type"] == "csvt:ToRdfTestWithWarnings" and "warning" not in error and name not in UNLINKED:
            return name, False, "there is no warning"
        expected = (folder / test["result"]).read_bytes()
        if option.get("minimal"):
            same = is_same_graph(output, expected, pyoxigraph.RdfFormat.TURTLE, base)
        else:
            same = is_same_graph(output, minimal(expected, base))
        return name, same, "" if same else "another graph is expected"

    return in_parallel(one, json.loads((folder / "manifest-rdf.jsonld").read_text())["entries"])
