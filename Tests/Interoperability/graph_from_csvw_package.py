#!/usr/bin/env python3
"""The graph of a CSV export in minimal mode, by the csvw package: canonical N-Quads lines, in the order of the rows.

usage: graph_from_csvw_package.py CSV_DIR

The package reads the tabular data (dialect, cells, datatypes, templates) and knows no RDF; the rules by which a cell
becomes a triple (Generating RDF from Tabular Data on the Web, section 4.6) are here.
"""

import datetime
import pathlib
import sys

import network_closed  # noqa: F401
import csvw
import csvw.datatypes
from graph_lines import iri, line, literal

XSD = "http://www.w3.org/2001/XMLSchema#"


# The package normalizes addresses (RFC 3986, section 6.2) and says so: it escapes `é` and a lone `%`. In RDF a literal
# is the text of its cell.
csvw.datatypes.anyURI.to_python = staticmethod(lambda text, **_: text)


def lexical_form(value, datatype):
    """A value as it stood in the cell; the package hands over Python's own types."""
    if isinstance(value, str):
        return value
    text = datatype.formatted(value)
    # The package writes the zone of an instant as an offset; all instants of an export are in UTC.
    return text.replace("+00:00", "Z") if isinstance(value, datetime.datetime) else text


def literal_of(column, value):
    datatype, language = column.inherit("datatype"), column.inherit("lang")
    text = lexical_form(value, datatype)
    # The IRI of a datatype of somebody's own: versions of the package keep it in one of two places.
    own = getattr(datatype, "id", None) or getattr(datatype, "at_props", {}).get("id")
    if own:
        return literal(text, own)
    if datatype.base == "string":
        return literal(text, language=None if language == "und" else language)
    return literal(text, XSD + datatype.base)


def lines_of(folder):
    for table in csvw.CSVW(str(folder / "csv-metadata.json")).tablegroup.tables:
        columns = [c for c in table.tableSchema.columns if not (c.suppressOutput or c.inherit("suppressOutput"))]
        # A template without a variable is a constant, and expanding is what takes the time.
        templates = {
            (column.name, name): (template, "{" not in str(template))
            for column in columns
            for name in ("aboutUrl", "propertyUrl", "valueUrl")
            if (template := column.inherit(name))
        }

        def expand(column, name, row, number):
            """An IRI; all of an export are absolute, and the package would take one without `//` for a path."""
            template, is_constant = templates[column.name, name]
            return str(template) if is_constant else template.expand(_row=number, _name=column.name, **row)

        # strict: without it a row with a broken cell is logged and left out.
        for number, row in enumerate(table.iterdicts(strict=True), start=1):
            for column in columns:
                value = None if column.virtual else row.get(column.header)
                if value is None and not column.virtual:
                    continue
                # A null in a virtual column's template would still give an IRI here; exports have constants there.
                subject = iri(expand(column, "aboutUrl", row, number))
                predicate = iri(expand(column, "propertyUrl", row, number))
                if (column.name, "valueUrl") in templates:
                    yield line(subject, predicate, iri(expand(column, "valueUrl", row, number)))
                else:
                    yield line(subject, predicate, literal_of(column, value))


if __name__ == "__main__":
    for entry in lines_of(pathlib.Path(sys.argv[1])):
        sys.stdout.buffer.write(entry + b"\n")
