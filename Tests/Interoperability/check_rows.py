#!/usr/bin/env python3
"""Assert that Python's csv, DuckDB and the csvw package read the rows of a CSV export that its source holds.

usage: check_rows.py CSV_DIR NDJSON_DIR SQLITE_FILE

The source is the SQLite file for what it stores, and the NDJSON export for the columns that are derived. Foreign keys
are resolved from what the Data Package says of them.

Exit status: 0 the same, 1 not.
"""

import csv
import datetime
import json
import pathlib
import sqlite3
import sys

import csvw
import duckdb

folder, ndjson, database = (pathlib.Path(argument) for argument in sys.argv[1:4])
found = []
csv.field_size_limit(1 << 30)


def text(value):
    """A JSON value as the CSV format writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def read_python(path):
    # newline="" leaves line ends inside cells as they are.
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    return rows[0], rows[1:]


def read_duckdb(path):
    relation = duckdb.connect().execute(
        "SELECT * FROM read_csv(?, header=true, all_varchar=true, delim=',', quote='\"', escape='\"', "
        "new_line='\\r\\n', auto_detect=false, columns=?, nullstr='', max_line_size=80000000)",
        [str(path), {name: "VARCHAR" for name in read_python(path)[0]}],
    )
    names = [column[0] for column in relation.description]
    return names, [[cell if cell is not None else "" for cell in row] for row in relation.fetchall()]


def read_ndjson(path, header):
    # Python's splitlines would also split at U+2028 and U+0085.
    lines = path.read_bytes().split(b"\n")[:-1]
    objects = [json.loads(line, parse_int=str, parse_float=str) for line in lines]
    for row in objects:
        if not set(row) <= set(header):
            found.append(f"{path.name}: keys {set(row) - set(header)} are not in the header")
    return [[text(row.get(name)) for name in header] for row in objects]


def read_sqlite(connection, table, header):
    stored = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    flags = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] in FLAGS.get(table, ())}
    columns = [name for name in header if name in stored]
    rows = []
    for row in connection.execute(f'SELECT {", ".join(chr(34) + name + chr(34) for name in columns)} FROM "{table}"'):
        cells = [text(cell) for cell in row]
        for index, name in enumerate(columns):
            if name in flags and cells[index]:
                cells[index] = {"0": "false", "1": "true"}[cells[index]]
            # The one default of the model: who may see a record, where nothing is said, is everybody.
            if name == "access" and not cells[index]:
                cells[index] = "public"
        rows.append(cells)
    return columns, rows


def compare(what, expected, actual):
    if expected == actual:
        return
    for number, (a, b) in enumerate(zip(expected, actual)):
        if a != b:
            found.append(f"{what}: row {number + 1} is {b!r}, and should be {a!r}")
            return
    found.append(f"{what}: {len(actual)} rows, and there should be {len(expected)}")


package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
FLAGS = {
    resource["name"]: {field["name"] for field in resource["schema"]["fields"] if field["type"] == "boolean"}
    for resource in package["resources"]
}
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
cells = {}
for resource in package["resources"]:
    name = resource["name"]
    path = folder / resource["path"]
    header, rows = read_python(path)
    cells[name] = (header, rows)
    source = read_ndjson(ndjson / f"{name}.ndjson", header)
    compare(f"{name}: Python's csv against NDJSON", source, rows)
    names, others = read_duckdb(path)
    compare(f"{name}: DuckDB's header", header, names)
    compare(f"{name}: DuckDB against NDJSON", source, others)
    # The export has the shipped concepts beside the dataset's own.
    columns, stored = read_sqlite(connection, name, header)
    picked = [[row[header.index(column)] for column in columns] for row in rows]
    if name == "concepts":
        picked = [row for row in picked if row in stored]
    compare(f"{name}: CSV against SQLite", sorted(stored), sorted(picked))

group = csvw.TableGroup.from_file(str(folder / "csv-metadata.json"))
tables = {table.url.string: table for table in group.tables}
if set(tables) != {resource["path"] for resource in package["resources"]}:
    found.append(f"csv-metadata.json describes {sorted(tables)}")
for resource in package["resources"]:
    header, rows = cells[resource["name"]]
    url = resource["path"]
    columns = {column.name: column for column in tables[url].tableSchema.columns if not column.virtual}
    if list(columns) != header:
        found.append(f"{url}: the columns of csv-metadata.json are {list(columns)}")
    read = []
    for row in tables[url].iterdicts(strict=True):
        line = []
        for name in header:
            value = row.get(name)
            cell = "" if value is None else columns[name].write(value)
            # The package writes an instant's zone as an offset.
            if isinstance(value, datetime.datetime):
                cell = cell.replace("+00:00", "Z")
            line.append(cell)
        read.append(line)
    compare(f"{url}: the csvw package against Python's csv", rows, read)

for resource in package["resources"]:
    header, rows = cells[resource["name"]]
    for key in resource["schema"].get("foreignKeys", []):
        fields = key["fields"] if isinstance(key["fields"], list) else [key["fields"]]
        targets = key["reference"]["fields"]
        targets = targets if isinstance(targets, list) else [targets]
        other, others = cells[key["reference"].get("resource") or resource["name"]]
        present = {tuple(row[other.index(name)] for name in targets) for row in others}
        for row in rows:
            value = tuple(row[header.index(name)] for name in fields)
            if any(value) and value not in present:
                found.append(f"{resource['name']}: {fields} {value} leads nowhere")

for message in found[:20]:
    print("FOUND", message)
sys.exit(1 if found else 0)
