"""Tar archives, and compressed ones, that mislead or exhaust."""
import struct
import zlib

from bag import bag
from tars import END, gzip, header, long_name, member, members, padded, pax, record, wrapped


def write(folder):
    whole = members(bag())
    folder.file("whole.tar", whole + END)
    folder.file("whole.tar.gz", gzip(whole + END))
    names(folder, whole)
    lengths(folder, whole)
    kinds(folder, whole)
    headers(folder, whole)
    extensions(folder, whole)
    compressed(folder, whole)


def both(folder, name, data, *codes, **expected):
    """As it is, and compressed: two readers see it."""
    folder.file(name + ".tar", data, *codes, **expected)
    folder.file(name + ".tar.gz", gzip(data, level=1), *codes, **expected)


def names(folder, whole):
    for name, path in [
        ("tar-traversal", "bag/../../evil.txt"), ("tar-absolute", "/etc/evil.txt"), ("tar-drive", "C:/evil.txt"),
        ("tar-unc", "//server/share/evil.txt"), ("tar-backslash", "bag\\..\\..\\evil.txt"),
    ]:
        both(folder, name, whole + member(path, b"evil") + END, "dangerous-path")
    evil = header("evil.txt", 4, prefix=b"bag/../..") + padded(b"evil")
    folder.file("tar-traversal-in-prefix.tar", whole + evil + END, "dangerous-path")
    both(folder, "tar-duplicate", whole + member("bag/data/a.txt", b"other\n") + END, "duplicate-member")
    inside = member("bag/data/a.txt/inside.txt", b"x")
    both(folder, "tar-file-as-folder", whole + inside + END, "archive-ambiguous")
    folder.file("tar-beside.tar", whole + member("other/a.txt", b"x") + END, "archive-layout")
    folder.file("tar-not-utf8.tar", whole + member(b"bag/data/\xff\xfe.txt", b"x") + END,
                "path-encoding", "unexpected-file")
    escape = member("bag/data/\x1b]0;title\x07\x1b[2J\r\n.txt", b"x")
    folder.file("tar-escape.tar", whole + escape + END, "unexpected-file", "unportable-name")


def lengths(folder, whole):
    """Paths longer than any system takes, and deeper than anybody nests; 900,000 bytes are below the limit of headers."""
    for name, path in [
        ("long-path", b"bag/data/" + b"n" * 5000), ("deep-path", b"bag/data/" + b"a/" * 300 + b"f"),
        ("very-deep-path", b"bag/data/" + b"a/" * 450000 + b"f"),
    ]:
        both(folder, name, whole + pax([(b"path", path)]) + member("bag/data/x", b"x") + END, "limit-exceeded")


def kinds(folder, whole):
    for name, kind, target, code in [
        ("tar-link", b"2", b"../../../etc/passwd", "link-in-package"),
        ("tar-link-absolute", b"2", b"/etc/passwd", "link-in-package"),
        ("tar-link-to-itself", b"2", b"odd", "link-in-package"),
        ("tar-hard-link", b"1", b"../../../etc/passwd", "link-in-package"),
        ("tar-hard-link-inside", b"1", b"bag/data/a.txt", "link-in-package"),
        ("tar-character-device", b"3", b"", "special-file"), ("tar-block-device", b"4", b"", "special-file"),
        ("tar-pipe", b"6", b"", "special-file"),
    ]:
        both(folder, name, whole + header("bag/data/odd", kind=kind, target=target) + END, code)
    # What is behind a link, for a program that follows it.
    through = header("bag/data/out", kind=b"2", target=b"/tmp") + member("bag/data/out/evil.txt", b"evil")
    both(folder, "tar-through-a-link", whole + through + END, "link-in-package", "unexpected-file")
    both(folder, "tar-unknown-kind", whole + header("bag/data/odd", kind=b"Z") + END, exit=1)
    both(folder, "tar-many-volumes", whole + header("bag/data/odd", kind=b"M") + END, exit=1)


def headers(folder, whole):
    good = whole + END
    both(folder, "tar-wrong-checksum", whole + header("bag/data/odd", checksum=1) + END, "archive-damaged")
    folder.file("tar-wrong-checksum-first.tar", header("bag/odd", checksum=1) + good, exit=1)
    both(folder, "tar-cut", whole[:-300], "archive-truncated")
    both(folder, "tar-cut-in-header", whole + header("bag/data/odd")[:300], "archive-truncated")
    both(folder, "tar-no-end", whole, exit=1)
    both(folder, "tar-bytes-behind", good + b"more" * 500, exit=1)
    # What stands behind the end is another archive for programs that pass over the end.
    both(folder, "tar-hidden-behind", good + member("bag/data/hidden.txt", b"x") + END, exit=1)
    for name, size, codes in [
        ("tar-negative-size", b"\xff" * 12, ["archive-damaged"]),
        ("tar-endless-size", b"\x80" + b"\0" * 3 + b"\x7f" + b"\xff" * 7, ["archive-damaged"]),
        ("tar-large-size", b"\x80" + b"\0" * 5 + b"\x10" + b"\0" * 5, []),
        ("tar-largest-octal-size", b"77777777777\0", []), ("tar-no-size", b"not a number", ["archive-damaged"]),
        ("tar-minus-size", b"-0000000001\0", ["archive-damaged"]),
    ]:
        both(folder, name, whole + header("bag/data/odd", size_field=size) + b"x" * 512 + END, *codes, exit=1)


