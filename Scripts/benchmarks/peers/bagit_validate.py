"""Validates a bag with bagit.py, and prints the seconds; what is packed is unpacked into a folder before, as people do.

    bagit_validate.py PROCESSES DIRECTORY
    bagit_validate.py PROCESSES ARCHIVE FOLDER

A zip is unpacked with unzip, anything else with tar.
"""

import subprocess
import sys
import time
from pathlib import Path

import bagit


def unpacked(archive, folder):
    """The one top folder of an archive."""
    unzip, untar = ["unzip", "-q", archive, "-d", folder], ["tar", "xf", archive, "-C", folder]
    subprocess.run(unzip if archive.suffix == ".zip" else untar, check=True)
    (top,) = folder.iterdir()
    return top


def main():
    processes, path, *folder = sys.argv[1:]
    start = time.perf_counter()
    directory = unpacked(Path(path), Path(*folder)) if folder else path
    bagit.Bag(str(directory)).validate(processes=int(processes))
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
