"""Writes archives that somebody could make to mislead or exhaust a program that verifies them.

    make.py FOLDER [--release BAG]

FOLDER/expected.json says of each what has to come of verifying it: an object with

    path        what is to be verified, from FOLDER; an absolute path is one of the system's
    codes       codes of findings that have to be among those reported
    exit        the exit code
    arguments   further arguments, where there are any
    input       what standard input is, from FOLDER

BAG is the folder of a whole release; some archives are made from it, and are left out without it.
"""
import argparse
import json
import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import directory_cases  # noqa: E402
import manifest_cases  # noqa: E402
import release_cases  # noqa: E402
import tar_cases  # noqa: E402
import zip_cases  # noqa: E402


class Folder:
    """Where archives are written, and what is expected of each."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        self.expected = {}

    def expect(self, name, *codes, exit=None, path=None, arguments=(), input=None):
        if name in self.expected:
            raise ValueError(f"{name} is there twice")
        case = {"path": path or name, "codes": list(codes), "exit": (1 if codes else 0) if exit is None else exit}
        if arguments:
            case["arguments"] = list(arguments)
        if input:
            case["input"] = input
        self.expected[name] = case

    def file(self, name, data, *codes, **expected):
        """Writes an archive; data may be an iterable of pieces."""
        with open(self.path / name, "wb") as file:
            for piece in [data] if isinstance(data, (bytes, bytearray)) else data:
                file.write(piece)
        self.expect(name, *codes, **expected)

    def tree(self, name, files, *codes, **expected):
        """Writes a directory from a table of paths and bytes, and gives its path."""
        root = os.fsencode(self.path / name)
        for path, data in files.items():
            full = os.path.join(root, path if isinstance(path, bytes) else path.encode())
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(data)
        self.expect(name, *codes, **expected)
        return self.path / name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--release")
    arguments = parser.parse_args()
    folder = Folder(arguments.folder)
    for cases in [zip_cases, tar_cases, manifest_cases, directory_cases]:
        cases.write(folder)
    if arguments.release:
        release_cases.write(folder, pathlib.Path(arguments.release))
    (folder.path / "expected.json").write_text(json.dumps(folder.expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
