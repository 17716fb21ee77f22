"""Reads a log of the C2SP specifications with nothing but Python's standard library, written from the specifications.

    check_log.py FOLDER VKEY [PROOF ENTRY]...

FOLDER has the files checkpoint and tile/…; each PROOF is a .tlog-proof of the bytes of the file ENTRY. What is wrong is
said in lines that begin with FOUND; the exit code is then 1.

https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-tiles, https://c2sp.org/tlog-proof,
RFC 6962 section 2.1, RFC 8032 section 5.1.
"""
import base64
import hashlib
import pathlib
import sys


# Ed25519: points of the curve in extended coordinates (RFC 8032, sections 5.1.2 to 5.1.4 and 5.1.7).
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % PRIME, (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c, d = 2 * p[3] * q[3] * D % PRIME, 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= PRIME:
        raise ValueError("no point")
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed(key, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point(r), times(k, point(key)))
    return not ((left[0] * right[2] - right[0] * left[2]) % PRIME or (left[1] * right[2] - right[1] * left[2]) % PRIME)


# Merkle trees (RFC 6962, section 2.1).
def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def tree_hash(hashes):
    if len(hashes) == 1:
        return hashes[0]
    if not hashes:
        return hashlib.sha256(b"").digest()
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_hash(hashes[:split]) + tree_hash(hashes[split:])).digest()


def root_by_path(leaf, index, size, path):
    """The root that an inclusion proof leads to; goes from the leaf up as the proof was made from the root down."""
    def climb(start, end, rest):
        if end - start == 1:
            return leaf, rest
        split = 1 << (end - start - 1).bit_length() - 1
        if index < start + split:
            node, rest = climb(start, start + split, rest)
            return hashlib.sha256(b"\1" + node + rest[0]).digest(), rest[1:]
        node, rest = climb(start + split, end, rest)
        return hashlib.sha256(b"\1" + rest[0] + node).digest(), rest[1:]

    root, rest = climb(0, size, path)
    if rest:
        raise ValueError("the proof is too long")
    return root


class Log:
    def __init__(self, folder, vkey, found):
        self.folder, self.found = pathlib.Path(folder), found
        self.name, key_id, key = vkey.split("+", 2)
        self.key = base64.b64decode(key, validate=True)
        self.key_id = bytes.fromhex(key_id)
        if self.key[0] != 1 or self.key_id != hashlib.sha256(self.name.encode() + b"\n" + self.key).digest()[:4]:
            found("the key has another id")

    def checkpoint(self, note):
        """Size and root that a signed note says, once it is verified."""
        text, signatures = note.rsplit(b"\n\n", 1)
        text += b"\n"
        own = []
        for line in signatures.decode("utf-8").removesuffix("\n").split("\n"):
            dash, name, data = line.split(" ")
            data = base64.b64decode(data, validate=True)
            if dash != "\u2014":
                self.found(f"no signature: {line}")
            if name == self.name and data[:4] == self.key_id:
                own.append(data[4:])
        if not own or not all(is_signed(self.key[1:], text, signature) for signature in own):
            self.found("the checkpoint is not signed")
        origin, size, root = text.decode("utf-8").removesuffix("\n").split("\n")
        if origin != self.name or str(int(size)) != size:
            self.found(f"origin {origin}, size {size}")
        return int(size), base64.b64decode(root, validate=True)

    def tile(self, level, index, width):
        digits = str(index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
        path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
        path = self.folder / "tile" / str(level) / (path if width == 256 else f"{path}.p/{width}")
        return path.read_bytes()

    def check(self):
        size, root = self.checkpoint((self.folder / "checkpoint").read_bytes())
        hashes = []
        for start in range(0, size, 256):
            width = min(256, size - start)
            bundle = self.tile("entries", start // 256, width)
            count = 0
            while bundle:
                length = int.from_bytes(bundle[:2], "big")
                if len(bundle) < 2 + length:
                    self.found(f"the entries from {start} on are cut off")
                hashes.append(leaf_hash(bundle[2:2 + length]))
                bundle, count = bundle[2 + length:], count + 1
            if count != width:
                self.found(f"{count} entries from {start} on, not {width}")
        if tree_hash(hashes) != root:
            self.found("the entries have another root")
        level = 0
        while hashes:
            for start in range(0, len(hashes), 256):
                expected = hashes[start:start + 256]
                if self.tile(level, start // 256, len(expected)) != b"".join(expected):
                    self.found(f"tile {start // 256} of level {level} differs")
            hashes = [tree_hash(hashes[start:start + 256]) for start in range(0, len(hashes) - 255, 256)]
            level += 1
        print(f"{size} entries, {level} levels")

    def check_proof(self, proof, entry):
        head, note = proof.split(b"\n\n", 1)
        lines = head.decode("ascii").split("\n")
        if lines.pop(0) != "c2sp.org/tlog-proof@v1":
            self.found("no proof")
        if lines[0].startswith("extra "):
            base64.b64decode(lines.pop(0)[6:], validate=True)
        word, index = lines.pop(0).split(" ")
        path = [base64.b64decode(line, validate=True) for line in lines]
        size, root = self.checkpoint(note)
        if word != "index" or not int(index) < size or root_by_path(leaf_hash(entry), int(index), size, path) != root:
            self.found(f"the proof of entry {index} proves nothing")


def main(folder, vkey, *proofs):
    problems = []
    try:
        log = Log(folder, vkey, problems.append)
        log.check()
        for proof, entry in zip(proofs[::2], proofs[1::2]):
            log.check_proof(pathlib.Path(proof).read_bytes(), pathlib.Path(entry).read_bytes())
    except (OSError, ValueError, IndexError) as problem:
        problems.append(repr(problem))
    for problem in problems:
        print(f"FOUND {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
