"""A repository as its readers see it, read with nothing but Python's library: no line of caseexport's is used."""
import hashlib
import json
import os
import zipfile
from pathlib import Path


class Broken(Exception):
    """What a reader found that no reader should find."""


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            sha.update(piece)
    return sha.hexdigest()


def released(channel):
    """The release that `latest` leads to, looked at as a reader would: its id.

    `current` is resolved once: whoever reads on while it is replaced keeps reading what was there.
    """
    channel = Path(channel)
    if not os.path.lexists(channel / "current"):
        return None
    view = (channel / "current").resolve(strict=True)
    try:
        folder = (view / "latest").resolve(strict=True)
        record = json.loads((folder / "release.json").read_text())
        index = json.loads((view / "index.json").read_text())
        versions = json.loads((view / "versions.json").read_text())
        sums = dict(reversed(line.split("  ")) for line in (view / "SHA256SUMS").read_text().splitlines())
    except FileNotFoundError as error:
        raise Broken(f"{error.filename} is not there") from error
    if record["id"] != folder.name or index["latest"] != folder.name:
        raise Broken(f"{folder.name}: release.json says {record['id']}, index.json {index['latest']}")
    if folder.name not in [release["id"] for release in versions["releases"]]:
        raise Broken(f"{folder.name} is not in versions.json")
    for download in record["downloads"]:
        path = folder / download["name"]
        found = digest(path)
        if found != download["sha256"] or sums.get(f"releases/{folder.name}/{download['name']}") != found:
            raise Broken(f"{path} has another digest than its documents say")
        if path.suffix == ".zip" and zipfile.ZipFile(path).testzip() is not None:
            raise Broken(f"{path} is damaged")
    return folder.name


def state(repository):
    """Every channel's newest release."""
    return {
        channel.name: released(channel)
        for channel in sorted(Path(repository).iterdir())
        if channel.is_dir() and os.path.lexists(channel / "current")
    }
