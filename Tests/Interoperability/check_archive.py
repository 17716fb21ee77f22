"""Reads an archive with Python's zipfile or tarfile, and compares it with a folder that has the same files.

    check_archive.py ARCHIVE FOLDER INSTANT

INSTANT is the time of every entry of a tar archive, in seconds since 1970. What is wrong is said in lines that begin
with FOUND; the exit code is then 1.
"""
import pathlib
import sys
import tarfile
import zipfile


def zip_files(path, found):
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            found(f"{archive.testzip()} is damaged")
        for entry in archive.infolist():
            if entry.date_time != (1980, 1, 1, 0, 0, 0):
                found(f"{entry.filename} has the time {entry.date_time}")
            if entry.extra or entry.comment or entry.internal_attr:
                found(f"{entry.filename} has more than it needs")
            if entry.create_system != 3 or entry.external_attr != 0o100644 << 16:
                found(f"{entry.filename} has the attributes {entry.external_attr:o}")
            yield entry.filename, archive.read(entry)


def tar_files(path, instant, found):
    with tarfile.open(path) as archive:
        for entry in archive:
            owner = (entry.uid, entry.gid, entry.uname, entry.gname)
            if owner != (0, 0, "", "") or entry.mode != 0o644 or entry.mtime != instant or not entry.isreg():
                found(f"{entry.name} has {owner}, mode {entry.mode:o}, time {entry.mtime}, type {entry.type}")
            yield entry.name, archive.extractfile(entry).read()


def main(path, folder, instant):
    problems = []
    found = problems.append
    folder = pathlib.Path(folder)
    expected = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    names = []
    files = zip_files(path, found) if path.endswith(".zip") else tar_files(path, int(instant), found)
    for name, data in files:
        names.append(name)
        if expected.pop(name, None) != data:
            found(f"{name} has other bytes, or is not in the folder")
    if names != sorted(names, key=str.encode):
        found("the entries are not sorted by their bytes")
    for name in expected:
        found(f"{name} is missing")
    for problem in problems:
        print("FOUND", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
