"""What the suites' modules share: the tool, manifests, and graphs compared by another reader."""
import concurrent.futures
import pathlib
import subprocess

import pyoxigraph

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFT = "http://www.w3.org/ns/rdftest#"

# The exit code of a file that cannot be read as what it is.
MALFORMED = 65


class Tool:
    """`caseexport graph`, which prints canonical N-Quads."""

    def __init__(self, path):
        self.path = str(path)

    def graph(self, file, *flags):
        """Exit code, standard output and standard error."""
        run = subprocess.run([self.path, "graph", str(file), *flags], capture_output=True, timeout=300)
        return run.returncode, run.stdout, run.stderr.decode(errors="replace")


def in_parallel(function, items):
    """The results in the order of the items."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


def manifest(path, base="http://test.example/"):
    """The tests of a manifest.ttl in its order: a dict each, `id`, `type`, and its other properties by local name.

    IRIs below the folder are paths in it.
    """
    store = pyoxigraph.Store()
    store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, base_iri=base + "manifest.ttl")

    def local(node):
        value = node.value
        return value[len(base):] if value.startswith(base) else value.rsplit("#", 1)[-1]

    def items(node):
        while node.value != RDF + "nil":
            yield value(node, RDF + "first")
            node = value(node, RDF + "rest")

    def value(subject, predicate):
        return next(store.quads_for_pattern(subject, pyoxigraph.NamedNode(predicate), None), None).object

    entries = next(store.quads_for_pattern(None, pyoxigraph.NamedNode(MF + "entries"), None)).object
    tests = []
    for test in items(entries):
        entry = {"id": test.value.rsplit("#", 1)[-1]}
        for quad in store.quads_for_pattern(test, None, None):
            name = quad.predicate.value.rsplit("#", 1)[-1]
            entry["type" if quad.predicate.value == RDF + "type" else name] = local(quad.object)
        tests.append(entry)
    return tests


def canonical(data, syntax=pyoxigraph.RdfFormat.N_QUADS, base=None):
    """The canonical form of a graph as another implementation reads and canonicalizes it: sorted lines."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(input=data, format=syntax, base_iri=base))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(set(pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).splitlines()))


def is_same_graph(ours, expected, syntax=pyoxigraph.RdfFormat.N_QUADS, base=None):
    """Whether what the tool printed is isomorphic to a graph."""
    return canonical(ours) == canonical(expected, syntax, base)


def expect_refusal(code, error):
    """(passed, detail) of a test whose input is malformed."""
    if code == MALFORMED:
        return True, ""
    return False, "was accepted" if code == 0 else f"exit {code}: {error.strip()}"


def has_manifest_of(folder, *types):
    """Whether the folder's manifest.ttl has tests of one of these types."""
    path = pathlib.Path(folder) / "manifest.ttl"
    return path.is_file() and any(name in path.read_text(encoding="utf-8") for name in types)
