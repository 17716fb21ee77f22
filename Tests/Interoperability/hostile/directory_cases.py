"""Directories that mislead or exhaust, and paths that are no package."""
import os

from bag import bag
from tars import END, members


def write(folder):
    folder.tree("whole", bag())
    links(folder)
    special(folder)
    odd_names(folder)
    no_packages(folder)


def links(folder):
    for name, path, target in [
        ("directory-link-out", "data/link", "/etc/passwd"), ("directory-link-folder", "data/link", "/etc"),
        ("directory-link-up", "data/link", ".."), ("directory-link-loop", "data/link", "link"),
        ("directory-link-inside", "data/link", "a.txt"), ("directory-link-nowhere", "data/link", "nowhere"),
    ]:
        root = folder.tree(name, bag(), "link-in-package")
        os.symlink(target, root / path)
    root = folder.tree("directory-two-links", bag(), "link-in-package")
    os.symlink("two", root / "data/one")
    os.symlink("one", root / "data/two")
    for name in ["bagit.txt", "manifest-sha256.txt", "data/a.txt", "data"]:
        root = folder.tree("directory-" + name.replace("/", "-") + "-is-a-link", bag(), "link-in-package")
        other = folder.path / ("outside-" + name.replace("/", "-"))
        os.rename(root / name, other)
        os.symlink(other, root / name)
    root = folder.path / "directory-itself-is-a-link"
    os.symlink("whole", root)
    folder.expect(root.name)


def special(folder):
    for name in ["data/pipe", "manifest-sha512.txt", "bag-info.txt", "fetch.txt"]:
        root = folder.tree("directory-pipe-" + name.replace("/", "-").replace(".txt", ""), bag(), "special-file")
        os.mkfifo(root / name)
    for name in ["bagit.txt", "manifest-sha256.txt", "data/a.txt"]:
        root = folder.tree("directory-pipe-for-" + name.replace("/", "-").replace(".txt", ""), bag(), "special-file")
        os.remove(root / name)
        os.mkfifo(root / name)
    if os.geteuid() != 0:
        for name, mode in [("data/a.txt", 0), ("manifest-sha256.txt", 0), ("data", 0)]:
            root = folder.tree("directory-no-right-to-" + name.replace("/", "-"), bag(), "unreadable-file")
            os.chmod(root / name, mode)


def odd_names(folder):
    for name, path in [
        ("directory-escape", b"data/\x1b]0;title\x07\x1b[2J.txt"), ("directory-line-end", b"data/a\r\nb.txt"),
        ("directory-not-utf8", b"data/\xff\xfe\x1b[2J.txt"), ("directory-c1", "data/\u009b2J.txt".encode()),
        ("directory-right-to-left", "data/\u202egpj.exe".encode()), ("directory-wrong-case", b"data/A.TXT"),
    ]:
        folder.tree(name, {**bag(), path: b"x"}, "unexpected-file")
    # The same name in another Unicode form: a file of the manifest is there under it.
    files = bag({"\u00e9.txt": b"x"})
    files["data/e\u0301.txt"] = files.pop("data/\u00e9.txt")
    folder.tree("directory-other-form", files, "unnormalized-path", exit=0)
    root = folder.tree("directory-5000-deep", bag(), exit=1)
    back = os.open(".", os.O_RDONLY)
    os.chdir(root / "data")
    for _ in range(5000):
        os.mkdir("d")
        os.chdir("d")
    with open("bottom.txt", "wb") as file:
        file.write(b"x")
    os.fchdir(back)
    os.close(back)
    root = folder.tree("directory-100000-empty-files", bag(), "unexpected-file")
    for number in range(100000):
        if number % 1000 == 0:
            os.mkdir(root / f"data/{number // 1000}")
        os.close(os.open(root / f"data/{number // 1000}/{number}", os.O_CREAT | os.O_WRONLY))


def no_packages(folder):
    folder.file("empty.zip", b"", "no-package")
    folder.file("zeros.tar", bytes(10240), exit=1)
    folder.file("text.zip", b"no archive\n", "no-package")
    os.mkdir(folder.path / "empty-folder")
    folder.expect("empty-folder", "no-package")
    os.mkfifo(folder.path / "pipe.tar")
    folder.expect("pipe.tar", exit=66)
    folder.expect("nothing.zip", exit=66)
    folder.expect("zero-device", exit=66, path="/dev/zero")
    folder.expect("endless-zeros-streamed", exit=1, path="-", input="/dev/zero")
    folder.expect("nothing-streamed", "no-package", path="-", input="empty.zip")
    whole = members(bag())
    folder.file("tar-endless-zeros-behind.tar", whole + END, "limit-exceeded")
    os.truncate(folder.path / "tar-endless-zeros-behind.tar", 1 << 40)
    for name, magic in [("endless-zip", b"PK\3\4"), ("endless-gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\xff")]:
        folder.file(name, magic, exit=1)
        os.truncate(folder.path / name, 1 << 40)
