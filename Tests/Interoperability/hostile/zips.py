"""Writes zip archives field by field, so that each can be wrong (PKWARE APPNOTE 6.3.10)."""
import dataclasses
import struct
import zlib

UTF8 = 1 << 11


def deflated(data, level=9):
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def zeros(count, level=9):
    """The deflated form of many zeros, made without having them all."""
    deflate, piece = zlib.compressobj(level, zlib.DEFLATED, -15), bytes(1 << 20)
    crc, packed = 0, []
    for _ in range(count >> 20):
        packed.append(deflate.compress(piece))
        crc = zlib.crc32(piece, crc)
    packed.append(deflate.flush())
    return b"".join(packed), crc


@dataclasses.dataclass
class Entry:
    name: bytes
    packed: bytes
    method: int = 0
    crc: int = 0
    size: int = 0
    flags: int = UTF8
    extra: bytes = b""
    attributes: int = 0o100644 << 16
    # What the central directory says, where it is something else.
    central: dict = dataclasses.field(default_factory=dict)
    # Where the local header is, where it is another's.
    offset: int | None = None
    packed_size: int | None = None
    disk: int = 0
    # What stands behind the bytes, where the sizes follow.
    descriptor: bytes = b""

    def local(self):
        fixed = struct.pack(
            "<IHHHHHIIIHH", 0x04034B50, 20, self.flags, self.method, 0, 33, self.crc, self.count, self.size,
            len(self.name), len(self.extra))
        return fixed + self.name + self.extra

    def directory(self, offset):
        other = dataclasses.replace(self, **self.central)
        fixed = struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 3 << 8 | 20, 20, other.flags, other.method, 0, 33, other.crc,
            other.count, other.size, len(other.name), len(other.extra), 0, other.disk, 0, other.attributes,
            offset if other.offset is None else other.offset)
        return fixed + other.name + other.extra

    @property
    def count(self):
        return len(self.packed) if self.packed_size is None else self.packed_size


def entry(name, data=b"", compressed=False, **fields):
    name = name if isinstance(name, bytes) else name.encode()
    packed = deflated(data) if compressed else data
    said = {"method": 8 if compressed else 0, "crc": zlib.crc32(data), "size": len(data)}
    return Entry(name, packed, **{**said, **fields})


def entries(files, folder="bag/"):
    """One member for each file of a table."""
    return [entry(folder + path if isinstance(path, str) else folder.encode() + path, data, True)
            for path, data in files.items()]


def end(count, size, offset, comment=b"", disk=0):
    return struct.pack("<IHHHHIIH", 0x06054B50, disk, 0, count, count, size, offset, len(comment)) + comment


def end64(count, size, offset, position):
    """The Zip64 end record and its locator, and an end record that leaves everything to them."""
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<IIQI", 0x07064B50, 0, position, 1)
    return record + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def archive(members, ending=None, written=None):
    """The bytes of an archive; `ending` makes its end record; `written` says whose bytes are there, all by default."""
    body, directory = bytearray(), bytearray()
    for member in members:
        directory += member.directory(len(body))
        if member.offset is None and (written is None or member in written):
            body += member.local() + member.packed + member.descriptor
    return bytes(body + directory + (ending or end)(len(members), len(directory), len(body)))


def quoted_bomb(names, count):
    """Files that share one kernel of zeros: each quotes the headers behind its own (David Fifield, 2019)."""
    kernel, _ = zeros(count)
    expanded, members = bytes(count), []
    for name in reversed(names):
        block = b""
        if members:
            # A stored block holds the next member's header, whose data then follow as they are.
            quoted = members[0].local()
            block = struct.pack("<BHH", 0, len(quoted), len(quoted) ^ 0xFFFF)
            expanded = quoted + expanded
            packed_size = len(block) + len(quoted) + members[0].count
        else:
            packed_size = len(kernel)
        members.insert(0, Entry(name.encode(), block or kernel, 8, zlib.crc32(expanded), len(expanded),
                                packed_size=packed_size))
    body, directory = b"", b""
    for member in members:
        directory += member.directory(len(body))
        body += member.local() + member.packed
    return body + directory + end(len(members), len(directory), len(body))
