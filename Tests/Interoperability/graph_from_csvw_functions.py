#!/usr/bin/env python3
"""The graph of a CSV export in minimal mode, by csvw-functions: canonical N-Quads lines, in the order of the rows.

usage: graph_from_csvw_functions.py CSV_DIR

csvw-functions 0.0.0 follows the recommendations step by step. What has to be worked around is each said where it is.
"""

import email.message
import io
import pathlib
import sys
import urllib.error
import urllib.request
import warnings

import network_closed  # noqa: F401
import csvw_functions
from csvw_functions import csvw_functions as steps
from graph_lines import XSD_STRING, escaped
import requests

#: Where the metadata pretends to be: every IRI of an export is absolute, so this one is in no triple.
PLACE = "https://download.invalid/"


def serve(folder):
    """Files come from the folder instead of the web, and have no headers that say more of them."""

    def urlopen(request, *arguments, **options):
        url = request if isinstance(request, str) else request.full_url
        path = folder / url.removeprefix(PLACE)
        if not url.startswith(PLACE) or not path.is_file():
            raise urllib.error.URLError(f"not part of the export: {url}")
        return io.BytesIO(path.read_bytes())

    class Answer:
        headers = email.message.Message()

    urllib.request.urlopen = urlopen
    requests.head = lambda url, *arguments, **options: Answer()


def cells(row, escape_character, quote_character, delimiter, trim):
    """The cells of a row.

    The algorithm that csvw-functions follows (Model for Tabular Data, section 8, which is not normative) takes two
    quotes for an escaped one even outside quotes, so that it refuses a cell that begins with a quote: `\"\"\"a\"\" b\"`.
    In RFC 4180 quotes are escaped inside quotes only.
    """
    assert escape_character == quote_character and trim in (False, "false")
    found, start = [], 0
    while True:
        if row.startswith(quote_character, start):
            end = start + 1
            while True:
                end = row.index(quote_character, end)
                if not row.startswith(quote_character, end + 1):
                    break
                end += 2
            found.append(row[start + 1 : end].replace(quote_character * 2, quote_character))
            end += 1
            if end < len(row) and not row.startswith(delimiter, end):
                raise ValueError(f"something other than a delimiter behind a quote: {row[:200]!r}")
        else:
            end = row.find(delimiter, start)
            end = len(row) if end < 0 else end
            found.append(row[start:end])
            if quote_character in found[-1]:
                raise ValueError(f"a quote in a cell without quotes: {row[:200]!r}")
        if end >= len(row):
            return found
        start = end + len(delimiter)


def with_escapes(form):
    """Of what N-Triples has to escape, csvw-functions escapes `"` alone."""

    def lexical_form(value, datatype):
        value = dict(value)
        if isinstance(value["@value"], str):
            value["@value"] = escaped(value["@value"]).replace('\\"', '"')
        return form(value, datatype)

    return lexical_form


def lines_of(folder):
    serve(folder)
    steps.get_list_of_cell_values = cells
    steps.get_rdf_lexical_form_from_cell_value = with_escapes(steps.get_rdf_lexical_form_from_cell_value)
    # It warns of formats that no column has, and of empty cells in foreign keys.
    warnings.simplefilter("ignore")
    group = csvw_functions.create_annotated_table_group(
        PLACE + "csv-metadata.json", _link_header="", validate=False
    )
    # Only LF ends a line: texts hold characters that Python's splitlines would take for line ends.
    for entry in csvw_functions.create_rdf(group, mode="minimal").split("\n"):
        # Canonical N-Quads do not write this datatype.
        if entry:
            yield entry.replace(f'"^^<{XSD_STRING}> .', '" .').encode()


if __name__ == "__main__":
    for entry in lines_of(pathlib.Path(sys.argv[1])):
        sys.stdout.buffer.write(entry + b"\n")
