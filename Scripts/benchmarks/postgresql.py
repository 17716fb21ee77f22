"""PostgreSQL beside psql: a server of the bench's own, with the generated data in it."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.contenders import on_one_core
from benchmarks.contests import Contender, Contest, Job, Limit
from benchmarks.data import MEMORY, ONE_FORMAT
from benchmarks.running import capture, fail, run_quietly, say

# A machine's own settings may be anything; these are those of a small server that has room for the data.
SETTINGS = {
    "listen_addresses": "", "fsync": "off", "shared_buffers": "256MB", "work_mem": "64MB",
    "max_wal_size": "4GB", "autovacuum": "off",
}


def programs():
    """The folder of the newest server that is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    if not folders and not found:
        fail("there is no PostgreSQL server here", "run Scripts/setup bench")
    return folders[-1] if folders else Path(found).parent


class Server:
    """A cluster on a Unix socket in a folder of its own, which goes with this process."""

    def __init__(self):
        room = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 8e9 else None
        self.folder = Path(tempfile.mkdtemp(prefix="caseexport-bench-postgresql-", dir=room))
        self.folder.chmod(0o755)
        user = []
        if os.geteuid() == 0:
            # A server does not run as root.
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            user = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        data = self.folder / "data"
        cluster = ["--username=bench", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        run_quietly([*user, programs() / "initdb", f"--pgdata={data}", *cluster], cwd=self.folder)
        settings = SETTINGS | {"unix_socket_directories": self.folder}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = (self.folder / "log").open("wb")
        command = [*user, programs() / "postgres", "-D", data, *flags]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
        atexit.register(self.stop)
        for _ in range(300):
            if subprocess.run([*self.psql("postgres"), "-c", ""], capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        fail(f"the server did not start:\n{(self.folder / 'log').read_text(errors='replace')}")

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, database):
        return ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "bench", database]

    def address(self, database):
        return f"postgresql:///{database}?host={self.folder}&user=bench"


def postgresql_job(bench):
    """Ours reads every column in order, and counts rows; psql reads the tables as they lie, and drops what it gets."""
    cores, server = os.cpu_count(), Server()
    say("filling PostgreSQL")
    run_quietly([*server.psql("postgres"), "-c", "CREATE DATABASE cases"])
    address = server.address("cases")
    run_quietly([bench.binary, "import", bench.database(bench.statements), "--into", address])
    run_quietly([*server.psql("cases"), "-c", "VACUUM ANALYZE"])
    tables = capture([*server.psql("cases"), "-At", "-c", "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"])
    copies = [part for table in tables.split() for part in ("-c", f"\\copy {table} to /dev/null")]
    rows, psql = bench.rows(), "psql \\copy to /dev/null"
    inspect, check = "caseexport inspect", "caseexport check"
    export = "caseexport export --to csv --digest none"
    output = bench.output(export, bench.statements * ONE_FORMAT)
    exporting = [bench.binary, "export", address, "--to", "csv", "--digest", "none", "--output", output]
    return Job(
        f"Reading PostgreSQL, server and client on {cores} cores",
        contenders=[
            Contender(inspect, [bench.binary, "inspect", address], rows=rows),
            Contender(psql, [*server.psql("cases"), *copies], rows=rows),
            Contender(check, [bench.binary, "check", address], rows=rows),
            Contender(export, exporting, output, makes_output=True, rows=rows),
            Contender(f"{inspect}, one core", on_one_core([bench.binary, "inspect", address]), rows=rows),
            Contender(f"{psql}, one core", on_one_core([*server.psql("cases"), *copies]), rows=rows),
        ],
        contests=[
            Contest(inspect, psql, 0.8),
            Contest(check, psql, 0.8),
            Contest(export, psql),
            Contest(f"{inspect}, one core", f"{psql}, one core"),
        ],
        limits=[Limit(check, "peak_mib", 256)],
    )
