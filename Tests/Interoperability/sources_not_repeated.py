#!/usr/bin/env python3
"""Assert that a dataset takes over facts from its sources, and no sentences.

usage: sources_not_repeated.py DATASET_DIR SOURCES_DIR
       sources_not_repeated.py --self-test

Reads every text cell of every CSV file in DATASET_DIR, and every value of its
dataset.json, and reports each cell that

* repeats eight consecutive words of a file in SOURCES_DIR (`*.txt`), whatever
  their case and punctuation, or
* holds what looks like contact data: an e-mail address or a telephone number.

Exit status: 0 nothing found, 1 something found, 2 the check could not be made.
Needs Python 3 and its standard library.
"""

import csv
import json
import pathlib
import re
import sys
import tempfile
import unicodedata

WORDS = 8

# A word is a run of letters and digits. Apostrophes are dropped inside words
# ("coroner's" is one word, with either apostrophe), everything else separates.
APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc"))
WORD = re.compile(r"[^\W_]+")

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)+")
# Ten digits or more, led by + or 0, in groups parted by spaces, dots, hyphens
# or brackets. Dates have eight digits; intervals have a slash.
PHONE = re.compile(r"(?<![\w./-])\(?[+0](?:[ .()-]{0,2}\d){9,14}(?![\w/])")
CONTACT = {"an e-mail address": EMAIL, "a telephone number": PHONE}

# Cells that no person wrote as text: they may hold long runs of digits.
NOT_TEXT = {"id", "sha256", "byte_count", "updated", "at", "removed"}


def words(text):
    """The words of a text: lower case, compatibility forms, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES)
    return WORD.findall(plain.lower())


def runs(text):
    """Every run of WORDS consecutive words of a text."""
    found = words(text)
    return [tuple(found[i:i + WORDS]) for i in range(len(found) - WORDS + 1)]


def source_runs(directory):
    """A dictionary from each run of words in the sources to the file's name."""
    index = {}
    for path in sorted(directory.glob("*.txt")):
        for run in runs(path.read_text(encoding="utf-8")):
            index.setdefault(run, path.name)
    return index


def cells(directory):
    """Yield (table, row, column, text) for every text of the dataset."""
    description = directory / "dataset.json"
    if description.exists():
        values = json.loads(description.read_text(encoding="utf-8"))
        for key, value in values.items():
            yield "dataset", "1", key, value if isinstance(value, str) else json.dumps(value)
    for path in sorted(directory.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=1):
                if None in row:
                    raise ValueError(f"{path.name}, row {number}: more cells than the header has")
                for column, value in row.items():
                    if value and column not in NOT_TEXT:
                        yield path.stem, row.get("id") or str(number), column, value


def problems(dataset, sources):
    """All findings as lines of text, and the number of cells looked at."""
    index = source_runs(sources)
    if not index:
        raise OSError(f"no text of {WORDS} words or more in {sources}")
    found, looked_at = [], 0
    for table, row, column, text in cells(dataset):
        looked_at += 1
        place = f"{table}/{row}/{column}"
        for run in runs(text):
            if run in index:
                found.append(f"{place}: repeats {index[run]}: \"{' '.join(run)}\"")
                break
        for what, pattern in CONTACT.items():
            match = pattern.search(text)
            if match:
                found.append(f"{place}: looks like {what}: \"{match.group()}\"")
    if not looked_at:
        raise OSError(f"no dataset in {dataset}")
    return found, looked_at


def self_test():
    """Plant each kind of violation and see that it, and only it, is found."""
    sentence = "The clerk\u2019s cat sat quietly on the oldest red mat, near a door."
    harmless = "A cat was seen on the oldest red mat near, the door."
    cases = [
        (harmless, None),
        ("They say THE CLERKS cat - sat quietly; on the \"oldest\" red rug", "repeats"),
        ("cat sat quietly on the oldest red", None),       # seven words
        ("Between 2014-06-19/2015-09-30, file 0001.", None),
        ("Write to a.person+case@example.org please", "e-mail"),
        ("Ring 0123 456 7890 at noon", "telephone"),
        ("Ring +44 (0)123 456-7890 at noon", "telephone"),
    ]
    failures = 0
    for text, expected in cases:
        for where in ("csv", "json"):
            with tempfile.TemporaryDirectory() as folder:
                dataset, sources = pathlib.Path(folder, "d"), pathlib.Path(folder, "s")
                dataset.mkdir()
                sources.mkdir()
                (sources / "one.txt").write_text(sentence, encoding="utf-8")
                description = {"title": text if where == "json" else "Nothing"}
                (dataset / "dataset.json").write_text(json.dumps(description), encoding="utf-8")
                with (dataset / "events.csv").open("w", encoding="utf-8", newline="") as file:
                    rows = csv.writer(file, lineterminator="\n")
                    rows.writerow(["id", "title"])
                    rows.writerow(["evt_1", text if where == "csv" else "Nothing"])
                found, _ = problems(dataset, sources)
                good = (not found) if expected is None else (len(found) == 1 and expected in found[0])
                if not good:
                    failures += 1
                    print(f"self-test: {text!r} in {where}: expected {expected}, found {found}")
    if failures:
        return 1
    print(f"self-test: {len(cases)} texts in two places, all judged rightly")
    return 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        found, looked_at = problems(*map(pathlib.Path, arguments))
    except (OSError, UnicodeError, ValueError, csv.Error) as error:
        print(f"sources_not_repeated: {error}", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} findings in {looked_at} cells")
        return 1
    print(f"{looked_at} cells: none repeats {WORDS} words of a source, none holds contact data")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