def extensions(folder, whole):
    odd = member("bag/data/odd", b"x")
    both(folder, "pax-traversal", whole + pax([(b"path", b"bag/../../evil.txt")]) + odd + END, "dangerous-path")
    both(folder, "pax-nul-in-path", whole + pax([(b"path", b"bag/data/a\0b")]) + odd + END, exit=1)
    folder.file("pax-global-path.tar", pax([(b"path", b"bag/data/a.txt")], b"g") + whole + END, exit=1)
    # Two of one key: POSIX has the last count; others take the first.
    for key, values in [(b"path", [b"bag/data/x", b"bag/data/y"]), (b"size", [b"1", b"512"])]:
        twice = pax([(key, value) for value in values])
        both(folder, f"pax-{key.decode()}-twice", whole + twice + odd + END, exit=1)
    both(folder, "pax-size-differs", whole + pax([(b"size", b"0")]) + odd + END, exit=1)
    for name, value in [("negative", b"-1"), ("endless", b"9" * 40), ("odd", b"0x10"), ("empty", b"")]:
        both(folder, f"pax-size-{name}", whole + pax([(b"size", value)]) + odd + END, exit=1)
    for name, body in [
        ("pax-no-length", b"path=bag/data/x\n"), ("pax-length-beyond", b"9999 path=bag/data/x\n"),
        ("pax-length-zero", b"0 path=bag/data/x\n"), ("pax-endless-length", b"9" * 30 + b" path=bag/data/x\n"),
        ("pax-no-equals", record(b"path", b"x").replace(b"=", b" ")),
    ]:
        both(folder, name, whole + member("pax", body, kind=b"x") + odd + END, "archive-damaged")
    huge = pax([(b"comment", b"x" * (64 << 20))])
    both(folder, "pax-huge", whole + huge + odd + END, "limit-exceeded")
    many = pax([(b"comment", b"x")] * 100000)
    folder.file("pax-many-records.tar", whole + many + odd + END, exit=1)
    both(folder, "pax-many-headers", whole + pax([(b"comment", b"x")]) * 20000 + odd + END, exit=1)
    # A header that says a size which is not there, so that nothing is preallocated by it.
    endless = header("pax", kind=b"x", size_field=b"77777777777\0")
    both(folder, "pax-endless", whole + endless + bytes(4096), exit=1)
    both(folder, "gnu-long-name-traversal", whole + long_name(b"bag/../../evil.txt") + odd + END, "dangerous-path")
    both(folder, "gnu-long-name-huge", whole + long_name(b"bag/data/" + b"x" * (64 << 20)) + odd + END,
         "limit-exceeded")
    both(folder, "gnu-long-name-and-nothing", whole + long_name(b"bag/data/x") + END, exit=1)
    both(folder, "gnu-sparse", whole + header("bag/data/odd", kind=b"S", magic=b"ustar  \0") + END,
         "archive-unsupported")
    sparse = pax([(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.name", b"bag/data/x"),
                  (b"GNU.sparse.realsize", b"1099511627776")])
    both(folder, "pax-sparse", whole + sparse + odd + END, "archive-unsupported")
    hundred_thousand = b"".join(member(f"bag/data/{n:06}") for n in range(100000))
    folder.file("tar-100000-empty-files.tar.gz", gzip(whole + hundred_thousand + END, level=1), "unexpected-file")


def compressed(folder, whole):
    good = whole + END
    packed = gzip(good)
    half = len(good) // 2 // 512 * 512
    folder.file("gzip-two-members.tar.gz", gzip(good[:half]) + gzip(good[half:]))
    folder.file("gzip-many-empty-members.tar.gz", gzip(b"") * 200000 + packed)
    folder.file("gzip-second-archive.tar.gz", packed + gzip(member("bag/data/hidden.txt", b"x") + END), exit=1)
    folder.file("gzip-bytes-behind.tar.gz", packed + b"more", exit=1)
    folder.file("gzip-zeros-behind.tar.gz", packed + bytes(512), exit=1)
    folder.file("gzip-cut.tar.gz", packed[:-6], "archive-truncated")
    folder.file("gzip-cut-early.tar.gz", packed[:60], "archive-truncated")
    folder.file("gzip-wrong-crc.tar.gz", gzip(good, crc=1), "crc-mismatch")
    folder.file("gzip-wrong-size.tar.gz", gzip(good, size=1), exit=1)
    folder.file("gzip-reserved-flags.tar.gz", gzip(good, flags=0x80), exit=1)
    folder.file("gzip-other-method.tar.gz", packed[:2] + b"\7" + packed[3:], exit=1)
    folder.file("gzip-broken-block.tar.gz", packed[:10] + b"\7\7\7\7" + packed[14:], exit=1)
    folder.file("gzip-in-gzip.tar.gz", gzip(packed), exit=1)
    endless_name = struct.pack("<BBBBIBB", 31, 139, 8, 8, 0, 0, 255) + b"x" * (64 << 20)
    folder.file("gzip-endless-name.tar.gz", endless_name, exit=1)
    folder.file("gzip-of-nothing.tar.gz", gzip(b""), exit=1)
    deflate, piece = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(1 << 20)
    head = whole + header("bag/data/zeros", 600 << 20)
    crc, parts = zlib.crc32(head), [deflate.compress(head)]
    for _ in range(600):
        parts.append(deflate.compress(piece))
        crc = zlib.crc32(piece, crc)
    parts += [deflate.compress(END), deflate.flush()]
    bomb = wrapped(b"".join(parts), zlib.crc32(END, crc), len(head) + (600 << 20) + len(END))
    folder.file("gzip-bomb.tar.gz", bomb, "limit-exceeded")
    folder.expect("gzip-bomb-streamed", "limit-exceeded", path="-", input="gzip-bomb.tar.gz")
    folder.expect("tar-traversal-streamed", "dangerous-path", path="-", input="tar-traversal.tar.gz")
