#!/usr/bin/env python3
"""Assert that the csvw package's own validator finds nothing wrong with a CSV export.

usage: check_csvw.py CSV_DIR

Exit status: 0 valid, 1 not.
"""

import pathlib
import subprocess
import sys

metadata = pathlib.Path(sys.argv[1]) / "csv-metadata.json"
validator = pathlib.Path(sys.executable).parent / "csvwvalidate"
# --lax: without it the validator takes every empty cell of a foreign key for an error.
run = subprocess.run([validator, "-v", "--lax", metadata], capture_output=True, text=True)
if run.returncode != 0 or "FAIL" in run.stdout:
    print("FOUND", run.stdout[-3000:], run.stderr[-3000:])
    sys.exit(1)
