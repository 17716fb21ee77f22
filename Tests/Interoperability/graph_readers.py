"""Readers of the graph formats that other people wrote, all in one manner: a path goes in, canonical lines come out.

Each reader is the only one of its name for a format. Where a reader can keep what it read apart from what it made of
it, the lines are what it read: RDFLib must not normalize literals, and the lines of serdi are its own.
"""

import network_closed  # noqa: F401
import json
import pathlib
import subprocess

import pyld.jsonld
import pyoxigraph
import rdflib
from graph_lines import iri, line, literal

rdflib.NORMALIZE_LITERALS = False

#: What relative IRIs would be relative to; there are none in an export, so it is in no line.
PLACE = "https://download.invalid/"

NQUADS, RDFXML, TURTLE, JSONLD, CSV = "nquads", "rdfxml", "turtle", "jsonld", "csv"
FILES = {
    NQUADS: "rdf/dataset.nq",
    RDFXML: "rdf/dataset.rdf",
    TURTLE: "rdf/dataset.ttl",
    JSONLD: "jsonld/dataset.jsonld",
    CSV: "csv",
}


class Unreadable(Exception):
    """A reader refused a file, or had something to say of it."""


def lines(data):
    """The lines of N-Triples or N-Quads; only LF ends one, and texts hold characters that splitlines cuts at."""
    return data.split(b"\n")[:-1]


def _pyoxigraph(format):
    def read(path):
        quads = pyoxigraph.parse(path=path, format=format)
        return lines(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS))

    return read


def _rdflib_term(term):
    if isinstance(term, rdflib.Literal):
        return literal(str(term), term.datatype, term.language)
    return iri(term) if isinstance(term, rdflib.URIRef) else f"_:{term}"


def _rdflib(format):
    def read(path):
        graph = rdflib.Dataset(default_union=True)
        graph.parse(path, format=format, publicID=PLACE)
        return [line(*map(_rdflib_term, triple)) for triple in graph.triples((None, None, None))]

    return read


def _run(*command):
    run = subprocess.run(command, capture_output=True)
    # A reader that warns does not hand over everything that it found, or not as it found it.
    if run.returncode != 0 or run.stderr:
        raise Unreadable(f"{command[0]}: exit code {run.returncode}: {run.stderr[:1000].decode(errors='replace')}")
    return run.stdout


def _rapper(format):
    def read(path):
        # Its output is ASCII with escapes, so it is read once more.
        output = _run("rapper", "-q", "-i", format, "-o", "ntriples", path, PLACE)
        quads = pyoxigraph.parse(input=output, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return lines(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS))

    return read


def _serdi(format):
    return lambda path: lines(_run("serdi", "-i", format, "-o", "nquads", path, PLACE))


def _refuse(url, options):
    raise network_closed.NetworkUsed(f"PyLD wants {url}")


def _pyld_term(term):
    if term["type"] == "literal":
        return literal(term["value"], term.get("datatype"), term.get("language"))
    return iri(term["value"]) if term["type"] == "IRI" else term["value"]


def _pyld(path):
    document = json.loads(pathlib.Path(path).read_bytes())
    graphs = pyld.jsonld.to_rdf(document, {"documentLoader": _refuse, "base": ""})
    return [
        line(*(_pyld_term(triple[position]) for position in ("subject", "predicate", "object")))
        for triples in graphs.values()
        for triple in triples
    ]


def _csvw_package(path):
    import graph_from_csvw_package

    return graph_from_csvw_package.lines_of(pathlib.Path(path))


def _csvw_functions(path):
    import graph_from_csvw_functions

    return graph_from_csvw_functions.lines_of(pathlib.Path(path))


_FORMATS = pyoxigraph.RdfFormat

#: By format and reader.
READERS = {
    (NQUADS, "pyoxigraph"): _pyoxigraph(_FORMATS.N_QUADS),
    (NQUADS, "rdflib"): _rdflib("nquads"),
    (NQUADS, "rapper"): _rapper("nquads"),
    (NQUADS, "serdi"): _serdi("nquads"),
    (RDFXML, "pyoxigraph"): _pyoxigraph(_FORMATS.RDF_XML),
    (RDFXML, "rdflib"): _rdflib("xml"),
    (RDFXML, "rapper"): _rapper("rdfxml"),
    (TURTLE, "pyoxigraph"): _pyoxigraph(_FORMATS.TURTLE),
    (TURTLE, "rdflib"): _rdflib("turtle"),
    (TURTLE, "rapper"): _rapper("turtle"),
    (TURTLE, "serdi"): _serdi("turtle"),
    (JSONLD, "pyoxigraph"): _pyoxigraph(_FORMATS.JSON_LD),
    (JSONLD, "pyoxigraph-streaming"): _pyoxigraph(_FORMATS.STREAMING_JSON_LD),
    (JSONLD, "rdflib"): _rdflib("json-ld"),
    (JSONLD, "pyld"): _pyld,
    (CSV, "csvw"): _csvw_package,
    (CSV, "csvw-functions"): _csvw_functions,
}
