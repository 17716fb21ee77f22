#!/usr/bin/env python3
"""Assert that independent readers find one and the same graph in every format of an export.

usage: check_graph.py EXPORT_DIR REPORT [READER…]

EXPORT_DIR is an export to csv, jsonld, rdfxml, nquads and turtle, and REPORT what the tool said of it with --json: the
graph's SHA-256 and its number of triples. A READER is a reader's name as in graph_readers.py (rapper), a format's
(turtle), or both (turtle/rapper); without any, all readers read all formats. rdf/dataset.nq is canonicalized (RDFC-1.0) by pyoxigraph and must come
out as it is; what readers find in the other formats is compared with it line by line.

Exit status: 0 the same, 1 not.
"""

import hashlib
import json
import pathlib
import sys
import time

import graph_readers
import pyoxigraph
from graph_lines import first_differences


def problems_of_canonical_form(path, report):
    """What is not as the report says, and not as RDFC-1.0 has it."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != report["sha256"]:
        yield f"{path.name}: the SHA-256 is {digest}, and the report says {report['sha256']}"
    graph = pyoxigraph.Dataset(pyoxigraph.parse(input=data, format=pyoxigraph.RdfFormat.N_QUADS))
    if len(graph) != report["triples"]:
        yield f"{path.name}: {len(graph)} triples, and the report says {report['triples']}"
    graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = graph_readers.lines(pyoxigraph.serialize(graph, format=pyoxigraph.RdfFormat.N_QUADS))
    canonical = b"".join(entry + b"\n" for entry in sorted(lines))
    if canonical != data:
        yield f"{path.name}: is not canonical: by pyoxigraph its SHA-256 is {hashlib.sha256(canonical).hexdigest()}"


def main(folder, report, names):
    folder = pathlib.Path(folder)
    reported = json.loads(pathlib.Path(report).read_bytes())["graph"]
    canonical = folder / graph_readers.FILES[graph_readers.NQUADS]
    found = list(problems_of_canonical_form(canonical, reported))
    # Without blank nodes two graphs are isomorphic where they have the same canonical lines.
    expected = set(graph_readers.lines(canonical.read_bytes()))
    for (format, name), read in graph_readers.READERS.items():
        if names and not names & {format, name, f"{format}/{name}"}:
            continue
        started = time.monotonic()
        try:
            lines = set(read(str(folder / graph_readers.FILES[format])))
        except Exception as error:
            found.append(f"{format} by {name}: {type(error).__name__}: {str(error)[:1000]}")
            continue
        found += [f"{format} by {name}: {message}" for message in first_differences(expected, lines)]
        print(f"{format} by {name}: {len(lines)} triples, {time.monotonic() - started:.1f} s", flush=True)
    for message in found:
        print("FOUND", message)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], set(sys.argv[3:])))
