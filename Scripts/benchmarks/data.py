"""The data, the peers' copies of it, and the folders that all of it is in."""

import atexit
import csv
import filecmp
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import bags
from benchmarks.running import capture, fail, remove, run_quietly, say

ROOT = Path(__file__).resolve().parent.parent.parent
WORK, VENV, PEERS = ROOT / ".bench", ROOT / ".venv-bench", Path(__file__).resolve().parent / "peers"
MEMORY = Path("/dev/shm")

# The most bytes that any contender writes for a statement, with all formats together and with one of them alone.
ALL_FORMATS, ONE_FORMAT = 8000, 3500


class Bench:
    """Where the binary and the data are; both, and the peers' copies, are made when they are first asked for."""

    def __init__(self, statements, small, bag_mib, bag_files, seed, build):
        self.statements, self.small, self.seed = statements, small, seed
        self.bag_mib, self.bag_files = bag_mib, bag_files
        self.binary = os.environ.get("CASEEXPORT") or str(ROOT / ".build/release/caseexport")
        self.copies, self.agreed, self.memory = {}, False, None
        if build and "CASEEXPORT" not in os.environ:
            say("building the release product")
            run_quietly(["swift", "build", "-c", "release", "--product", "caseexport"], cwd=ROOT)
        if not shutil.which(self.binary):
            fail(f"no such binary: {self.binary}", "run without --no-build")
        WORK.mkdir(exist_ok=True)
        self.schema = capture([self.binary, "schema", "--to", "sql", "--dialect", "sqlite"])

    # MARK: - Where output goes

    @staticmethod
    def slug(name):
        return "".join(letter if letter.isalnum() else "-" for letter in name)

    def output(self, name, room):
        """A path for what a contender writes, of at most so many bytes: in memory if they fit twice over."""
        in_memory = free_memory() > 2 * room
        if in_memory and self.memory is None:
            self.memory = Path(tempfile.mkdtemp(prefix="caseexport-bench-", dir=MEMORY))
            atexit.register(shutil.rmtree, self.memory, ignore_errors=True)
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        if not in_memory and shutil.disk_usage(WORK).free < room:
            fail(f"{name} may write {room / 1e9:.0f} GB, and there is less room in {WORK.name}")
        return (self.memory if in_memory else WORK / "out") / self.slug(name)

    @staticmethod
    def place(job):
        """Where a job's output went, in words."""
        in_memory = {MEMORY in contender.output.parents for contender in job.contenders if contender.output}
        return " and ".join(words for kind, words in ((True, str(MEMORY)), (False, WORK.name)) if kind in in_memory)

    # MARK: - The database

    def database(self, statements):
        """The generated database; its name tells the generator and the schema that it was made with."""
        generator = ROOT / "Scripts/generate-dataset"
        made_with = hashlib.sha256(generator.read_bytes() + self.schema.encode()).hexdigest()[:8]
        path = WORK / f"{statements}-{self.seed}-{made_with}.sqlite"
        if not path.exists():
            for old in WORK.glob(f"{statements}-{self.seed}-*.sqlite"):
                old.unlink()
            say(f"generating {statements:,} statements")
            size, seed = ["--statements", str(statements)], ["--seed", str(self.seed)]
            run_quietly([generator, *size, *seed, "--output", path], env=os.environ | {"CASEEXPORT": self.binary})
        return path

    def query(self, sql, statements=None):
        path = self.database(statements or self.statements)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def tables(self, statements=None):
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        return [name for (name,) in self.query(tables, statements)]

    def counts(self, statements=None):
        """How many rows each table has."""
        return {
            table: self.query(f'SELECT count(*) FROM "{table}"', statements)[0][0] for table in self.tables(statements)
        }

    def rows(self, statements=None):
        return sum(self.counts(statements).values())

    # MARK: - The peers' copies, made once a run of this script

    def export(self, statements, form):
        """Our own export in one format; the caller removes it."""
        exported = self.output(f"export of {statements} {form}", statements * ONE_FORMAT)
        remove(exported)
        exported.parent.mkdir(exist_ok=True)
        data = self.database(statements)
        run_quietly([self.binary, "export", data, "--to", form, "--digest", "none", "--output", exported])
        return exported

    def check_counts(self, peer, rows, statements):
        for table, count in self.counts(statements).items():
            # The vocabularies that come with the tool may be exported with the dataset's own concepts.
            if rows.get(table, 0) != count and table != "concepts":
                fail(f"{peer} reads {rows.get(table, 0)} rows of {table} in our export, the database has {count}")

    def duckdb(self):
        """A DuckDB database with the tables of our own CSV export."""
        if "duckdb" not in self.copies:
            python, path, exported = self.python(), WORK / "peer.duckdb", self.export(self.statements, "csv")
            say("loading DuckDB")
            remove(path)
            rows = json.loads(capture([python, PEERS / "duckdb_load.py", path, exported]))
            self.check_counts("DuckDB", rows, self.statements)
            remove(exported)
            self.copies["duckdb"] = path
        return self.copies["duckdb"]

    def sqlite(self, statements):
        """A SQLite database with the tables of our own CSV export, and the metadata of the latter."""
        if statements not in self.copies:
            path, exported = WORK / f"peer-{statements}.sqlite", self.export(statements, "csv")
            say(f"loading {statements:,} statements for the peers")
            remove(path)
            self.check_counts("SQLite", load(path, exported), statements)
            (found,) = exported.rglob("csv-metadata.json")
            metadata = shutil.copy(found, path.with_suffix(".json"))
            remove(exported)
            self.copies[statements] = (path, metadata)
        return self.copies[statements]

    def agree(self):
        """Asserts on the small data that the peers write what we write: all triples, and all node objects, as lines."""
        if self.agreed:
            return
        copy = self.sqlite(self.small)
        folder = self.output("agreement", self.small * 2 * ALL_FORMATS)
        remove(folder)
        folder.mkdir(parents=True)
        say("comparing the peers' triples with ours")
        run_quietly([self.python(), PEERS / "pyoxigraph_export.py", *copy, folder, "nquads"])
        run_quietly([self.python(), PEERS / "orjson_export.py", *copy, folder])
        ours = self.export(self.small, "nquads")
        triples = same_lines(next(ours.rglob("*.nq")), folder / "dataset", "pyoxigraph's triples")
        remove(ours)
        ours = self.export(self.small, "jsonld")
        (document,) = ours.rglob("*.jsonld")
        lines = [line.rstrip(b",\n") for line in document.open("rb")]
        (folder / "ours").write_bytes(b"".join(line + b"\n" for line in lines if line.startswith(b'{"@type":')))
        nodes = same_lines(folder / "ours", folder / "dataset.jsonl", "orjson's node objects")
        remove(ours), remove(folder)
        say("")
        print(f"{self.small:,} statements: pyoxigraph writes our {triples:,} triples, orjson our {nodes:,} nodes")
        self.agreed = True

    def reading(self):
        """An RDF/XML file of ours to read, in which pyoxigraph counts as many quads as we do, if it is a small one."""
        small = self.export(self.small, "rdfxml")
        (document,) = small.rglob("*.rdf")
        counts = [
            capture([self.binary, "graph", "--count", document]).split()[0],
            capture([self.python(), PEERS / "pyoxigraph_read.py", document]).split()[0],
        ]
        if counts[0] != counts[1]:
            fail(f"we read {counts[0]} quads of {document}, pyoxigraph {counts[1]}")
        remove(small)
        print(f"{self.small:,} statements: pyoxigraph reads as many quads as we, {int(counts[0]):,}")
        exported = self.export(self.statements, "rdfxml")
        atexit.register(shutil.rmtree, exported, ignore_errors=True)
        (document,) = exported.rglob("*.rdf")
        return document

    # MARK: - Bags and releases

    def large_bag(self):
        return bags.large(WORK, self.bag_mib, self.seed)

    def small_files(self):
        return bags.small(WORK, self.bag_files, self.seed)

    def release(self, container):
        """A bundle of the database, made anew by the binary that is measured."""
        path = WORK / f"bundle-{self.statements}-{self.seed}{container}"
        say(f"bundling {self.statements:,} statements into {path.name}")
        command = [self.binary, "bundle", self.database(self.statements), "--output", path, "--force", "--quiet"]
        run_quietly([*command, "--profile", self.profile()])
        return path

    # MARK: - What the peers need

    @staticmethod
    def profile():
        """A profile that has everything, in every format: what the peers write."""
        path = WORK / "everything.json5"
        formats = ["csv", "excel", "jsonld", "ndjson", "nquads", "rdfxml", "turtle"]
        path.write_text(json.dumps({"title": "Everything", "audience": "sealed", "formats": formats}))
        return path

    def python(self):
        """The interpreter that has the peers, with exactly the versions that are asked for."""
        python, wanted, there = VENV / "bin/python", PEERS / "requirements.txt", VENV / "requirements.txt"
        if not there.exists() or not filecmp.cmp(wanted, there, shallow=False):
            say(f"making {VENV.name}")
            remove(VENV)
            run_quietly([sys.executable, "-m", "venv", VENV])
            run_quietly([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted])
            shutil.copy(wanted, there)
        return python

    @staticmethod
    def program(name, *libraries):
        """A peer that is written in C."""
        program = WORK / name
        flags = capture(["pkg-config", "--cflags", "--libs", *libraries]).split()
        run_quietly(["cc", "-O2", "-pthread", PEERS / f"{name}.c", "-o", program, *flags])
        return program


