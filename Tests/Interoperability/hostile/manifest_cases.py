"""Bags whose own files mislead or exhaust."""
import hashlib
import zlib

from bag import DECLARATION, bag, line
from zips import Entry, archive, entries, entry

DIGEST = hashlib.sha256(b"").hexdigest().encode()


def write(folder):
    manifests(folder)
    fetch(folder)
    declarations(folder)
    lengths(folder)
    other_packages(folder)


def manifests(folder):
    for name, path, codes in [
        ("manifest-traversal", b"data/../../../etc/passwd", ["dangerous-path"]),
        ("manifest-out-of-the-payload", b"../a.txt", ["dangerous-path"]),
        ("manifest-absolute", b"/etc/passwd", ["dangerous-path"]), ("manifest-home", b"~/a.txt", ["dangerous-path"]),
        ("manifest-drive", b"C:\\a.txt", ["dangerous-path"]), ("manifest-unc", b"\\\\server\\a.txt", ["dangerous-path"]),
        ("manifest-device", b"\\\\?\\C:\\a.txt", ["dangerous-path"]),
        ("manifest-encoded-traversal", b"data/%2e%2e/%2e%2e/etc/passwd", ["missing-file"]),
        ("manifest-twice-encoded", b"data/a%250Ab", ["missing-file"]),
        ("manifest-nul", b"data/a\0b", []), ("manifest-escape", b"data/\x1b[2J\x1b]0;x\x07", ["missing-file"]),
        ("manifest-not-utf8", b"data/\xff\xfe", ["tag-encoding"]), ("manifest-folder", b"data/", []),
        ("manifest-no-path", b"", ["manifest-syntax"]), ("manifest-tag-file", b"bagit.txt", ["manifest-scope"]),
        ("manifest-again", b"data/a.txt", ["manifest-duplicate"]),
        ("manifest-wrong-case", b"data/A.TXT", ["manifest-duplicate"]),
    ]:
        expected = {"exit": 1} if not codes or name == "manifest-wrong-case" else {}
        codes = [] if name == "manifest-wrong-case" else codes
        folder.tree(name, bag(manifest=DIGEST + b"  " + path + b"\n"), *codes, **expected)
    odd = {"a\nb.txt": b"1", "a\rb.txt": b"2", "a%b.txt": b"3", "a%0Ab.txt": b"4"}
    encoded = b"".join(
        line("data/" + path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D"), data)
        for path, data in odd.items())
    files = bag({}, manifest=encoded)
    files.update(("data/" + path, data) for path, data in odd.items())
    # These are right: RFC 8493, section 2.1.3.
    folder.tree("manifest-encoded-names", files, "unportable-name", exit=0)
    folder.tree("manifest-short-digest", bag(manifest=b"abc  data/a.txt\n"), "manifest-syntax")
    folder.tree("manifest-no-digest", bag(manifest=b"z" * 64 + b"  data/a.txt\n"), "manifest-syntax")
    # Names that differ in case only, and as many others in the manifest; runs of marks that come in no order.
    def name(number):
        return "".join(c.upper() if number >> bit & 1 else c for bit, c in enumerate("abcdefghijklmnopqrst"))
    count = 20000
    twins = bag({name(number): b"" for number in range(count)},
                manifest=b"".join(line("data/" + name(count + number), b"") for number in range(count)))
    folder.file("manifest-twins.zip", archive(entries(twins)), "wrong-case", "missing-file", "twin-paths")
    marks = b"".join(line(f"data/{number}" + "\u0301\u0323" * 15000, b"") for number in range(50))
    folder.tree("manifest-marks", bag(manifest=marks), "missing-file")
    folder.tree("manifest-unknown", bag(tags={"manifest-crc32.txt": b"00  data/a.txt\n"}), "unknown-algorithm", exit=0)
    escape = "manifest-\x1b[2J.txt"
    folder.tree("manifest-escape-algorithm", bag(tags={escape: b"00  data/a.txt\n"}), "unknown-algorithm", exit=0)


def fetch(folder):
    listed = line("data/b.txt", b"b")
    for name, text, codes in [
        ("fetch-traversal", b"https://example.org/b 1 data/../../b.txt\n", ["dangerous-path"]),
        ("fetch-absolute", b"https://example.org/b 1 /etc/b.txt\n", ["dangerous-path"]),
        ("fetch-tag-file", b"https://example.org/b 1 bagit.txt\n", ["fetch-scope"]),
        ("fetch-file", b"file:///etc/passwd 1 data/b.txt\n", ["fetch-dangerous"]),
        ("fetch-file-upper-case", b"FILE:///etc/passwd 1 data/b.txt\n", ["fetch-dangerous"]),
        ("fetch-relative", b"../other/b.txt 1 data/b.txt\n", []),
        ("fetch-script", b"javascript:alert(1) 1 data/b.txt\n", ["fetch-dangerous"]),
        ("fetch-loopback", b"http://127.0.0.1/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-private", b"http://192.168.0.1/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-metadata-service", b"http://169.254.169.254/latest/ 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-loopback-v6", b"http://[::1]/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-mapped-v6", b"http://[::ffff:10.0.0.1]/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-localhost", b"http://localhost/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-number", b"http://2130706433/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-octal", b"http://0177.0.0.1/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-hexadecimal", b"http://0x7f.1/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-user", b"http://example.org@127.0.0.1/b 1 data/b.txt\n", ["fetch-address"]),
        ("fetch-backslash", b"http://example.org\\@127.0.0.1/b 1 data/b.txt\n", []),
        ("fetch-negative", b"https://example.org/b -5 data/b.txt\n", ["fetch-syntax"]),
        ("fetch-endless", b"https://example.org/b " + b"9" * 40 + b" data/b.txt\n", ["fetch-syntax"]),
        ("fetch-not-listed", b"https://example.org/b 1 data/c.txt\n", ["fetch-scope"]),
        ("fetch-escape", b"https://example.org/\x1b[2J 1 data/b.txt\n", []),
    ]:
        folder.tree(name, bag(manifest=listed, tags={"fetch.txt": text}), *codes, exit=1)


def declarations(folder):
    for name, text in [
        ("declaration-empty", b""), ("declaration-mark", b"\xef\xbb\xbf" + DECLARATION),
        ("declaration-one-line", b"BagIt-Version: 1.0\n"), ("declaration-swapped", b"\n".join(DECLARATION.split(b"\n")[1::-1])),
        ("declaration-huge", DECLARATION + b"x" * (1 << 20)),
        ("declaration-endless-version", DECLARATION.replace(b"1.0", b"9" * 400 + b".1")),
    ]:
        folder.tree(name, bag(declaration=text), "bag-declaration")
    unknown = DECLARATION.replace(b"UTF-8", b"\x1b[2JKLINGON")
    folder.tree("declaration-unknown-encoding", bag(declaration=unknown), exit=1)
    folder.tree("info-no-label", bag(tags={"bag-info.txt": b"no label\n"}), "bag-info-syntax")
    folder.tree("info-wrong-oxum", bag(tags={"bag-info.txt": b"Payload-Oxum: 1.1\n"}), "payload-oxum")
    for name, value in [("endless", b"9" * 40 + b"." + b"9" * 40), ("negative", b"-8.1"), ("no-number", b"many")]:
        folder.tree(f"info-{name}-oxum", bag(tags={"bag-info.txt": b"Payload-Oxum: " + value + b"\n"}), exit=1)
    folder.tree("info-not-utf8", bag(tags={"bag-info.txt": b"Contact-Name: \xff\n"}), "tag-encoding")


def lengths(folder):
    # A manifest of ten million lines; what repeats is compressed once.
    lines = b"".join(DIGEST + b"  data/%06d\n" % n for n in range(1000))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = deflate.compress(lines) + deflate.flush(zlib.Z_FULL_FLUSH)
    last, crc = deflate.flush(), 0
    for _ in range(10000):
        crc = zlib.crc32(lines, crc)
    manifest = Entry(b"bag/manifest-sha256.txt", piece * 10000 + last, 8, crc, len(lines) * 10000)
    rest = [e for e in entries(bag()) if e.name != manifest.name]
    folder.file("manifest-10000000-lines.zip", archive(rest + [manifest]), "limit-exceeded")
    # A hundred megabytes without a line's end, which take no room on the disk.
    for name, codes in [
        ("manifest-sha256.txt", []), ("tagmanifest-sha256.txt", []), ("bag-info.txt", []), ("bagit.txt", []),
        ("fetch.txt", []),
    ]:
        case = "endless-line-" + name.removesuffix(".txt")
        root = folder.tree(case, bag(), *codes, exit=1)
        with open(root / name, "wb") as file:
            file.write(DIGEST + b"  data/")
            file.truncate(100 << 20)
    long = b"x" * (100 << 20)
    member = entry("bag/manifest-sha512.txt", b"0" * 128 + b"  data/" + long, True)
    folder.file("endless-path.zip", archive(entries(bag()) + [member]), exit=1)
    folder.tree("long-path", bag(manifest=DIGEST + b"  data/" + b"x/" * 500000 + b"x\n"), "limit-exceeded")
    folder.tree("many-percents", bag(manifest=DIGEST + b"  data/" + b"%0A" * 300000 + b"\n"), "limit-exceeded")
    folder.tree("many-labels", bag(tags={"bag-info.txt": b"Contact-Name: x\n" * 500000}), exit=1)
    folder.tree("repeated-labels", bag(tags={"bag-info.txt": b"Bag-Size: x\n" * 50000}), "bag-info-repeated", exit=0)
    folder.tree("many-continued-lines", bag(tags={"bag-info.txt": b"Note: x\n" + b" y\n" * 2000000}), exit=1)
    marks = "e" + "\u0301" * 20000
    folder.tree("combining-marks", bag(manifest=DIGEST + b"  data/" + marks.encode() + b"\n"), "missing-file")
    folder.tree("percents", bag(manifest=DIGEST + b"  data/" + b"%0A" * 20000 + b"\n"), "missing-file")
    folder.tree("many-fetches", bag(tags={"fetch.txt": b"https://example.org/ 1 data/b\n" * 500000}), exit=1)
    marks = "e" + "\u0301" * 200000
    folder.tree("many-combining-marks", bag(manifest=DIGEST + b"  data/" + marks.encode() + b"\n"), "limit-exceeded")


def other_packages(folder):
    nested = b"[" * 1000000
    folder.tree("crate-endless-nesting", {"ro-crate-metadata.json": nested}, "crate-syntax")
    folder.tree("crate-endless-objects", {"ro-crate-metadata.json": b'{"@graph":' * 1000000}, "crate-syntax")
    folder.tree("bag-crate-endless-nesting", bag({"ro-crate-metadata.json": nested}), "crate-syntax",
                arguments=["--deep"])
    graph = (b'{"@context":"https://w3id.org/ro/crate/1.1/context","@graph":[{"@id":"ro-crate-metadata.json",'
             b'"@type":"CreativeWork","about":{"@id":"./"}},{"@id":"./","@type":"Dataset","hasPart":[%s]}%s]}')
    for name, path in [
        ("traversal", b"../../../etc/passwd"), ("absolute", b"/etc/passwd"),
        ("encoded", b"%2e%2e/%2e%2e/etc/passwd"),
    ]:
        part = b'{"@id":"%s"}' % path
        described = b',{"@id":"%s","@type":"File","name":"x"}' % path
        folder.tree(f"crate-{name}", {"ro-crate-metadata.json": graph % (part, described)}, exit=1)
    declaration = {"0=ocfl_object_1.0": b"ocfl_object_1.0\n"}
    for name, inventory in [
        ("endless-nesting", nested), ("no-object", b"[]"), ("empty", b""), ("not-utf8", b'{"id":"\xff"}'),
        ("endless-number", b'{"id":"x","head":' + b"9" * 1000000 + b"}"),
    ]:
        sidecar = hashlib.sha512(inventory).hexdigest().encode() + b" inventory.json\n"
        files = {**declaration, "inventory.json": inventory, "inventory.json.sha512": sidecar}
        folder.tree("ocfl-" + name, files, exit=1)
    inventory = (b'{"id":"x","type":"https://ocfl.io/1.0/spec/#inventory","digestAlgorithm":"sha512","head":"v1",'
                 b'"manifest":{"%s":["../../../etc/passwd"]},"versions":{"v1":{"created":"2020-01-01T00:00:00Z",'
                 b'"state":{"%s":["../../evil"]}}}}')
    inventory = inventory.replace(b"%s", hashlib.sha512(b"").hexdigest().encode())
    sidecar = hashlib.sha512(inventory).hexdigest().encode() + b" inventory.json\n"
    files = {**declaration, "inventory.json": inventory, "inventory.json.sha512": sidecar,
             "v1/inventory.json": inventory, "v1/inventory.json.sha512": sidecar}
    folder.tree("ocfl-traversal", files, exit=1)
