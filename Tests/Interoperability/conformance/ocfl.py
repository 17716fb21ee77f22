"""The fixtures of OCFL 1.0 and 1.1 (https://github.com/OCFL/fixtures): each object as a directory, and in zip, tar and
tar.gz archives. A fixture is named after the codes that have to be among the findings.

Good objects have no findings, but that a digest algorithm of a fixity block is not computed.
"""
import json
import re
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

from suite import in_parallel

NAME = "ocfl"
KNOWN = {}
KINDS = ["good-objects", "warn-objects", "bad-objects"]


def recognizes(folder):
    return all((folder / "1.0" / kind).is_dir() for kind in KINDS)


def expected_codes(name):
    return {f"ocfl-{code.lower()}" for code in re.findall(r"[EW][0-9]{3}", name)}


def pack(item, target):
    """With a member for each folder, as archives mostly have it."""
    if target.suffix == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in [item, *sorted(item.rglob("*"))]:
                archive.write(path, path.relative_to(item.parent))
    else:
        with tarfile.open(target, "w:gz" if target.suffix == ".gz" else "w") as archive:
            archive.add(item, item.name)
    return target


def verify(tool, path):
    run = subprocess.run([tool.path, "verify", "--json", "--as", "ocfl-object", str(path)], capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return run.returncode, set(), run.stderr.decode(errors="replace")
    return run.returncode, {finding["code"] for finding in json.loads(run.stdout)["findings"]}, ""


def judge(kind, name, code, found, words):
    if code != (1 if kind == "bad-objects" else 0):
        return False, f"exit code {code}: {sorted(found)} {words}"
    missing = expected_codes(name) - found
    if missing:
        return False, f"{sorted(missing)} not among {sorted(found)}"
    more = found - {"unknown-algorithm"}
    return (False, f"findings {sorted(more)}") if kind == "good-objects" and more else (True, "")


def run(folder, tool):
    def one(case):
        version, kind, item = case
        results = []
        with tempfile.TemporaryDirectory() as scratch:
            packed = (pack(item, Path(scratch) / f"{item.name}{end}") for end in (".zip", ".tar", ".tar.gz"))
            for path in [item, *packed]:
                form = path.suffixes[-1] if path.is_file() else "directory"
                passed, detail = judge(kind, item.name, *verify(tool, path))
                results.append((f"{version}/{kind}/{item.name} ({form})", passed, detail))
        return results

    cases = [
        (version, kind, item)
        for version in ("1.0", "1.1") for kind in KINDS for item in sorted((folder / version / kind).iterdir())
    ]
    return [result for results in in_parallel(one, cases) for result in results]
