"""Writes tar archives header by header, so that each can be wrong (POSIX.1-2024, pax; GNU tar)."""
import struct
import zlib


def header(name, size=0, kind=b"0", target=b"", checksum=None, size_field=None, prefix=b"", magic=b"ustar\x0000"):
    """One header block; `size_field` is what stands for the size, 12 bytes."""
    name = name if isinstance(name, bytes) else name.encode()
    size_field = b"%011o\0" % size if size_field is None else size_field
    block = bytearray(struct.pack(
        "100s8s8s8s12s12s8sc100s8s32s32s8s8s155s12x", name[:100], b"0000644\0", b"0000000\0", b"0000000\0", size_field,
        b"00000000000\0", b" " * 8, kind, target[:100], magic, b"", b"", b"0000000\0", b"0000000\0", prefix))
    block[148:156] = b"%06o\0 " % (sum(block) if checksum is None else checksum)
    return bytes(block)


def padded(data):
    return data + bytes(-len(data) % 512)


def member(name, data=b"", **fields):
    return header(name, len(data), **fields) + padded(data)


def members(files, folder="bag/"):
    return b"".join(long_member(folder.encode() + (path if isinstance(path, bytes) else path.encode()), data)
                    for path, data in files.items())


def long_member(name, data):
    """With a pax record where the path has no room."""
    return member(name, data) if len(name) <= 100 else pax([(b"path", name)]) + member(name[:100], data)


def record(key, value):
    body = b" " + key + b"=" + value + b"\n"
    count = len(body)
    while len(str(count)) + len(body) != count:
        count = len(str(count)) + len(body)
    return str(count).encode() + body


def pax(records, kind=b"x"):
    return member("pax", b"".join(record(key, value) for key, value in records), kind=kind)


def long_name(name):
    return member("././@LongLink", name + b"\0", kind=b"L", magic=b"ustar  \0")


END = bytes(1024)


def gzip(data, flags=0, crc=None, size=None, level=6):
    """One gzip member (RFC 1952)."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    return wrapped(packed, zlib.crc32(data) if crc is None else crc, len(data) if size is None else size, flags)


def wrapped(packed, crc, size, flags=0):
    return (struct.pack("<BBBBIBB", 31, 139, 8, flags, 0, 0, 255) + packed
            + struct.pack("<II", crc, size & 0xFFFFFFFF))
