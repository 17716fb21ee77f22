"""Holds Scripts/schedule against the programs that read such files: systemd-analyze, logrotate, and python-crontab.

usage: units.py FOLDER TOOL

TOOL is the program that stands where the files say caseexport is.

Exit status: 0 nothing found, 1 something is wrong.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = "/usr/local/bin/caseexport"


def run(*command, cwd=None):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).strip()


def takes(tool, words):
    """Whether the tool has such a command and such flags."""
    code, text = run(tool, words[0], "--help")
    flags = [word for word in words[1:] if word.startswith("-")]
    return code == 0 and f"USAGE: caseexport {words[0]} " in text and all(flag in text for flag in flags)


def units(folder, tool):
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for path in [*folder.glob("*.service"), *folder.glob("*.timer")]:
            text = path.read_text(encoding="utf-8")
            (scratch / path.name).write_text(text.replace(PROGRAM, str(tool)), encoding="utf-8")
        instances = [path.replace("@", "@cases") for path in sorted(path.name for path in scratch.iterdir())]
        code, words = run("systemd-analyze", "verify", "--man=no", *(f"./{name}" for name in instances), cwd=scratch)
        if code != 0 or words:
            found.append(f"systemd-analyze verify: exit {code}: {words}")
        # 0 is a service that can do nothing, 10 one that may do everything (in tenths).
        code, words = run(
            "systemd-analyze", "security", "--offline=true", "--threshold=20", "./caseexport@.service", cwd=scratch)
        if code != 0:
            found.append(f"systemd-analyze security: exit {code}: {words[-1500:]}")
    service = (folder / "caseexport@.service").read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=(.*)$", service, re.M)[1].replace("%i", "cases").split()
    if command != [PROGRAM, "run", "/etc/caseexport/cases.json5", "--quiet"] or not takes(tool, command[1:]):
        found.append(f"the service runs {command}")
    times = re.search(r"^OnCalendar=(.*)$", (folder / "caseexport@.timer").read_text(encoding="utf-8"), re.M)[1]
    code, words = run("systemd-analyze", "calendar", "--base-time=2026-11-21 12:00:00 UTC", times)
    if code != 0 or "2026-11-22 02:00:00 UTC" not in words:
        found.append(f"OnCalendar={times}: {words}")
    return found


def rotation(folder):
    with tempfile.TemporaryDirectory() as scratch:
        # The user of the file need not be there.
        text = (folder / "caseexport.logrotate").read_text(encoding="utf-8").replace("caseexport caseexport", "root root")
        path = pathlib.Path(scratch) / "caseexport"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
        code, words = run("logrotate", "--debug", "--state", f"{scratch}/state", path)
    problems = [line for line in words.split("\n") if line.startswith("error") or "unknown option" in line]
    found = [f"logrotate: exit {code}: {words[-1500:]}"] if code != 0 or problems else []
    if "monthly (36 rotations)" not in words and "36 rotations" not in words:
        found.append(f"logrotate does not see 36 rotations: {words[-1500:]}")
    return found


def cron(folder, tool):
    from crontab import CronTab

    table = CronTab(tabfile=str(folder / "caseexport.cron"), user=False)
    jobs = [(job.user, str(job.slices), job.is_valid(), job.command) for job in table]
    if [job[:3] for job in jobs] != [("caseexport", "0 2 * * *", True)]:
        return [f"cron reads {jobs}"]
    command = jobs[0][3]
    # A percent sign would end a line of cron's.
    found = [f"cron cuts {command!r}"] if "%" in command else []
    first, _, rest = command.partition("; ")
    words = rest.partition(" >> ")[0].split()
    if first != "umask 027" or words[:4] != ["nice", "-n", "10", "caseexport"] or not takes(tool, words[4:]):
        found.append(f"cron runs {words}")
    return found


folder, tool = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
found = units(folder, tool) + rotation(folder) + cron(folder, tool)
for message in found:
    print("FOUND", message)
sys.exit(1 if found else 0)
