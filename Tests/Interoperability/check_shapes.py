#!/usr/bin/env python3
"""Validate a graph in N-Quads, without names of graphs, with pySHACL.

usage: check_shapes.py SHAPES GRAPH [ONTOLOGY]    finds nothing wrong, with the ontology mixed in or without
       check_shapes.py --planted SHAPES GRAPH     finds each of the faults that are planted here, and nothing else

Exit status: 0 as expected, 1 not.
"""

import sys

import pyshacl
import rdflib
from rdflib import RDF, SH, XSD, Literal, URIRef

rdflib.NORMALIZE_LITERALS = False
CASE = rdflib.Namespace("https://w3id.org/caseexport/ns#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
SCHEMA = rdflib.Namespace("http://schema.org/")


def results(graph, shapes, ontology=None):
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology, meta_shacl=True)
    found = set()
    for result in report.objects(predicate=SH.result):
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        found.add((report.value(result, SH.focusNode), component.removesuffix("ConstraintComponent")))
    return found, text


def planted(graph):
    """Damages the graph, each time another record; the faults as (node, constraint component)."""
    base = str(graph.value(predicate=RDF.type, object=DCAT.Dataset))
    expected = set()
    taken = set()

    def record(kind, having):
        """A record that nobody took, with its value of a property."""
        for node in sorted(graph.subjects(RDF.type, kind)):
            if node not in taken and (node, having, None) in graph:
                taken.add(node)
                return node
        raise SystemExit(f"FOUND no {kind} with {having} to damage")

    def plant(kind, path, value, *components, keep=False):
        node = record(kind, path)
        if not keep:
            graph.remove((node, path, None))
        for item in value if isinstance(value, list) else [value]:
            graph.add((node, path, item))
        expected.update((node, component) for component in components)

    person = SCHEMA.Person
    plant(person, SCHEMA.name, [], "MinCount")
    plant(person, SCHEMA.name, Literal("", datatype=XSD.string), "MinLength")
    plant(person, SCHEMA.name, Literal("A second name", datatype=XSD.string), "MaxCount", keep=True)
    plant(person, SCHEMA.name, Literal("A name", lang="en"), "Datatype")
    plant(SCHEMA.Event, SCHEMA.startDate, Literal("1990-01-01", datatype=XSD.date), "Datatype")
    plant(SCHEMA.Event, SCHEMA.startDate, Literal("1990-13", datatype=EDTF), "Node")
    plant(person, SCHEMA.gender, URIRef(base + "concept/role/coroner"), "Pattern")
    plant(person, SCHEMA.gender, URIRef(base + "concept/gender/no-such-code"), "Class")
    plant(person, CASE.living, Literal("TRUE", datatype=XSD.boolean), "Node", "Datatype")
    node = record(person, SCHEMA.name)
    graph.add((node, DCTERMS.isReplacedBy, node))
    expected.add((node, "Disjoint"))
    node = record(person, SCHEMA.name)
    graph.add((node, SCHEMA.nickname, Literal("x")))
    expected.add((node, "Closed"))

    event = SCHEMA.Event
    plant(event, SCHEMA.name, Literal("Ein Titel", lang="de"), "LanguageIn")
    plant(event, SCHEMA.name, [Literal("One", lang="en"), Literal("Two", lang="en")], "MaxCount", "UniqueLang")
    plant(event, CASE.case, Literal("cas_1"), "NodeKind", "Class", "Pattern")
    plant(event, CASE.case, record(person, SCHEMA.name), "Class", "Pattern")
    plant(event, CASE.startsEarliest, Literal("2999-01-01", datatype=XSD.date), "LessThanOrEquals")
    plant(event, CASE.startsEarliest, Literal("2014-02-30", datatype=XSD.date), "Datatype", "Node")
    plant(CASE.Participation, PROV.agent, record(event, SCHEMA.name), "Or")
    plant(CASE.Capture, CASE.sha256, Literal("0A" * 32, datatype=XSD.string), "Node")

    plant(RDF.Statement, RDF.object, [], "MinCount")
    plant(RDF.Statement, RDF.object, [Literal("x", datatype=XSD.string), node], "MaxCount")
    plant(RDF.Statement, RDF.object, Literal("x", lang="en"), "Or")

    stranger = URIRef(base + "xyz_1")
    graph.add((stranger, RDF.type, person))
    expected.update({(stranger, "Pattern"), (stranger, "MinCount")})
    graph.remove((URIRef(base), RDF.type, SCHEMA.Dataset))
    expected.add((URIRef(base), "HasValue"))
    return expected


def main(arguments):
    is_planted = arguments[0] == "--planted"
    shapes, data, *ontology = arguments[1:] if is_planted else arguments
    shapes = rdflib.Graph().parse(shapes)
    graph = rdflib.Graph().parse(data, format="nt")
    if is_planted:
        expected = planted(graph)
        found, text = results(graph, shapes)
        for node, component in sorted(expected - found):
            print("FOUND planted and not reported:", component, node)
        for node, component in sorted(found - expected):
            print("FOUND reported and not planted:", component, node)
        return found != expected
    found, text = results(graph, shapes, rdflib.Graph().parse(ontology[0]) if ontology else None)
    if found:
        print("FOUND", text[:4000])
    return bool(found)


sys.exit(main(sys.argv[1:]))
