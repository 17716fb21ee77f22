"""Zip archives that mislead or exhaust."""
import struct
import zlib

from bag import bag
from zips import UTF8, Entry, archive, deflated, end, end64, entries, entry, quoted_bomb, zeros

GIB = 1 << 30


def write(folder):
    whole = entries(bag())
    folder.file("whole.zip", archive(whole))
    names(folder, whole)
    headers(folder, whole)
    endings(folder, whole)
    bombs(folder, whole)


def names(folder, whole):
    for name, path in [
        ("zip-traversal", "bag/../../evil.txt"), ("zip-traversal-first", "../evil.txt"),
        ("zip-absolute", "/etc/evil.txt"), ("zip-drive", "C:/evil.txt"), ("zip-drive-relative", "C:evil.txt"),
        ("zip-unc", "//server/share/evil.txt"), ("zip-backslash", "bag\\..\\..\\evil.txt"),
        ("zip-unc-backslash", "\\\\server\\share\\evil.txt"), ("zip-nul", "bag/data/a.txt\0.jpg"),
        ("zip-dot", "bag/data/./a.txt"), ("zip-empty-name", ""),
    ]:
        folder.file(name + ".zip", archive(whole + [entry(path, b"evil")]), "dangerous-path")
    link = entry("bag/data/link", b"../../../etc/passwd", attributes=0o120777 << 16)
    folder.file("zip-link.zip", archive(whole + [link]), "link-in-package")
    folder.file("zip-device.zip", archive(whole + [entry("bag/data/tty", attributes=0o020666 << 16)]), "special-file")
    folder.file("zip-duplicate.zip", archive(whole + [entry("bag/data/a.txt", b"other\n")]), "duplicate-member")
    inside = entry("bag/data/a.txt/inside.txt", b"x")
    folder.file("zip-file-as-folder.zip", archive(whole + [inside]), "archive-ambiguous")
    folder.file("zip-beside.zip", archive(whole + [entry("other/a.txt", b"x")]), "archive-layout")
    # A name whose encoding nothing says (APPNOTE, appendix D): it is ü in one code page, and something else in others.
    files = bag({"ü.txt": b"x"})
    members = [entry(b"bag/data/\x81.txt", b"x", flags=0) if "data/" in path else entry("bag/" + path, data)
               for path, data in files.items()]
    folder.file("zip-code-page.zip", archive(members), "path-encoding", "missing-file", "unexpected-file")
    folder.file("zip-not-utf8.zip", archive(whole + [entry(b"bag/data/\xff\xfe.txt", b"x")]), "unexpected-file")
    # Info-ZIP's field of another name (4.6.9): programs that know it unpack another file.
    other = b"bag/data/b.txt"
    for name, value in [("zip-other-name", b"\1" + b"\0\0\0\0" + other), ("zip-unknown-extra", b"\1\2\3")]:
        field = struct.pack("<HH", 0x7075 if "other" in name else 0x9999, len(value)) + value
        members = whole[:-1] + [entry("bag/data/a.txt", b"payload\n", extra=field)]
        folder.file(name + ".zip", archive(members), *(["archive-ambiguous"] if "other" in name else []))
    escape = entry("bag/data/\x1b]0;title\x07\x1b[2J\r\n.txt", b"x")
    for name, path in [("long-path", "n" * 200 + "/"), ("deep-path", "a/")]:
        count = 25 if name == "long-path" else 250
        member = entry("bag/data/" + path * count + "f", b"x")
        folder.file(f"zip-{name}.zip", archive(whole + [member]), "limit-exceeded")
    folder.file("zip-escape.zip", archive(whole + [escape]), "unexpected-file", "unportable-name")
    twins = bag({"A.txt": b"x", "a.txt": b"x", "e\u0301.txt": b"x", "\u00e9.txt": b"x"})
    # They are different files, and the manifest lists all of them; only warnings.
    folder.file("zip-twins.zip", archive(entries(twins)), "twin-paths", exit=0)


