"""What is measured: a function a job."""

import os

from benchmarks.contenders import (
    SLOW, SLOWEST, bundle, chain, duckdb, on_one_core, ours, pigz, pyoxigraph, python, sqlite,
)
from benchmarks.contests import Contender, Contest, Job, Limit
from benchmarks.data import PEERS
from benchmarks.postgresql import postgresql_job
from benchmarks.verifying import BAG_JOBS, RELEASE_JOBS

FORMATS = ("csv", "excel", "jsonld", "ndjson", "nquads", "rdfxml", "turtle")
NO_DIGEST = ("--digest", "none")


def csv_job(bench):
    cores = os.cpu_count()
    return Job(
        "CSV from SQLite",
        contenders=[
            ours(bench, "caseexport", to="csv"),
            sqlite(bench, "sqlite3 -csv"),
            ours(bench, "caseexport --digest none", *NO_DIGEST, to="csv"),
            duckdb(bench, f"DuckDB COPY, {cores} threads", "csv", cores),
            ours(bench, "caseexport, one core", to="csv", one_core=True),
            sqlite(bench, "sqlite3 -csv, one core", one_core=True),
            ours(bench, "caseexport --digest none, one core", *NO_DIGEST, to="csv", one_core=True),
            duckdb(bench, "DuckDB COPY, one core", "csv", 1),
        ],
        contests=[
            Contest("caseexport", "sqlite3 -csv", 3),
            Contest("caseexport, one core", "sqlite3 -csv, one core", 2),
            Contest("caseexport", f"DuckDB COPY, {cores} threads", 1.5),
            Contest("caseexport, one core", "DuckDB COPY, one core"),
            Contest("caseexport --digest none", "sqlite3 -csv"),
            Contest("caseexport --digest none, one core", "sqlite3 -csv, one core"),
            Contest("caseexport --digest none", f"DuckDB COPY, {cores} threads"),
        ],
        limits=[Limit("caseexport", "peak_mib", 256)],
    )


def ndjson_job(bench):
    cores = os.cpu_count()
    return Job(
        "JSON lines from SQLite",
        contenders=[
            ours(bench, "caseexport", to="ndjson"),
            duckdb(bench, f"DuckDB COPY, {cores} threads", "json", cores),
            ours(bench, "caseexport, one core", to="ndjson", one_core=True),
            duckdb(bench, "DuckDB COPY, one core", "json", 1),
        ],
        contests=[
            Contest("caseexport", f"DuckDB COPY, {cores} threads", 1.5),
            Contest("caseexport, one core", "DuckDB COPY, one core"),
        ],
        limits=[Limit("caseexport", "peak_mib", 256)],
    )


def graph_job(bench, title, form, wanted, rivals):
    """A format of the graph beside pyoxigraph, and beside others: each a contender, the ratio wanted, on small data."""
    bench.agree()
    small = f"caseexport --digest none, {bench.small:,} statements"
    on_small = [ours(bench, small, *NO_DIGEST, to=form, statements=bench.small)] if any(r[2] for r in rivals) else []
    return Job(
        title,
        contenders=[
            ours(bench, "caseexport --digest none", *NO_DIGEST, to=form),
            pyoxigraph(bench, "pyoxigraph", form),
            ours(bench, "caseexport", to=form),
            ours(bench, "caseexport --digest none, one core", *NO_DIGEST, to=form, one_core=True),
            *on_small,
            *(rival for rival, _, _ in rivals),
        ],
        contests=[
            Contest("caseexport --digest none", "pyoxigraph", wanted),
            *(Contest(small if on else "caseexport --digest none", rival.name, least) for rival, least, on in rivals),
            Contest("caseexport --digest none, one core", "pyoxigraph"),
            Contest("caseexport", "pyoxigraph"),
        ],
        limits=[Limit("caseexport", "peak_mib", 256)],
    )


def nquads_job(bench):
    name = f"pyoxigraph, canonicalized, {bench.small:,} statements"
    canonical = pyoxigraph(bench, name, "canonical", statements=bench.small)
    return graph_job(bench, "Canonical N-Quads from SQLite", "nquads", 12, [(canonical, 40, True)])


def rdfxml_job(bench):
    name = f"RDFLib, {bench.small:,} statements"
    rdflib = python(bench, name, "rdflib_export.py", statements=bench.small, runs=SLOWEST)
    return graph_job(bench, "RDF/XML from SQLite", "rdfxml", 20, [(rdflib, 250, True)])


def jsonld_job(bench):
    orjson = python(bench, "orjson, node objects", "orjson_export.py")
    return graph_job(bench, "JSON-LD from SQLite", "jsonld", 20, [(orjson, 6, False)])


def turtle_job(bench):
    return graph_job(bench, "Turtle from SQLite", "turtle", 15, [])


