#!/usr/bin/env python3
"""Assert that RDFLib, pyoxigraph and Raptor read the same graph from a Turtle file.

usage: check_turtle.py FILE

Exit status: 0 the same, 1 not.
"""

import subprocess
import sys

import pyoxigraph
import rdflib

path = sys.argv[1]
rdflib.NORMALIZE_LITERALS = False


def canonical(data, syntax):
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(data, format=syntax, base_iri="https://example.org/"))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


with open(path, "rb") as file:
    ours = canonical(file.read(), pyoxigraph.RdfFormat.TURTLE)
rdf = rdflib.Graph().parse(path, format="turtle").serialize(format="nt", encoding="utf-8")
raptor = subprocess.run(
    ["rapper", "-q", "-i", "turtle", "-o", "ntriples", path, "https://example.org/"], check=True, capture_output=True
)
for name, text in (("RDFLib", rdf), ("Raptor", raptor.stdout)):
    theirs = canonical(text, pyoxigraph.RdfFormat.N_TRIPLES)
    if theirs != ours:
        print(f"FOUND {name} and pyoxigraph differ:", *sorted(set(theirs) ^ set(ours))[:6], sep="\n")
        sys.exit(1)
