"""Releases with documents that mislead or exhaust whoever reads them; their digests are right."""
import hashlib
import shutil

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))


def write(folder, release):
    for name, path, data, codes in [
        ("entity-bomb-premis", "metadata/premis.xml",
         b'<?xml version="1.0"?><!DOCTYPE premis [' + LAUGHS + b']><premis>&l9;</premis>', []),
        ("outside-entity-premis", "metadata/premis.xml",
         b'<?xml version="1.0"?><!DOCTYPE premis [<!ENTITY x SYSTEM "file:///etc/passwd">]><premis>&x;</premis>', []),
        ("entity-bomb-rdf", "data/rdf/dataset.rdf",
         b'<?xml version="1.0"?><!DOCTYPE r [' + LAUGHS + b']><rdf:RDF xmlns:rdf='
         b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://example.org/"><rdf:value>'
         b'&l9;</rdf:value></rdf:Description></rdf:RDF>', ["format-syntax"]),
        ("nested-rdf", "data/rdf/dataset.rdf", b"<a>" * 1000000, ["format-syntax"]),
        ("nested-jsonld", "data/jsonld/dataset.jsonld", b"[" * 1000000, ["format-syntax"]),
        ("nested-csvw", "data/csv/csv-metadata.json", b'{"tables":[' * 1000000, []),
        ("nested-quality", "metadata/quality.json", b'{"a":' * 1000000, ["limit-exceeded"]),
        ("nested-disclosure", "metadata/disclosure.json", b'{"a":' * 300000, ["format-syntax"]),
        ("nested-crate", "data/ro-crate-metadata.json", b'{"@graph":[' * 1000000, ["crate-syntax"]),
        ("far-context", "data/jsonld/dataset.jsonld",
         b'{"@context":"http://169.254.169.254/context","@graph":[]}', ["format-syntax"]),
        ("endless-cell", "data/csv/persons.csv", b'id\r\n"' + b"x" * (64 << 20), ["format-syntax"]),
    ]:
        if not (release / path).exists():
            continue
        case = "release-" + name
        root = folder.path / case
        shutil.copytree(release, root)
        (root / path).write_bytes(data)
        repair(root)
        folder.expect(case, *codes, exit=1, arguments=["--deep"])


def repair(root):
    """Makes the manifests agree with the files again, as whoever made them could."""
    for signature in root.glob("*.sig"):
        signature.unlink()
    for name in ["manifest-sha512.txt", "tagmanifest-sha512.txt"]:
        paths = [line.split("  ", 1)[1] for line in (root / name).read_text().splitlines()]
        (root / name).write_text("".join(
            f"{hashlib.sha512((root / path).read_bytes()).hexdigest()}  {path}\n"
            for path in paths if (root / path).exists()))
