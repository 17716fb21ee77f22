"""Runs public test suites on caseexport: run.py FOLDER…

Each suite has a module beside this file with `NAME`, `recognizes(folder)`, `run(folder, tool)`, which gives the tests as
(name, passed, detail), and `KNOWN`, the known failures: name and reason.
"""
import importlib
import os
import pathlib
import sys

from suite import Tool

HERE = pathlib.Path(__file__).resolve().parent
MODULES = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in ("run", "suite"))


def report(module, folder, tool):
    """Prints what came of a suite; whether that is as it should be."""
    name = getattr(module, "name_of", lambda folder: module.NAME)(folder)
    results = module.run(folder, tool)
    failed = {test: detail for test, passed, detail in results if not passed}
    print(f"{name}: {len(results) - len(failed)} of {len(results)}")
    known = {test: reason for test, reason in module.KNOWN.items() if test in {test for test, _, _ in results}}
    for test, detail in failed.items():
        print(f"  {'known' if test in known else 'FAILED'} {test}: {known.get(test, detail)}")
    mended = sorted(set(known) - set(failed))
    for test in mended:
        print(f"  FAILED {test}: it is listed as a known failure, and passes")
    return bool(results) and not mended and set(failed) <= set(known)


def main(folders):
    tool = Tool(os.environ.get("CASEEXPORT", HERE.parents[2] / ".build/release/caseexport"))
    modules = [importlib.import_module(name) for name in MODULES]
    good = True
    for folder in map(pathlib.Path, folders):
        module = next((module for module in modules if module.recognizes(folder)), None)
        if module is None:
            print(f"{folder}: no suite that is known here")
            good = False
        else:
            good = report(module, folder, tool) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main(sys.argv[1:]))
