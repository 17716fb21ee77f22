"""Sixty nights of a scheduled job, played in minutes, over a dataset that is edited between them; and readers who look
at what is published all the time.

    nights.py --tool CASEEXPORT --folder EMPTY [--seed N]

Each night says what has to come of it: the exit code and the result. Ends with exit code 1 where anything came out
otherwise, where a reader found less than one whole release, or where the repository is not whole at the end.
"""
import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from dataset import Dataset, day, instant
from repository import Broken, released, state

RELEASED, UNCHANGED, REFUSED, UNFIT = (0, "released"), (0, "unchanged"), (1, "refused"), (65, "unfit")
NO_INPUT, CANNOT_WRITE, LOCKED = (66, "failed"), (73, "failed"), (75, "failed")


class Reader(threading.Thread):
    """Looks at `latest` again and again, as whoever downloads does."""

    def __init__(self, channel):
        super().__init__(daemon=True)
        self.channel, self.looks, self.seen, self.problems = channel, 0, [], []
        self.isEnding = False

    def run(self):
        while not self.isEnding:
            try:
                release = released(self.channel)
            except (Broken, OSError, ValueError, KeyError) as error:
                self.problems.append(f"{type(error).__name__}: {error}")
            else:
                if release and release not in self.seen[-1:]:
                    self.seen.append(release)
            self.looks += 1
            time.sleep(0.01)


