"""Has bdbag unpack an archive into a folder and validate it in full, and prints the seconds.

    bdbag_validate.py ARCHIVE FOLDER
"""

import os
import sys
import time

archive, folder = sys.argv[1:]
# bdbag makes its configuration where the home is.
os.environ["HOME"] = folder
from bdbag import bdbag_api  # noqa: E402

start = time.perf_counter()
bdbag_api.validate_bag(bdbag_api.extract_bag(archive, output_path=folder))
print(time.perf_counter() - start)
