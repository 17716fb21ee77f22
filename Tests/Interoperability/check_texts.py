#!/usr/bin/env python3
"""Assert that texts come through every format as they were, character by character.

usage: check_texts.py write characters|random:SEED DATASET_DIR
       check_texts.py check characters|random:SEED EXPORT_DIR [READER…]

`write` makes a dataset of texts, and `check` expects to find them in an export of it, by readers named as for
check_graph.py. The texts of `characters` hold every code point that XML 1.0 has, in runs, each once and doubled; and
those that anything might treat in a way of its own also alone, first, last, and around the sixteenth byte, where the
tool's vectors end. The texts of `random` are seeded. They stand in `text`, `text lang` and `url` columns of two tables.

What is expected is worked out here and owes nothing to what the tool wrote.

Exit status: 0 as they were, 1 not.
"""

import contextlib
import json
import pathlib
import random
import sys
import time

from graph_lines import first_differences, iri, line, literal

BASE = "https://example.org/texts/"
ADDRESS = "https://example.org/ns#address"
XSD_URI = "http://www.w3.org/2001/XMLSchema#anyURI"

#: Column, property, and what kind of literal it is.
POSITIONS = {
    "persons": [
        ("name", "http://schema.org/name", "text"),
        ("description", "http://schema.org/description", "text lang"),
    ],
    "statements": [
        ("value", "http://www.w3.org/1999/02/22-rdf-syntax-ns#object", "text"),
        ("note", "http://schema.org/description", "text lang"),
        ("address", ADDRESS, "url"),
    ],
}

#: XML 1.0, section 2.2.
ALLOWED = [*map(chr, (9, 10, 13)), *map(chr, range(0x20, 0xD800)), *map(chr, range(0xE000, 0xFFFE))]
ALLOWED += map(chr, range(0x10000, 0x110000))
#: What the check takes for no part of an address.
NOT_IN_ADDRESS = {*(c for c in ALLOWED if c.isspace()), *'<>"{}|\\^`', "\x7f"}

#: ASCII, Latin, the first combining characters; white space, joiners and marks of direction; the limits of UTF-8's and
#: UTF-16's lengths; non-characters, byte order mark, specials; and both ends of every plane.
_RANGES = [(0, 0x310), (0x7FC, 0x804), (0x2000, 0x2070), (0x2FFC, 0x3004), (0xD7FC, 0xE004), (0xEFFC, 0xF004)]
_RANGES += [(0xFDD0, 0xFDF0), (0xFEFC, 0xFF00), (0xFFF0, 0xFFFE)]
_RANGES += [(plane + start, plane + end) for plane in range(0x10000, 0x110000, 0x10000) for start, end in ((0, 4), (0xFFFC, 0x10000))]
SPECIAL = [c for c in ALLOWED if any(start <= ord(c) < end for start, end in _RANGES)]
RUN = 900


def character_texts():
    for start in range(0, len(ALLOWED), RUN):
        run = ALLOWED[start : start + RUN]
        yield "".join(run)
        yield "".join(c + c for c in run)
    for c in SPECIAL:
        yield from (c, c + "x" + c + c + "y" + c, "x" * 15 + c + "y" * 15 + c)
    yield from (a + b for a in map(chr, (9, 10, 13, 32, 0x22, 0x23, 0x27, 0x2C, 0x5C)) for b in SPECIAL[:130])


def random_texts(seed):
    source = random.Random(seed)
    ascii = [c for c in SPECIAL if c < "\x80"]
    for _ in range(800):
        pools = source.choices([ascii, SPECIAL, ALLOWED, ["a", " "]], [4, 2, 1, 3], k=source.choice((1, 2, 3, 8, 40, 200)))
        yield "".join(source.choice(pool) for pool in pools)


def texts(what):
    if what == "characters":
        return character_texts()
    print(f"seed {what.removeprefix('random:')}")
    return random_texts(int(what.removeprefix("random:")))


def rows(what):
    """Table, key and cells of every row."""
    for number, text in enumerate(texts(what), start=1):
        yield "persons", f"per_{number}", {"name": text, "description": text}
        address = "x:" + "".join(c for c in text if c not in NOT_IN_ADDRESS)
        cells = {"value": text, "note": text}
        yield "statements", f"stm_{number}", cells | ({"address": address} if len(address) > 2 else {})


def write(what, folder):
    folder.mkdir()
    about = {"base": BASE, "title": "Texts", "language": "en", "publisher": "Nobody", "licence": "CC0-1.0"}
    (folder / "dataset.json").write_text(json.dumps(about))
    column = {"name": "address", "datatype": "anyURI", "propertyUrl": ADDRESS}
    metadata = {"tables": [{"url": "statements.csv", "tableSchema": {"columns": [column]}}]}
    (folder / "csv-metadata.json").write_text(json.dumps(metadata))
    source = {"id": "src_1", "kind": "web-page", "title": "Texts"}
    fixed = {"subject_id": "src_1", "property": "http://purl.org/dc/terms/rights", "rank": "normal"}
    fixed |= {"status": "unreviewed"}
    with contextlib.ExitStack() as stack:
        files = {
            name: stack.enter_context(open(folder / f"{name}.ndjson", "w", encoding="utf-8", newline="\n"))
            for name in [*POSITIONS, "sources", "citations"]
        }

        def add(table, row):
            files[table].write(json.dumps(row, ensure_ascii=False) + "\n")

        add("sources", source)
        for table, key, cells in rows(what):
            add(table, {"id": key} | (fixed if table == "statements" else {}) | cells)
            if table == "statements":
                citation = {"id": key.replace("stm", "cit"), "statement_id": key, "source_id": "src_1"}
                add("citations", citation | {"stance": "supports"})


def expected_lines(what):
    for table, key, cells in rows(what):
        for column, property, kind in POSITIONS[table]:
            if column in cells:
                language = "en" if kind == "text lang" else None
                value = literal(cells[column], XSD_URI if kind == "url" else None, language)
                yield line(iri(BASE + key), iri(property), value)


def concerns(entry):
    """Whether a line has one of the texts: its subject is of one of the tables, and its property of a column."""
    subject, predicate = entry.split(b" ", 2)[:2]
    table = SUBJECTS.get(subject[: len(BASE) + 4])
    return table is not None and predicate in table


SUBJECTS = {
    f"<{BASE}{prefix}".encode(): {iri(property).encode() for _, property, _ in POSITIONS[table]}
    for table, prefix in (("persons", "per"), ("statements", "stm"))
}


def check(what, folder, names):
    import graph_readers

    expected = set(expected_lines(what))
    found = []
    for (format, name), read in graph_readers.READERS.items():
        if names and not names & {format, name, f"{format}/{name}"}:
            continue
        started = time.monotonic()
        try:
            lines = {entry for entry in read(str(folder / graph_readers.FILES[format])) if concerns(entry)}
        except Exception as error:
            found.append(f"{format} by {name}: {type(error).__name__}: {str(error)[:1000]}")
            continue
        found += [f"{format} by {name}: {message}" for message in first_differences(expected, lines)]
        print(f"{format} by {name}: {len(lines)} texts, {time.monotonic() - started:.1f} s", flush=True)
    for message in found:
        print("FOUND", message)
    return 1 if found else 0


if __name__ == "__main__":
    action, what, folder = sys.argv[1:4]
    if action == "write":
        write(what, pathlib.Path(folder))
    else:
        sys.exit(check(what, pathlib.Path(folder), set(sys.argv[4:])))