def formats_job(bench):
    together, one_core = "caseexport, all formats", "caseexport, all formats, one core"
    singly = {form: f"caseexport --to {form}" for form in FORMATS}
    in_sum = f"the {len(FORMATS)} formats singly, in sum"
    everything = ",".join(FORMATS)
    return Job(
        "All formats from SQLite in one pass, without digests",
        contenders=[
            ours(bench, together, *NO_DIGEST, "--verbose", to=everything),
            ours(bench, one_core, *NO_DIGEST, "--verbose", to=everything, one_core=True),
            *(ours(bench, name, *NO_DIGEST, to=form) for form, name in singly.items()),
        ],
        contests=[Contest(together, in_sum)],
        limits=[Limit(together, "times_encoding", 1.6), Limit(together, "peak_mib", 256)],
        sums={in_sum: list(singly.values())},
    )


def read_job(bench):
    """Reading quads only; the hash adds the sort and SHA-256, which no peer does."""
    document, quads, rows = bench.reading(), "caseexport graph --count", bench.rows()
    reader = [bench.python(), PEERS / "pyoxigraph_read.py", document]
    return Job(
        f"Reading {document.stat().st_size / 1e6:,.0f} MB of RDF/XML",
        contenders=[
            Contender(quads, [bench.binary, "graph", "--count", document], rows=rows),
            Contender("pyoxigraph", reader, times_itself=True, rows=rows, runs=SLOW),
            Contender("libxml2, SAX without handlers", [bench.program("sax", "libxml-2.0"), document], rows=rows),
            Contender(f"{quads}, one core", on_one_core([bench.binary, "graph", "--count", document]), rows=rows),
            Contender("caseexport graph --hash", [bench.binary, "graph", "--hash", document], rows=rows, runs=SLOW),
        ],
        contests=[
            Contest(quads, "pyoxigraph", 2),
            Contest(quads, "libxml2, SAX without handlers", 0.5),
            Contest(f"{quads}, one core", "libxml2, SAX without handlers"),
            Contest("caseexport graph --hash", "pyoxigraph"),
        ],
    )


def bundle_job(bench):
    """Everything at once: check, all formats, hashes, bag, zip at level 6."""
    bench.agree()
    rival = "sqlite3, orjson, pyoxigraph, bagit.py, zip -6"
    return Job(
        "Bundle: all formats in a bag in a zip at level 6, from SQLite",
        contenders=[
            bundle(bench, "caseexport bundle", ".zip"),
            chain(bench, rival),
            bundle(bench, "caseexport bundle, one core", ".zip", one_core=True),
            bundle(bench, "caseexport bundle --level 1", ".zip", "--level", "1"),
            bundle(bench, "caseexport bundle into a directory", ""),
        ],
        contests=[
            Contest("caseexport bundle", rival, 4),
            Contest("caseexport bundle, one core", rival),
            Contest("caseexport bundle --level 1", rival),
        ],
        limits=[Limit("caseexport bundle", "peak_mib", 256)],
    )


def compress_job(bench):
    """Ours reads, checks, encodes and hashes besides; pigz compresses the tar archive that we would make."""
    cores = os.cpu_count()
    rival, rival_alone = f"pigz -6, {cores} threads", "pigz -6, one core"
    return Job(
        "Compressing a bundle at level 6 into a tar.gz",
        contenders=[
            bundle(bench, "caseexport bundle", ".tar.gz"),
            pigz(bench, rival, cores),
            bundle(bench, "caseexport bundle, not compressed", ".tar"),
            bundle(bench, "caseexport bundle, one core", ".tar.gz", one_core=True),
            pigz(bench, rival_alone, 1),
        ],
        contests=[
            Contest("caseexport bundle", rival, 1),
            Contest("caseexport bundle, one core", rival_alone),
            Contest("caseexport bundle", rival, 0.99, figure="output_bytes"),
        ],
        limits=[Limit("caseexport bundle", "peak_mib", 256)],
    )


def memory_job(bench):
    contenders = [
        ours(bench, f"caseexport, {form}, {size:,} statements", to=formats, statements=size)
        for form, formats in (("csv", "csv"), ("all formats", ",".join(FORMATS)))
        for size in (bench.statements, 5 * bench.statements)
    ]
    limits = [Limit(contender.name, "peak_mib", 256) for contender in contenders]
    return Job("Peak memory of an export", contenders, limits=limits, runs=3)


def check_job(bench):
    name = "caseexport check"
    check = ours(bench, name, "check", bench.database(bench.statements))
    check.rows = bench.rows()
    return Job("Checking", [check], limits=[Limit(name, "peak_mib", 256)])


def start_job(bench):
    name = "caseexport --version"
    return Job("Starting", [ours(bench, name, "--version")], limits=[Limit(name, "mean_s", 0.020)], runs=20)


JOBS = {
    "csv": csv_job, "ndjson": ndjson_job, "nquads": nquads_job, "rdfxml": rdfxml_job, "jsonld": jsonld_job,
    "turtle": turtle_job, "formats": formats_job, "read": read_job, "bundle": bundle_job,
    "compress": compress_job, "memory": memory_job, "check": check_job,
    "start": start_job, "postgresql": postgresql_job,
} | BAG_JOBS | RELEASE_JOBS