def headers(folder, whole):
    rest, last = whole[:-1], whole[-1]

    def one(name, *codes, **fields):
        folder.file(name + ".zip", archive(rest + [entry("bag/data/a.txt", b"payload\n", **fields)]), *codes)

    one("zip-other-local-name", "archive-ambiguous", central={"name": b"bag/data/b.txt"})
    one("zip-other-local-size", "archive-ambiguous", central={"size": 9})
    one("zip-other-local-packed-size", "archive-ambiguous", central={"packed_size": 7})
    one("zip-other-local-crc", "archive-ambiguous", central={"crc": 1})
    one("zip-other-local-method", "archive-ambiguous", central={"method": 8})
    one("zip-other-local-flags", "archive-ambiguous", central={"flags": 0})
    one("zip-wrong-crc", "crc-mismatch", crc=1)
    one("zip-wrong-size", "archive-damaged", size=9)
    one("zip-encrypted", "archive-unsupported", flags=UTF8 | 1)
    one("zip-method", "archive-unsupported", method=99)
    one("zip-not-deflated", "archive-damaged", method=8)
    one("zip-on-another-disk", "archive-unsupported", central={"disk": 1})
    descriptors(folder, rest, last)
    # A Zip64 field that nothing asks for has to say what the header says.
    for name, size, codes in [("zip64-needless-field", 8, []), ("zip64-other-field", 9, ["archive-ambiguous"])]:
        extra = struct.pack("<HHQQ", 1, 16, size, 8)
        one(name, *codes, extra=extra)
        one(name + "-of-directory", *codes, central={"extra": extra})
    # A folder is its name.
    for name, fields, codes in [
        ("zip-folder", {}, []), ("zip-folder-deflated", {"packed": b"\3\0", "method": 8}, []),
        ("zip-folder-with-bytes", {"packed": b"hidden", "crc": zlib.crc32(b"hidden"), "size": 6}, ["archive-damaged"]),
        ("zip-folder-by-its-mode", {"name": b"bag/data", "packed": b"hidden", "size": 6, "attributes": 0o40755 << 16},
         ["archive-damaged"]),
        ("zip-folder-hiding-bytes", {"packed": b"hidden", "packed_size": 0, "size": 0}, ["archive-ambiguous"]),
    ]:
        member = Entry(**{"name": b"bag/data/", "packed": b"", **fields})
        folder.file(name + ".zip", archive(whole + [member]), *codes)
    packed = deflated(b"payload\n")
    for name, code, fields in [
        ("zip-expands-further", "archive-damaged", {"size": 3}), ("zip-expands-less", "archive-damaged", {"size": 9}),
    ]:
        member = Entry(b"bag/data/a.txt", packed, 8, last.crc, **fields)
        folder.file(name + ".zip", archive(rest + [member]), code)
    cut = Entry(b"bag/data/a.txt", packed[:-2], 8, last.crc, 8)
    folder.file("zip-deflate-cut.zip", archive(rest + [cut]), "archive-truncated")
    behind = Entry(b"bag/data/a.txt", packed + b"more", 8, last.crc, 8)
    folder.file("zip-deflate-behind.zip", archive(rest + [behind]), "archive-damaged")
    # Two entries of the directory for the same bytes, and one that begins in the middle of another's.
    same = entry("bag/data/b.txt", b"payload\n", offset=0)
    folder.file("zip-same-bytes.zip", archive(whole + [same]), "archive-ambiguous")
    inner = archive([entry("bag/data/b.txt", b"inner")])
    outer = archive(rest + [entry("bag/data/a.txt", inner)])
    offset = outer.index(inner)
    overlapping = archive(rest + [entry("bag/data/a.txt", inner), entry("bag/data/b.txt", b"inner", offset=offset)])
    folder.file("zip-overlapping.zip", overlapping, "archive-ambiguous")
    hidden = rest + [last, entry("bag/data/hidden.txt", b"x")]
    folder.file(
        "zip-hidden-member.zip",
        b"".join(m.local() + m.packed for m in hidden) + archive(whole)[sum(len(m.local()) + len(m.packed) for m in whole):],
        "archive-damaged")


def descriptors(folder, rest, last):
    """Sizes that follow the bytes (4.3.9): with a signature or none, of 32 or 64 bits; they have to be the directory's."""
    crc, packed = last.crc, len(last.packed)
    local = {"crc": 0, "size": 0, "packed_size": 0, "flags": UTF8 | 8}
    there = {"crc": crc, "size": 8, "packed_size": packed}
    for name, descriptor, codes in [
        ("plain", struct.pack("<III", crc, packed, 8), []),
        ("signed", struct.pack("<IIII", 0x08074B50, crc, packed, 8), []),
        ("long", struct.pack("<IQQ", crc, packed, 8), []),
        ("long-signed", struct.pack("<IIQQ", 0x08074B50, crc, packed, 8), []),
        ("other-crc", struct.pack("<IIII", 0x08074B50, crc ^ 1, packed, 8), ["archive-ambiguous"]),
        ("other-size", struct.pack("<IIII", 0x08074B50, crc, packed, 9), ["archive-ambiguous"]),
        ("other-packed-size", struct.pack("<IIII", 0x08074B50, crc, packed + 1, 8), ["archive-ambiguous"]),
        ("other-signature", struct.pack("<IIII", 0x4C495645, crc, packed, 8), ["archive-ambiguous"]),
        ("of-zeros", bytes(24), ["archive-ambiguous"]), ("none", b"", ["archive-ambiguous"]),
        ("gap", struct.pack("<III", crc, packed, 8) + bytes(3), ["archive-ambiguous"]),
    ]:
        member = Entry(last.name, last.packed, 8, descriptor=descriptor, central=there, **local)
        folder.file(f"zip-descriptor-{name}.zip", archive(rest + [member]), *codes)


