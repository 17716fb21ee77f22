"""Writes the graph of a database as RDF/XML with RDFLib, which has it in memory first, and prints the seconds.

    rdflib_export.py DATABASE METADATA FOLDER
"""

import functools
import sys
import time

import mapping
import rdflib
from rdflib import Graph, Literal, URIRef


def term(column):
    if column.template:
        return functools.cache(URIRef) if column.is_code else URIRef
    if column.language:
        return functools.partial(Literal, lang=column.language)
    if column.datatype:
        return functools.partial(Literal, datatype=URIRef(column.datatype))
    return Literal


def main():
    database, metadata, folder = sys.argv[1:]
    rdflib.NORMALIZE_LITERALS = False
    start = time.perf_counter()
    connection, tables = mapping.read(database, metadata)
    graph = Graph()
    for prefix, namespace in mapping.PREFIXES.items():
        graph.bind(prefix, namespace)
    for table in tables:
        classes = [(URIRef(mapping.TYPE), URIRef(iri)) for iri in table.classes]
        columns = [(URIRef(column.property), term(column)) for column in table.columns]
        for first, *values in table.rows(connection):
            subject = URIRef(first)
            for predicate, iri in classes:
                graph.add((subject, predicate, iri))
            for (predicate, term_of), value in zip(columns, values):
                if value is not None:
                    graph.add((subject, predicate, term_of(value)))
    graph.serialize(f"{folder}/dataset.rdf", format="xml")
    print(time.perf_counter() - start)


main()
