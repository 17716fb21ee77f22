"""Those who take part: ours, and what people would use instead."""

import os

from benchmarks.contests import Contender
from benchmarks.data import ALL_FORMATS, ONE_FORMAT, PEERS, WORK

# How often a peer runs that takes about a minute, and one that takes more.
SLOW, SLOWEST = 3, 1


def on_one_core(command):
    return ["taskset", "-c", "0", *command]


def ours(bench, name, *arguments, to=None, statements=None, one_core=False):
    """Our command, exporting a database to a directory of its own if it is given formats."""
    if not to:
        return Contender(name, [bench.binary, *arguments])
    statements = statements or bench.statements
    output = bench.output(name, statements * (ALL_FORMATS if "," in to else ONE_FORMAT))
    command = [bench.binary, "export", bench.database(statements), "--to", to, "--output", output, *arguments]
    if one_core:
        command = on_one_core([*command, "--threads", "1"])
    return Contender(name, command, output, makes_output=True, rows=bench.rows(statements))


def bundle(bench, name, container, *arguments, one_core=False):
    """Our command, bundling the database into a container in a directory of its own."""
    output = bench.output(name, bench.statements * ALL_FORMATS)
    target = output / f"bundle{container}"
    profile = ("--profile", bench.profile())
    command = [bench.binary, "bundle", bench.database(bench.statements), "--output", target, *profile, *arguments]
    if one_core:
        command = on_one_core([*command, "--threads", "1"])
    return Contender(name, command, output, rows=bench.rows())


def chain(bench, name):
    """What people would chain for a bundle; see peers/bundle_chain.py."""
    output = bench.output(name, 2 * bench.statements * ALL_FORMATS)
    arguments = [bench.database(bench.statements), *bench.sqlite(bench.statements), output, str(os.cpu_count())]
    command = [bench.python(), PEERS / "bundle_chain.py", *arguments]
    return Contender(name, command, output, times_itself=True, rows=bench.rows(), runs=SLOWEST)


def pigz(bench, name, cores):
    """pigz at level 6 on the very tar archive that we make, written to a file."""
    output = bench.output(name, bench.statements * ALL_FORMATS)
    script, tar = 'exec pigz -6 -n -p "$1" <"$2" >"$3/bundle.tar.gz"', bench.release(".tar")
    command = ["sh", "-c", script, "sh", str(cores), tar, output]
    return Contender(name, on_one_core(command) if cores == 1 else command, output, rows=bench.rows())


def sqlite(bench, name, one_core=False):
    """`sqlite3 -csv`, one process, a file for each table."""
    output, script = bench.output(name, bench.statements * ONE_FORMAT), WORK / f"{bench.slug(name)}.sql"
    tables = "".join(f'.output "{output}/{table}.csv"\nSELECT * FROM "{table}";\n' for table in bench.tables())
    script.write_text(tables, encoding="utf-8")
    command = ["sqlite3", "-batch", "-csv", "-header", bench.database(bench.statements), f'.read "{script}"']
    return Contender(name, on_one_core(command) if one_core else command, output, rows=bench.rows())


def duckdb(bench, name, form, threads):
    output = bench.output(name, bench.statements * ONE_FORMAT)
    command = [bench.python(), PEERS / "duckdb_copy.py", bench.duckdb(), output, form, str(threads)]
    command = on_one_core(command) if threads == 1 else command
    return Contender(name, command, output, times_itself=True, rows=bench.rows())


def python(bench, name, script, *arguments, statements=None, runs=SLOW):
    """A script of ours around a library, writing from the SQLite database that is made for peers."""
    statements = statements or bench.statements
    output = bench.output(name, statements * ONE_FORMAT)
    command = [bench.python(), PEERS / script, *bench.sqlite(statements), output, *arguments]
    return Contender(name, command, output, times_itself=True, rows=bench.rows(statements), runs=runs)


def pyoxigraph(bench, name, form, **options):
    return python(bench, name, "pyoxigraph_export.py", form, **options)
