"""Makes a bag of a dataset with the tools that people would chain for it, and prints the seconds.

    bundle_chain.py SQLITE3_DATABASE DATABASE METADATA FOLDER PROCESSES

CSV by sqlite3, JSON-LD by orjson, N-Quads, RDF/XML and Turtle by pyoxigraph, one after the other; then bagit.py with
SHA-512 on so many processes, then zip -6. There is no spreadsheet format, no JSON lines, no page and no check in it.
"""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def tables(database):
    listed = subprocess.run(
        ["sqlite3", database, "SELECT name FROM sqlite_schema WHERE type = 'table'"], check=True, capture_output=True
    )
    return listed.stdout.decode().split()


def main():
    original, database, metadata, folder, processes = sys.argv[1:]
    bag = Path(folder) / "bag"
    parts = {name: bag / name for name in ("csv", "jsonld", "nquads", "rdfxml", "turtle")}
    for part in parts.values():
        part.mkdir(parents=True)
    start = time.perf_counter()
    script = "".join(f'.output "{parts["csv"]}/{t}.csv"\nSELECT * FROM "{t}";\n' for t in tables(original))
    subprocess.run(["sqlite3", "-batch", "-csv", "-header", original], input=script.encode(), check=True)
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, HERE / "orjson_export.py", database, metadata, parts["jsonld"]], **quiet)
    for form in ("nquads", "rdfxml", "turtle"):
        subprocess.run([sys.executable, HERE / "pyoxigraph_export.py", database, metadata, parts[form], form], **quiet)
    bagit = [sys.executable, "-m", "bagit", "--quiet", "--sha512", "--processes", processes, bag]
    subprocess.run(bagit, **quiet)
    subprocess.run(["zip", "-6", "-q", "-r", "../bag.zip", "."], cwd=bag, check=True)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
