"""Bags to verify, made from a seed; their content is text that deflates about six to one, as our exports do."""

import hashlib
import multiprocessing
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.running import fail, remove, run_quietly, say

# Content is put together from so many blocks of so many bytes, each larger than the window that deflate looks back in.
BLOCKS, BLOCK = 256, 1 << 16
LETTERS, VOCABULARY, WORDS_IN_A_TEXT = "eeenaatirodslghvkmubpwjczfxyq", 3000, 4

# In how many files a large bag is, and of how many bytes the files of the other are: of 10 KB in the mean.
LARGE_FILES = 16
SMALLEST, LARGEST, IN_A_FOLDER = 200, 20_000, 100

# Both archives take the names of the members from standard input.
ZIP = 'exec zip -6 -q -X -@ "$1"'
TAR = 'tar --create --format=ustar --owner=0 --group=0 --numeric-owner --files-from=- | pigz -6 -n >"$1"'


@dataclass
class Bag:
    """A bag with SHA-512 manifests: a directory, and archives at level 6 in which it is the one top folder."""

    directory: Path

    @property
    def zip(self):
        return self.directory.with_name(f"{self.directory.name}.zip")

    @property
    def targz(self):
        return self.directory.with_name(f"{self.directory.name}.tar.gz")

    @property
    def payload(self):
        """The bytes of the payload."""
        return oxum(self.directory)[0]

    @property
    def files(self):
        """The number of the payload's files."""
        return oxum(self.directory)[1]

    @property
    def room(self):
        """The most bytes that it takes unpacked, with a block of the disk left over for each file."""
        return self.payload + 8192 * self.files + (1 << 20)


def oxum(directory):
    """The bytes and the number of files that a bag's Payload-Oxum states (RFC 8493, section 2.2.2)."""
    lines = (directory / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    (stated,) = [line.partition(": ")[2] for line in lines if line.startswith("Payload-Oxum: ")]
    return tuple(map(int, stated.split(".")))


def large(work, mebibytes, seed):
    """A bag of so many MiB in a few files of one size."""
    size = (mebibytes << 20) // LARGE_FILES
    return made(work, f"bag-{mebibytes}-mib-{seed}", {f"data/{n:02}.nq": size for n in range(LARGE_FILES)}, seed)


def small(work, files, seed):
    """A bag of so many small files, a hundred in a folder."""
    source = random.Random(seed)
    names = (f"data/{n // IN_A_FOLDER:04}/{n % IN_A_FOLDER:02}.nq" for n in range(files))
    return made(work, f"bag-{files}-files-{seed}", {name: source.randint(SMALLEST, LARGEST) for name in names}, seed)


def made(work, name, sizes, seed):
    """The bag and its archives; what is there is taken, but not what an older version of this script made."""
    bag = Bag(work / f"{name}-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]}")
    for old in work.glob(f"{name}-*"):
        if not old.name.startswith(bag.directory.name):
            remove(old)
    once(bag.directory, lambda path: write(path, sizes, seed))
    for path, command in ((bag.zip, ZIP), (bag.targz, TAR)):
        once(path, lambda path, command=command: archive(bag.directory, command, path))
    return bag


def once(path, make):
    """Makes what is not there yet, under another name until it is whole.

    That is done in a process of its own: those that are measured later inherit this one's peak of memory.
    """
    if path.exists():
        return
    say(f"making {path.name}")
    partial = path.with_name(f"{path.stem}.partial{path.suffix}")
    remove(partial)
    maker = multiprocessing.get_context("fork").Process(target=make, args=(partial,))
    maker.start()
    maker.join()
    if maker.exitcode != 0:
        fail(f"{path.name} could not be made")
    partial.rename(path)


def archive(folder, command, path):
    members = sorted(str(file.relative_to(folder.parent)) for file in folder.rglob("*") if file.is_file())
    run_quietly(["sh", "-c", command, "sh", path], cwd=folder.parent, input="".join(f"{name}\n" for name in members))


# MARK: - The directory


def write(folder, sizes, seed):
    source = random.Random(seed)
    words = ["".join(source.choices(LETTERS, k=source.randint(2, 10))) for _ in range(VOCABULARY)]
    pool = b"".join(block(source, words) for _ in range(BLOCKS))
    manifest = [write_file(folder, name, content(source, pool, size)) for name, size in sizes.items()]
    tag_files = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: {sum(sizes.values())}.{len(sizes)}\n",
        "manifest-sha512.txt": "".join(manifest),
    }
    tag_manifest = [write_file(folder, name, text.encode()) for name, text in tag_files.items()]
    (folder / "tagmanifest-sha512.txt").write_text("".join(tag_manifest), encoding="utf-8")


def write_file(folder, name, content):
    """Writes a file of the bag; gives its line in a manifest."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"{hashlib.sha512(content).hexdigest()}  {name}\n"


def content(source, pool, size):
    """So many bytes of the pool: a stretch of it, or blocks of it where that is not enough."""
    if size <= BLOCK:
        start = source.randrange(len(pool) - size)
        return pool[start : start + size]
    starts = [source.randrange(BLOCKS) * BLOCK for _ in range(-(-size // BLOCK))]
    return b"".join(pool[start : start + BLOCK] for start in starts)[:size]


def block(source, words):
    lines, length = [], 0
    while length < BLOCK:
        line = quad(source, words)
        lines.append(line)
        length += len(line)
    return b"".join(lines)[:BLOCK]


def quad(source, words):
    """A line like those of N-Quads."""
    case, statement = source.randrange(100_000), source.randrange(1_000_000)
    text = " ".join(source.choices(words, k=WORDS_IN_A_TEXT))
    return (
        f"<https://example.org/cases/case_{case:06}/statement/stm_{statement:07}> "
        f'<https://w3id.org/caseexport/ns#statementText> "{text}"@en <https://example.org/cases/graph> .\n'
    ).encode()
