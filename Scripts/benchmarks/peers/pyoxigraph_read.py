"""Parses RDF/XML with pyoxigraph and counts its quads; prints their number, and how many seconds that took.

    pyoxigraph_read.py FILE
"""

import sys
import time

from pyoxigraph import RdfFormat, parse

start = time.perf_counter()
count = sum(1 for _ in parse(path=sys.argv[1], format=RdfFormat.RDF_XML))
print(count, time.perf_counter() - start)
