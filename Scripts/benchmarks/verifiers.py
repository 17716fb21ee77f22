"""Those who verify: ours, what people would use instead, and what the machine allows at the most."""

import os

from benchmarks.contenders import SLOW, on_one_core
from benchmarks.contests import Contender
from benchmarks.data import PEERS


def ours(bench, name, path, payload, *arguments, one_core=False, runs=None):
    command = [bench.binary, "verify", path, "--quiet", *arguments]
    if one_core:
        command = on_one_core([*command, "--threads", "1"])
    return Contender(name, command, input_bytes=payload, cores=1 if one_core else os.cpu_count(), runs=runs)


def from_standard_input(bench, name, path, payload):
    command = ["sh", "-c", 'exec "$1" verify - --quiet <"$2"', "sh", bench.binary, path]
    return Contender(name, command, input_bytes=payload)


def shell(name, bag, script, *arguments):
    """A line of shell, in the bag's directory."""
    command = ["sh", "-c", f'cd "$1" && {script}', "sh", bag.directory, *arguments]
    return Contender(name, command, input_bytes=bag.payload)


def sha512sum(name, bag):
    return shell(name, bag, "exec sha512sum --check --strict --quiet manifest-sha512.txt")


def xargs(name, bag, processes):
    """Hashes only, and compares with nothing; each process is started some eight times."""
    script = 'find data -type f -print0 | xargs -0 -P "$2" -n "$3" sha512sum'
    return shell(name, bag, script, str(processes), str(max(bag.files // (8 * processes), 1)))


def pigz(name, bag):
    """Inflates and hashes only, the archive as one stream."""
    return shell(name, bag, 'pigz -dc "$2" | sha512sum', bag.targz)


def bagit(bench, name, bag, processes, archive=None):
    """bagit.py on the directory, or on what it is in an archive, which is unpacked before."""
    output = bench.output(name, bag.room) if archive else None
    arguments = [archive, output] if archive else [bag.directory]
    command = [bench.python(), PEERS / "bagit_validate.py", str(processes), *arguments]
    return Contender(name, command, output, times_itself=True, input_bytes=bag.payload)


def bdbag(bench, name, bag, archive):
    output = bench.output(name, bag.room)
    command = [bench.python(), PEERS / "bdbag_validate.py", archive, output]
    return Contender(name, command, output, times_itself=True, input_bytes=bag.payload, runs=SLOW)


def bound(bench, name, bag, *arguments):
    """See peers/limits.c."""
    command = [bench.program("limits", "libcrypto", "zlib"), *map(str, arguments)]
    return Contender(name, command, times_itself=True, input_bytes=bag.payload)
