"""What the rows of a database are as triples and as node objects, by CSV on the Web metadata.

Statements of SQL put IRIs together, so that Python has to make terms only. A cell that is null gives null, and that no
triple (W3C csv2rdf, section 4.2).
"""

import json
import re
import sqlite3
from dataclasses import dataclass

XSD, TYPE = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFIXES = {
    "case": "https://w3id.org/caseexport/ns#", "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/", "edtf": "http://id.loc.gov/datatypes/edtf/",
    "org": "http://www.w3.org/ns/org#", "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": XSD,
}


@dataclass
class Column:
    """A column that is a property: an IRI by a template, or a literal with a language or a datatype, or a plain one."""

    name: str
    property: str
    template: str = None
    language: str = None
    datatype: str = None

    @property
    def is_code(self):
        return self.template is not None and "concept/" in self.template


@dataclass
class Table:
    name: str
    about: str
    classes: list
    columns: list

    def rows(self, connection):
        """The subject's IRI and then each column's IRI or text, row by row."""
        values = [iri(self.about)]
        values += [iri(column.template) if column.template else f'"{column.name}"' for column in self.columns]
        return connection.execute(f'SELECT {", ".join(values)} FROM "{self.name}"')


def read(database, metadata):
    """The open database and its tables."""
    with open(metadata, encoding="utf-8") as file:
        described = json.load(file)["tables"]
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return connection, [table for table in map(table_of, described) if table.name in there]


def table_of(description):
    schema = description["tableSchema"]
    virtual = [column for column in schema["columns"] if column.get("virtual")]
    columns = [column_of(column) for column in schema["columns"] if "propertyUrl" in column and column not in virtual]
    classes = [column["valueUrl"] for column in virtual if column["propertyUrl"] == TYPE]
    return Table(description["url"].removesuffix(".csv"), schema["aboutUrl"], classes, columns)


def column_of(column):
    datatype = column.get("datatype", "string")
    datatype = datatype["@id"] if isinstance(datatype, dict) else XSD + datatype
    return Column(
        column["name"], column["propertyUrl"], column.get("valueUrl"), column.get("lang"),
        None if datatype == XSD + "string" else datatype,
    )


def variables(template):
    return re.findall(r"\{\+?(\w+)\}", template)


def iri(template):
    """The SQL of a URI template; no value in it needs to be escaped."""
    parts = re.split(r"\{\+?(\w+)\}", template)
    terms = [f'"{part}"' if number % 2 else f"'{part}'" for number, part in enumerate(parts) if part]
    return " || ".join(terms)
