#!/usr/bin/env python3
"""Hold a storage root of OCFL, and the objects in it, against programs that other people wrote.

usage: check_ocfl.py ROOT [EXPECTED]

EXPECTED is a file of JSON: the path of each object's folder in the root, with an array of its versions; a version has
the path and the SHA-512 digest of each of its files. Without it, the last version of each object is looked at, as its
inventory has it.

ocfl-py validates the root and each object without an error or a warning, and takes each version out; bdrocfl reads the
objects and computes every digest again.

Exit status: 0 nothing found, 1 something is wrong.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import network_closed  # noqa: E402,F401

from bdrocfl import ocfl as bdrocfl  # noqa: E402

PROGRAMS = pathlib.Path(sys.executable).parent


def run(*command):
    done = subprocess.run(
        [sys.executable, *(str(part) for part in command)], capture_output=True, text=True, timeout=280)
    return done.returncode, (done.stdout + done.stderr).strip()


def validate(path):
    code, words = run(PROGRAMS / "ocfl-validate.py", path)
    complaints = [line for line in words.split("\n") if line.startswith("[")]
    if code == 0 and not complaints:
        return []
    return [f"ocfl-validate.py {path.name}: exit {code}: {' '.join(complaints) or words[-1500:]}"]


def extract(folder, number, state):
    with tempfile.TemporaryDirectory() as scratch:
        target = pathlib.Path(scratch) / "version"
        code, words = run(
            PROGRAMS / "ocfl-object.py", "extract", "--objdir", folder, "--objver", f"v{number}", "--dstdir", target)
        if code != 0:
            return [f"ocfl-object.py extract v{number}: exit {code}: {words[-1500:]}"]
        files = {str(path.relative_to(target)): hashlib.sha512(path.read_bytes()).hexdigest()
                 for path in target.rglob("*") if path.is_file()}
    return [] if files == state else [f"v{number} holds {sorted(files)}, and should hold {sorted(state)}"]


def opened(folder, scratch):
    """bdrocfl looks for an object at the place that its own layout has."""
    place = pathlib.Path(bdrocfl.object_path(scratch, "object"))
    place.parent.mkdir(parents=True)
    place.symlink_to(folder, target_is_directory=True)
    return bdrocfl.Object(scratch, "object", fallback_to_version_directory=False, deleted_ok=True)


def read_last(folder):
    state = last_state(folder)
    with tempfile.TemporaryDirectory() as scratch:
        one = opened(folder, scratch)
        try:
            bdrocfl.check_fixity(one)
        except bdrocfl.FixityError as problem:
            return [f"bdrocfl: {problem}"]
        return [] if sorted(one.filenames) == sorted(state) else [
            f"bdrocfl sees {sorted(one.filenames)}, and should see {sorted(state)}"]


def read(folder, versions):
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        one = opened(folder, scratch)
        try:
            bdrocfl.check_fixity(one)
        except bdrocfl.FixityError as problem:
            found.append(f"bdrocfl: {problem}")
        if sorted(one.filenames) != sorted(versions[-1]):
            found.append(f"bdrocfl sees {sorted(one.filenames)}, and should see {sorted(versions[-1])}")
        for number, state in enumerate(versions, 1):
            for path, digest in state.items():
                content = pathlib.Path(one.get_path_to_file(path, version=f"v{number}")).read_bytes()
                if hashlib.sha512(content).hexdigest() != digest:
                    found.append(f"bdrocfl reads other bytes of {path} in v{number}")
    return found


def last_state(folder):
    inventory = json.loads((folder / "inventory.json").read_text(encoding="utf-8"))
    state = inventory["versions"][inventory["head"]]["state"]
    return {path: digest for digest, paths in state.items() for path in paths}


root = pathlib.Path(sys.argv[1]).resolve()
found = validate(root)
if len(sys.argv) > 2:
    expected = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    for name, versions in expected.items():
        for number, state in enumerate(versions, 1):
            found += extract(root / name, number, state)
        found += validate(root / name) + read(root / name, versions)
else:
    objects = [path.parent for path in root.rglob("0=ocfl_object_1.*")]
    if not objects:
        found.append("there is no object")
    for folder in objects:
        found += validate(folder) + read_last(folder)
for message in found:
    print("FOUND", message)
sys.exit(1 if found else 0)
