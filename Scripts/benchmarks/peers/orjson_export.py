"""Writes the rows of a database as node objects of JSON-LD with orjson, one a line, and prints the seconds.

    orjson_export.py DATABASE METADATA FOLDER

The keys and the values are those of our JSON-LD. There is no context and no array around them.
"""

import sys
import time

import mapping
import orjson


def value(column, base):
    """A code or a record's key is written alone; what takes two cells, relative to the base."""
    if column.template and len(mapping.variables(column.template)) > 1:
        return mapping.iri(column.template.removeprefix(base))
    return f'"{column.name}"'


def nodes(connection, table, base):
    """A table's node objects."""
    about = table.about.removeprefix(base) or base
    values = ", ".join([mapping.iri(about), *(value(column, base) for column in table.columns)])
    keys = ["@id", *(column.name for column in table.columns)]
    kind = {"@type": [table.name, *table.classes[1:]] if table.classes[1:] else table.name}
    for row in connection.execute(f'SELECT {values} FROM "{table.name}"'):
        yield kind | {key: cell for key, cell in zip(keys, row) if cell is not None}


def main():
    database, metadata, folder = sys.argv[1:]
    start = time.perf_counter()
    connection, tables = mapping.read(database, metadata)
    (base,) = connection.execute("SELECT base FROM dataset").fetchone()
    with open(f"{folder}/dataset.jsonl", "wb", buffering=1 << 20) as file:
        for table in tables:
            for node in nodes(connection, table, base):
                file.write(orjson.dumps(node, option=orjson.OPT_APPEND_NEWLINE))
    print(time.perf_counter() - start)


main()
