#!/usr/bin/env python3
"""Assert that a CSV export is a valid Frictionless Data Package, bytes and digests included.

usage: check_data_package.py CSV_DIR

Exit status: 0 valid, 1 not.
"""

import hashlib
import json
import pathlib
import sys

import frictionless

folder = pathlib.Path(sys.argv[1])
found = []

# Paths in a descriptor are relative to it, and that is the only place they may lead to.
report = frictionless.validate(str(folder / "datapackage.json"))
if not report.valid:
    for task in report.tasks:
        found += [f"{task.name}: {error.message}" for error in task.errors[:5]]
    found += [error.message for error in report.errors[:5]]
names = {task.name for task in report.tasks}

# Frictionless checks digests of the algorithms it knows; that each is right is asserted here, whichever those are.
package = json.loads((folder / "datapackage.json").read_bytes())
for resource in package["resources"]:
    data = (folder / resource["path"]).read_bytes()
    algorithm, _, digest = resource["hash"].partition(":")
    if algorithm != "sha512" or hashlib.sha512(data).hexdigest() != digest:
        found.append(f"{resource['path']}: the digest is not that of the file")
    if len(data) != resource["bytes"]:
        found.append(f"{resource['path']}: {len(data)} bytes, not {resource['bytes']}")
    if resource["name"] not in names:
        found.append(f"{resource['name']}: was not validated")

files = {path.name for path in folder.glob("*.csv")}
described = {resource["path"] for resource in package["resources"]}
if files != described:
    found.append(f"files and resources differ: {sorted(files ^ described)}")

for message in found:
    print("FOUND", message)
sys.exit(1 if found else 0)
