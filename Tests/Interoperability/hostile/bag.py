"""A small bag as a table of paths and bytes, to be spoiled."""
import hashlib

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def line(path, data):
    """A line of a manifest; the path may be bytes."""
    name = path if isinstance(path, bytes) else path.encode()
    return hashlib.sha256(data).hexdigest().encode() + b"  " + name + b"\n"


def bag(payload=None, manifest=b"", tags=None, declaration=DECLARATION):
    """The files of a whole bag.

    payload: path below data/ to bytes; manifest: further lines; tags: further tag files, or other bytes for some.
    """
    payload = {"a.txt": b"payload\n"} if payload is None else payload
    files = {"bagit.txt": declaration}
    files["manifest-sha256.txt"] = b"".join(line("data/" + p, d) for p, d in payload.items()) + manifest
    files.update(tags or {})
    files["tagmanifest-sha256.txt"] = b"".join(
        line(p, d) for p, d in files.items() if len(d) < 1 << 24 and not p.startswith("tagmanifest"))
    files.update(("data/" + p, d) for p, d in payload.items())
    return files