def free_memory():
    """The bytes that files in memory may take; they are in use as the processes' own memory is."""
    available = Path("/proc/meminfo")
    if not MEMORY.is_dir() or not available.exists():
        return 0
    lines = dict(line.split(":", 1) for line in available.read_text().splitlines())
    return min(shutil.disk_usage(MEMORY).free, int(lines["MemAvailable"].split()[0]) * 1024)


def load(path, exported):
    """Loads a CSV export into a database, all columns as text; gives the number of rows of each table."""
    connection, rows = sqlite3.connect(path), {}
    for file in sorted(exported.rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as text:
            reader = csv.reader(text)
            names = next(reader)
            columns = ", ".join(f'"{name}" TEXT' for name in names)
            connection.execute(f'CREATE TABLE "{file.stem}" ({columns})')
            cells = ([cell or None for cell in row] for row in reader)
            connection.executemany(f'INSERT INTO "{file.stem}" VALUES ({", ".join("?" * len(names))})', cells)
        rows[file.stem] = connection.execute(f'SELECT count(*) FROM "{file.stem}"').fetchone()[0]
    connection.commit()
    connection.close()
    return rows


def same_lines(ours, theirs, what):
    """Fails where two files differ in more than the order of their lines; gives the number of lines."""
    for path in (ours, theirs):
        run_quietly(["sort", "--output", path, path], env=os.environ | {"LC_ALL": "C"})
    if not filecmp.cmp(ours, theirs, shallow=False):
        difference = subprocess.run(["comm", "-3", ours, theirs], capture_output=True, env=os.environ | {"LC_ALL": "C"})
        fail(f"{what} are not ours:\n{difference.stdout.decode(errors='replace')[:2000]}")
    with ours.open("rb") as file:
        return sum(1 for _ in file)