class Nights:
    def __init__(self, tool, folder, seed):
        self.tool, self.folder = tool, Path(folder)
        self.random = random.Random(seed)
        self.repository = self.folder / "repository"
        self.path = self.folder / "cases.sqlite"
        self.job = self.folder / "job.json5"
        self.problems, self.story = [], []
        self.first = None

    def prepare(self):
        script = subprocess.run([self.tool, "schema", "--to", "sql"], capture_output=True, check=True, text=True).stdout
        self.data = Dataset(self.path)
        import sqlite3
        sqlite3.connect(self.path).executescript(script)
        self.data.fill()
        self.write_job(self.job, str(self.path))
        self.write_job(self.folder / "down.json5", "postgresql:///cases?host=" + str(self.folder) + "&connect_timeout=2")

    def write_job(self, path, dataset):
        path.write_text(json.dumps({
            "dataset": dataset, "repository": "repository", "profiles": ["public", "researcher"], "every": "1d",
            "retention": {"daily": 5, "weekly": 3, "monthly": 2}, "gates": {"maximumShrink": 0.2},
            "logOrigin": "example.org/cases/nights",
        }))

    # What a night does

    def command(self, night, *arguments, job=None):
        return [self.tool, "run", str(job or self.job), "--json", "--quiet", "--now", instant(night), *arguments]

    def run(self, night, expected, *arguments, job=None, limit=None):
        def confine():
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            self.command(night, *arguments, job=job), capture_output=True, text=True, timeout=120, preexec_fn=confine)
        try:
            report = json.loads(done.stdout)
        except ValueError:
            report = {"result": "no report", "message": done.stderr[-400:]}
        found = (done.returncode, report["result"])
        self.story.append(f"night {night}: {found[1]} ({found[0]}) {report.get('message', '')[:100]}")
        if found != expected:
            self.problems.append(f"night {night}: {expected} expected, {found} found: {report.get('message')} {done.stderr[-300:]}")
        return report

    def kill(self, night):
        """A run that is killed somewhere."""
        process = subprocess.Popen(
            self.command(night), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.random.uniform(0.02, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.story.append(f"night {night}: killed")

    def two(self, night):
        """Two runs at once: one of them has to say that the other is at work, or that nothing has changed."""
        runs = [
            subprocess.Popen(self.command(night), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(2)
        ]
        results = sorted((run.communicate()[0], run.returncode) for run in runs)
        found = sorted((code, json.loads(text)["result"]) for text, code in results)
        allowed = [[RELEASED, LOCKED], sorted([RELEASED, UNCHANGED])]
        self.story.append(f"night {night}: two at once, {found}")
        if found not in allowed:
            self.problems.append(f"night {night}: two runs at once came to {found}")

    def play(self):
        data, rule = self.data, "INSERT INTO access_rules (id, record_id, level, ground, until, on_expiry) VALUES "
        for night in range(60):
            before = state(self.repository) if self.repository.exists() else {}
            if night == 0:
                self.run(night, RELEASED)
                self.first = (self.repository / "public/log/checkpoint").read_bytes()
                (self.folder / "first.checkpoint").write_bytes(self.first)
                reader = Reader(self.repository / "public")
                reader.start()
                continue
            match night % 20:
                case 1:
                    self.run(night, UNCHANGED)
                case 2 | 11:
                    data.add(night=night)
                    self.run(night, RELEASED)
                case 3:
                    data.edit(f"UPDATE persons SET description = 'Corrected in night {night}' WHERE id = 'per_3'", night=night)
                    data.revise(night, "per_3", "correct", "NULL")
                    report = self.run(night, RELEASED)
                    changes = {change["table"]: change for change in report["channels"][0].get("changes", [])}
                    if changes.get("persons", {}).get("changed") != 1:
                        self.problems.append(f"night {night}: the change report says {changes.get('persons')}")
                case 4:
                    data.edit("UPDATE statements SET status = 'retracted', rank = 'deprecated' WHERE id = 'stm_4'", night=night)
                    data.edit(f"UPDATE statements SET note = 'Retracted in night {night}' WHERE id = 'stm_4'")
                    self.run(night, RELEASED)
                case 5:
                    data.edit(f"{rule} ('acc_{night}', 'per_{night}', 'sealed', 'court-order', NULL, 'review')", night=night)
                    self.run(night, RELEASED)
                case 6:
                    data.edit(f"{rule} ('acc_{night}', 'per_{night}', 'sealed', 'sub-judice', '{day(night)}', 'release')", night=night)
                    self.run(night, RELEASED)
                case 7:
                    # The embargo of the night before has ended, and nobody touched the dataset.
                    report = self.run(night, RELEASED)
                case 8:
                    if night == 8:
                        data.edit("ALTER TABLE persons ADD COLUMN nickname TEXT")
                        schema = json.loads(subprocess.run(
                            [self.tool, "schema", "--to", "csvw"], capture_output=True, check=True).stdout)
                        persons = next(table for table in schema["tables"] if "persons" in table["url"])
                        persons["tableSchema"]["columns"].append({
                            "name": "nickname", "titles": "nickname", "datatype": "string",
                            "propertyUrl": "https://example.org/cases/nights/terms#nickname"})
                        Path(f"{self.path}-metadata.json").write_text(json.dumps(schema))
                    else:
                        data.edit(f"UPDATE persons SET nickname = 'Nick {night}' WHERE id = 'per_8'", night=night)
                    self.run(night, RELEASED)
                case 9:
                    data.edit("CREATE TABLE kept AS SELECT * FROM citations", "CREATE TABLE held AS SELECT * FROM statements",
                              "DELETE FROM citations", "DELETE FROM statements")
                    self.run(night, REFUSED)
                    self.run(night, REFUSED)
                case 10:
                    data.edit("INSERT INTO statements SELECT * FROM held", "INSERT INTO citations SELECT * FROM kept",
                              "DROP TABLE kept", "DROP TABLE held")
                    self.run(night, UNCHANGED)
                case 12:
                    self.run(night, NO_INPUT, job=self.folder / "down.json5")
                    os.rename(self.path, f"{self.path}.away")
                    self.run(night, NO_INPUT)
                    os.rename(f"{self.path}.away", self.path)
                case 13:
                    data.add(night=night)
                    self.run(night, CANNOT_WRITE, limit=self.random.choice([1000, 30_000, 60_000]))
                case 14:
                    self.run(night, RELEASED)
                case 15:
                    data.add(night=night)
                    self.kill(night)
                    report = self.run(night, self.after_kill(before))
                case 16:
                    data.add(night=night)
                    self.two(night)
                case 17:
                    # Somebody forgot to say when the dataset was changed.
                    data.edit(f"UPDATE persons SET description = 'Silently in night {night}' WHERE id = 'per_9'")
                    self.run(night, RELEASED)
                case 18:
                    data.edit("INSERT INTO citations (id, statement_id, source_id, stance) VALUES ('cit_x', 'stm_nobody', 'src_1', 'supports')")
                    self.run(night, UNFIT)
                    data.edit("DELETE FROM citations WHERE id = 'cit_x'")
                case 19:
                    data.edit(*[f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} ORDER BY id DESC LIMIT 20)"
                                for table in ["citations"]])
                    data.edit("DELETE FROM statements WHERE id NOT IN (SELECT statement_id FROM citations)", night=night)
                    self.run(night, REFUSED)
                    self.run(night, RELEASED, "--accept", "the keeper removed what was entered twice")
                case 0:
                    data.add(night=night)
                    self.run(night, RELEASED)
        reader.isEnding = True
        reader.join()
        return reader

    def after_kill(self, before):
        """What the run after one that was killed comes to depends on whether that had published."""
        pending = (self.repository / "state/commit.json").exists()
        return UNCHANGED if pending or state(self.repository) != before else RELEASED

    # What is left at the end

    def check_whole(self):
        """That every release, the log since its first checkpoint, and the storage root verify."""
        arguments = [str(self.repository), "--since", str(self.folder / "first.checkpoint")]
        done = subprocess.run([self.tool, "verify", *arguments], capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            self.problems.append(f"verify: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-500:]}")
        self.story.append((done.stdout.splitlines() or [""])[-1])

    def check(self):
        self.check_whole()
        status = subprocess.run([self.tool, "status", str(self.repository), "--now", instant(59)], capture_output=True, text=True)
        if status.returncode != 0:
            self.problems.append(f"status: {status.stdout}")
        late = subprocess.run([self.tool, "status", str(self.repository), "--now", instant(62)], capture_output=True, text=True)
        if late.returncode != 1:
            self.problems.append(f"status three nights later: {late.returncode} {late.stdout}")
        left = [name for name in os.listdir(self.repository / "state/staging")]
        if left or (self.repository / "state/commit.json").exists():
            self.problems.append(f"left behind: {left}")
        versions = json.loads((self.repository / "public/versions.json").read_text())["releases"]
        pruned = [release for release in versions if release.get("pruned_at")]
        there = sorted(os.listdir(self.repository / "public/releases"))
        if sorted(release["id"] for release in versions if not release.get("pruned_at")) != there or not pruned:
            self.problems.append(f"{len(versions)} versions, {len(pruned)} pruned, {len(there)} there")
        self.story.append(f"{len(versions)} public releases, {len(pruned)} of them pruned")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    nights = Nights(os.path.abspath(options.tool), os.path.abspath(options.folder), options.seed)
    nights.prepare()
    reader = nights.play()
    nights.check()
    print("\n".join(nights.story))
    print(f"a reader looked {reader.looks} times and saw {len(reader.seen)} releases")
    problems = nights.problems + reader.problems[:10]
    if reader.looks < 60 or len(reader.seen) < 10:
        problems.append("the reader saw too little")
    for problem in problems:
        print("PROBLEM", problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
