"""Copies every table of a DuckDB database to a file of its own, and prints how many seconds that took.

    duckdb_copy.py DATABASE FOLDER csv|json THREADS
"""

import sys
import time

import duckdb

path, output, form, threads = sys.argv[1:]
start = time.perf_counter()
connection = duckdb.connect(path, read_only=True, config={"threads": int(threads)})
connection.execute("SET enable_progress_bar = false")
for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
    options = "FORMAT csv, HEADER" if form == "csv" else "FORMAT json"
    connection.execute(f"COPY \"{table}\" TO '{output}/{table}.{form}' ({options})")
connection.close()
print(time.perf_counter() - start)
