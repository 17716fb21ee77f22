"""Writes the graph of a database with pyoxigraph, streaming, and prints how many seconds that took.

    pyoxigraph_export.py DATABASE METADATA FOLDER nquads|rdfxml|jsonld|turtle|canonical

`canonical` are N-Quads in the canonical form of RDFC-1.0: all quads in memory, canonicalized, and sorted.
"""

import functools
import sys
import time

import mapping
from pyoxigraph import (
    CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, serialize,
)

FORMATS = {
    "nquads": RdfFormat.N_QUADS, "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD, "turtle": RdfFormat.TURTLE,
}


def term(column):
    """What makes a column's terms; nodes of concepts are few, and made once."""
    if column.template:
        return functools.cache(NamedNode) if column.is_code else NamedNode
    if column.language:
        return functools.partial(Literal, language=column.language)
    if column.datatype:
        return functools.partial(Literal, datatype=NamedNode(column.datatype))
    return Literal


def statements(connection, tables, make):
    for table in tables:
        classes = [(NamedNode(mapping.TYPE), NamedNode(iri)) for iri in table.classes]
        columns = [(NamedNode(column.property), term(column)) for column in table.columns]
        for first, *values in table.rows(connection):
            subject = NamedNode(first)
            for predicate, iri in classes:
                yield make(subject, predicate, iri)
            for (predicate, term_of), value in zip(columns, values):
                if value is not None:
                    yield make(subject, predicate, term_of(value))


def main():
    database, metadata, folder, form = sys.argv[1:]
    start = time.perf_counter()
    connection, tables = mapping.read(database, metadata)
    if form == "canonical":
        dataset = Dataset(statements(connection, tables, Quad))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        lines = sorted(serialize(dataset, format=RdfFormat.N_QUADS).splitlines(keepends=True))
        with open(f"{folder}/dataset.nq", "wb") as file:
            file.writelines(lines)
    else:
        prefixes = None if form == "nquads" else mapping.PREFIXES
        triples = statements(connection, tables, Triple)
        serialize(triples, f"{folder}/dataset", format=FORMATS[form], prefixes=prefixes)
    print(time.perf_counter() - start)


main()
