"""Loads the tables of a CSV export into a DuckDB database, all columns as text, and prints their numbers of rows.

    duckdb_load.py DATABASE FOLDER
"""

import csv
import json
import pathlib
import sys

import duckdb

connection, rows = duckdb.connect(sys.argv[1]), {}
connection.execute("SET enable_progress_bar = false")
for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.csv")):
    with open(path, encoding="utf-8", newline="") as file:
        columns = {name: "VARCHAR" for name in next(csv.reader(file), [])}
    if not columns:
        continue
    options = f"columns={columns}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', parallel=false"
    connection.execute(f"""CREATE TABLE "{path.stem}" AS SELECT * FROM read_csv('{path}', {options})""")
    rows[path.stem] = connection.execute(f'SELECT count(*) FROM "{path.stem}"').fetchone()[0]
connection.close()
print(json.dumps(rows))
