#!/usr/bin/env python3
"""Assert that pyoxigraph's two readers of JSON-LD and PyLD read from each NAME.jsonld of a folder what NAME.nq says.

usage: check_jsonld.py FOLDER

A name that begins with only-READER- is for the readers of that name alone.

No reader may look anything up. Exit status: 0 the same, 1 not.
"""

import json
import pathlib
import sys

import pyoxigraph
from pyld import jsonld
from pyoxigraph import RdfFormat


def no_network(url, options):
    raise RuntimeError(f"{url} was asked for")


jsonld.set_document_loader(no_network)


def oxigraph(format_):
    return lambda text: set(pyoxigraph.parse(text, format=format_))


def pyld(text):
    quads = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    return set(pyoxigraph.parse(quads.encode(), format=RdfFormat.N_QUADS))


READERS = {
    "pyoxigraph": oxigraph(RdfFormat.JSON_LD),
    "pyoxigraph, streaming": oxigraph(RdfFormat.STREAMING_JSON_LD),
    "PyLD": pyld,
}
paths = sorted(pathlib.Path(sys.argv[1]).glob("*.jsonld"))
faults = 0 if paths else print("FOUND no documents") or 1
for path in paths:
    ours = set(pyoxigraph.parse(path.with_suffix(".nq").read_bytes(), format=RdfFormat.N_QUADS))
    for name, read in READERS.items():
        if path.name.startswith("only-") and not path.name.startswith(f"only-{name}".split(",")[0]):
            continue
        theirs = read(path.read_bytes())
        for quad in sorted(map(str, ours ^ theirs)):
            faults += 1
            print(f"FOUND {path.name}, {name}: {quad} {'only with us' if quad in set(map(str, ours)) else 'missing'}")
sys.exit(faults > 0)
