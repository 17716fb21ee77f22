"""The Library of Congress's BagIt conformance suite: each bag as a directory, and in zip, tar and tar.gz archives.

Where a manifest leads out of its bag, a file is planted there and its digest put into the copy of the manifest, so that
who follows the path finds nothing wrong. Two bags whose warning is about a file that the suite lost (one of two names
that differ in case, and .DS_Store) are taken with that file put back, and without it have to be incomplete.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import zipfile

from suite import in_parallel

NAME = "bagit"
KNOWN = {}
VERSIONS = ["v0.93", "v0.94", "v0.95", "v0.96", "v0.97", "v1.0"]

# What has to be among the codes of the findings.
CODES = {
    "baginfo-missing-encoding": "bag-declaration",
    "bom-in-bagit.txt": "bag-declaration",
    "corrupt-data-file": "altered-file",
    "corrupt-tag-file": "altered-file",
    "extra-file-in-bag": "unexpected-file",
    "invalid-version-number": "bag-declaration",
    "missing-baginfo": "missing-file",
    "missing-bagit.txt": "bag-declaration",
    "same-filename-listed-twice-with-different-hashes": "manifest-duplicate",
    "bagit-with-invalid-whitespace": "bag-declaration",
    "notAllManifestsListAllFiles": "unexpected-file",
    "duplicate-file-with-different-case": "twin-paths",
    "made-with-md5sum-tools": "md5sum-line",
    "relative-path": "dotted-path",
    "same-filename-listed-twice-with-different-normalization": "unnormalized-path",
    "special-system-files": "system-file",
}
# What is missing in the suite, and stands in the manifests.
LOST = {"duplicate-file-with-different-case": ("HELLO.txt", b"hello\n"), "special-system-files": (".DS_Store", b"")}
BAIT = b"what a path that leads out of the bag finds\n"


def recognizes(folder):
    return (folder / "v0.97" / "linux-only").is_dir()


def expected_code(kind, name):
    if name.startswith("out-of-scope"):
        return "dangerous-path"
    if name == "same-filename-listed-twice-with-the-same-hash":
        return "manifest-repeats" if kind == "warning" else "manifest-duplicate"
    return CODES.get(name)


def cases(folder):
    for version in VERSIONS:
        for kind in sorted(path.name for path in (folder / version).iterdir()):
            for bag in sorted((folder / version / kind).iterdir()):
                yield version, kind, bag


def copy(bag, target):
    shutil.copytree(bag, target, symlinks=True)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    if bag.name in LOST:
        lost, content = LOST[bag.name]
        (target / "data" / lost).write_bytes(content)
    if bag.name == "duplicate-file-with-different-case":
        change(target, "bag-info.txt", lambda text: text.replace(b"6.1", b"12.2"))


def change(bag, name, edit):
    """Changes a tag file, and its digest in the tag manifests."""
    path = bag / name
    path.write_bytes(edit(path.read_bytes()))
    for manifest in bag.glob("tagmanifest-*.txt"):
        algorithm = manifest.stem.split("-")[1]
        digest = hashlib.new(algorithm, path.read_bytes()).hexdigest()
        lines = manifest.read_text().splitlines()
        lines = [f"{digest}  {name}" if line.split()[1] == name else line for line in lines]
        manifest.write_text("".join(line + "\n" for line in lines))


def plant(bag, home):
    """Puts a file where the bag's manifest leads to, if that can be done on this system."""
    digest = hashlib.md5(BAIT).hexdigest().encode()
    outside = {b"../../../README.md": bag / "../../../README.md", b"~/foo": home / "foo", b"/tmp/foo": home / "absolute"}
    lines = (bag / "manifest-md5.txt").read_bytes().splitlines()
    for index, line in enumerate(lines):
        _, path = line.split(None, 1)
        if path.startswith(b"data/"):
            continue
        if path in outside:
            outside[path].write_bytes(BAIT)
            path = os.fsencode(outside[path]) if path == b"/tmp/foo" else path
        elif b"\\" in path:
            # On a system without drives, what looks like a path of Windows is a file's name.
            (bag / os.fsdecode(path.replace(b"/", b"_"))).write_bytes(BAIT)
        lines[index] = digest + b"  " + path
    change(bag, "manifest-md5.txt", lambda _: b"\n".join(lines) + b"\n")


def pack(bag, target):
    if target.suffix == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(bag.rglob("*")):
                archive.write(path, f"{bag.name}/{path.relative_to(bag)}")
    else:
        with tarfile.open(target, "w:gz" if target.suffix == ".gz" else "w") as archive:
            archive.add(bag, bag.name)
    return target


def verify(tool, path, home=None):
    environment = os.environ | ({"HOME": str(home)} if home else {})
    command = [tool.path, "verify", "--json", str(path)]
    run = subprocess.run(command, capture_output=True, timeout=60, env=environment)
    if run.returncode not in (0, 1):
        return run.returncode, [], run.stderr.decode(errors="replace")
    return run.returncode, json.loads(run.stdout)["findings"], ""


def judge(kind, name, code, findings, words):
    codes = {finding["code"] for finding in findings}
    wanted = expected_code(kind, name)
    if code != (0 if kind in ("valid", "warning") else 1):
        return False, f"exit code {code}: {sorted(codes)} {words}"
    if wanted and wanted not in codes:
        return False, f"{wanted} is not among {sorted(codes)}"
    return True, ""


def run(folder, tool):
    def one(case):
        version, kind, bag = case
        results = []
        with tempfile.TemporaryDirectory() as scratch:
            # Three folders deep, so that what leads upwards stays in the scratch folder.
            home = pathlib.Path(scratch) / "a" / "b" / "c"
            home.mkdir(parents=True)
            target = home / bag.name
            copy(bag, target)
            if bag.name.startswith("out-of-scope"):
                plant(target, home)
            forms = [target, *(pack(target, home / f"{bag.name}{end}") for end in (".zip", ".tar", ".tar.gz"))]
            for path in forms:
                form = path.suffixes[-1] if path.is_file() else "directory"
                passed, detail = judge(kind, bag.name, *verify(tool, path, home))
                results.append((f"{version}/{kind}/{bag.name} ({form})", passed, detail))
        if bag.name in LOST:
            code, findings, _ = verify(tool, bag)
            missing = [finding for finding in findings if finding["code"] == "missing-file"]
            results.append((f"{version}/{kind}/{bag.name} as it is", code == 1 and len(missing) == 1, "not incomplete"))
        return results

    return [result for results in in_parallel(one, list(cases(folder))) for result in results]