def endings(folder, whole):
    good = archive(whole)
    folder.file("zip-bytes-before.zip", b"#!/bin/sh\n" + good, exit=1)
    folder.file("zip-bytes-before-shifted.zip", shifted(whole, b"MZ" + bytes(62)), "archive-unsupported")
    split = archive(whole, lambda n, size, offset: end(n, size, offset, disk=1))
    folder.file("zip-last-part.zip", split[100:], "archive-unsupported")
    folder.file("zip-first-part.z01", b"PK\7\x08" + good[:100], "archive-unsupported")
    # Which programs take for a zip archive by its first bytes, and look for the directory at its end.
    folder.file("zip-member-before-shifted.zip", shifted(whole, entry("x", b"x").local() + b"x"), "archive-ambiguous")
    folder.file("zip-bytes-behind.zip", good + b"more", "archive-damaged")
    folder.file("zip-cut.zip", good[:-30], "archive-truncated")
    folder.file("zip-head-only.zip", good[:40], "archive-truncated")
    folder.file("zip-no-directory.zip", good[:good.index(b"PK\1\2")], "archive-truncated")
    # A second end record in the comment: some readers take the first, others the last.
    decoy = end(0, 0, 0)
    folder.file("zip-two-ends.zip", archive(whole, lambda n, size, offset: end(n, size, offset, decoy)), exit=1)
    folder.file("zip-split.zip", archive(whole, lambda n, size, offset: end(n, size, offset, disk=1)),
                "archive-unsupported")
    folder.file("zip-too-few.zip", archive(whole, lambda n, size, offset: end(n - 1, size, offset)), "archive-damaged")
    folder.file("zip-too-many.zip", archive(whole, lambda n, size, offset: end(n + 1, size, offset)), "archive-damaged")
    folder.file("zip-65535-entries.zip", archive(whole, lambda n, size, offset: end(0xFFFF, size, offset)),
                "archive-damaged")
    for name, count, size, offset, codes in [
        ("zip64-whole", None, None, None, []),
        ("zip64-4294967295-entries", 0xFFFFFFFF, None, None, ["limit-exceeded"]),
        ("zip64-endless-entries", (1 << 64) - 1, None, None, ["archive-damaged"]),
        ("zip64-endless-directory", None, (1 << 63) - 1, None, ["archive-damaged"]),
        ("zip64-endless-offset", None, None, (1 << 63) - 1, ["archive-damaged"]),
        ("zip64-negative-offset", None, None, (1 << 64) - 1, ["archive-damaged"]),
    ]:
        def ending(n, length, start, count=count, size=size, offset=offset):
            return end64(n if count is None else count, length if size is None else size,
                         start if offset is None else offset, start + length)
        folder.file(name + ".zip", archive(whole, ending), *codes)
    start = good.index(b"PK\1\2")
    cut = good[:start] + end64(len(whole), 0, start, start)[30:]
    folder.file("zip64-cut.zip", cut, exit=1)
    folder.file("zip64-elsewhere.zip", archive(whole, lambda n, s, o: end64(n, s, o, GIB << 20)), exit=1)
    huge = entry("bag/data/a.txt", b"payload\n", packed_size=0xFFFFFFFF)
    folder.file("zip64-no-field.zip", archive(whole[:-1] + [huge]), exit=1)
    for name, length in [("zip64-short-field", 4), ("zip64-field-beyond", 60000)]:
        extra = struct.pack("<HH", 1, length) + b"\1\0\0\0"
        member = entry("bag/data/a.txt", b"payload\n", packed_size=0xFFFFFFFF, extra=extra)
        folder.file(name + ".zip", archive(whole[:-1] + [member]), exit=1)


def shifted(members, before):
    """Bytes before the first member, with all offsets right."""
    body, directory = bytearray(before), bytearray()
    for member in members:
        directory += member.directory(len(body))
        body += member.local() + member.packed
    return bytes(body + directory + end(len(members), len(directory), len(body)))


def bombs(folder, whole):
    packed, crc = zeros(300 << 20)
    bomb = Entry(b"bag/data/zeros", packed, 8, crc, 300 << 20)
    folder.file("zip-bomb.zip", archive(whole + [bomb]), "limit-exceeded")
    lying = Entry(b"bag/data/zeros", packed, 8, crc, 1 << 20)
    folder.file("zip-bomb-that-lies.zip", archive(whole + [lying]), "archive-damaged")
    manifest = Entry(b"bag/manifest-sha512.txt", packed, 8, crc, 300 << 20)
    folder.file("zip-manifest-bomb.zip", archive(whole + [manifest]), "limit-exceeded")
    # An archive in the payload is payload: it is not opened.
    folder.file("zip-in-zip.zip", archive(entries(bag({"inner.zip": archive(whole + [bomb])}))))
    folder.file("zip-quoted-bomb.zip", quoted_bomb([f"bag/data/{n:03}" for n in range(200)], 2 << 20),
                "archive-ambiguous", arguments=["--as", "bag"])
    kernel = Entry(b"bag/data/000", *[deflated(bytes(1 << 20)), 8, 0, 1 << 20])
    many = [kernel] + [Entry(b"bag/data/%06d" % n, b"", 8, 0, 1 << 20, offset=0) for n in range(1, 60000)]
    folder.file("zip-same-bytes-60000-times.zip", archive(many), "archive-ambiguous", arguments=["--as", "bag"])
