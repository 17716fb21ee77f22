"""Canonical N-Quads lines (RDFC-1.0, appendix A), written from what readers hand over.

Readers are compared by these lines and not by graphs in memory, since graphs hide differences: pyoxigraph lower-cases
language tags, and RDFLib takes "01" and "1" for equal.
"""

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

_ESCAPES = {code: f"\\u{code:04X}" for code in [*range(0x20), 0x7F, 0xFFFE, 0xFFFF]}
_ESCAPES |= {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 0x22: '\\"', 0x5C: "\\\\"}


def iri(text):
    return f"<{text}>"


def escaped(text):
    return text.translate(_ESCAPES)


def literal(text, datatype=None, language=None):
    """A literal; a language makes its datatype rdf:langString, which is not written."""
    quoted = '"' + escaped(text) + '"'
    if language:
        return f"{quoted}@{language}"
    return quoted if datatype in (None, "", XSD_STRING) else f"{quoted}^^<{datatype}>"


def line(subject, predicate, object):
    """A triple of terms that are written already, as the bytes of a line without its end."""
    return f"{subject} {predicate} {object} .".encode()


def first_differences(expected, actual, limit=3):
    """What two sets of lines do not share, a few of each."""
    messages = []
    for what, lines in (("is missing", expected - actual), ("is too much", actual - expected)):
        for entry in sorted(lines)[:limit]:
            messages.append(f"{entry.decode(errors='replace')[:400]!r} {what}")
        if len(lines) > limit:
            messages.append(f"… and {len(lines) - limit} more lines, each of which {what}")
    return messages
