"""What is measured of verifying: a function for each container."""

import os

from benchmarks.bags import oxum
from benchmarks.contenders import SLOW
from benchmarks.contests import Contest, Job, Limit
from benchmarks.verifiers import bagit, bdbag, bound, from_standard_input, ours, pigz, sha512sum, xargs

OURS, ONE_CORE, STREAMED = "caseexport verify", "caseexport verify, one core", "caseexport verify -"
MOST_MEMORY = 128


def title(bag, container):
    return f"Verifying {bag.payload / 1e6:,.0f} MB in {bag.files:,} files, SHA-512, {container}"


def limits(*names):
    return [Limit(name, "peak_mib", MOST_MEMORY) for name in names]


def counted(count, one, several):
    return f"{count} {one if count == 1 else several}"


def processes(count):
    return counted(count, "process", "processes")


def threads(count):
    return counted(count, "thread", "threads")


def directory_job(bench, bag, wanted, share):
    """`wanted` times bagit.py with as many processes, and the share of what hashing alone would take."""
    cores = os.cpu_count()
    alone, together = (f"bagit.py, {processes(count)}" for count in (1, cores))
    hash_alone, hash_together = (f"OpenSSL SHA-512, {threads(count)}" for count in (1, cores))
    checked, hashed = "sha512sum --check", f"xargs -P{cores} sha512sum"
    return Job(
        title(bag, "in a directory"),
        contenders=[
            ours(bench, OURS, bag.directory, bag.payload),
            bagit(bench, together, bag, cores),
            bound(bench, hash_together, bag, "hash", bag.payload, cores),
            ours(bench, ONE_CORE, bag.directory, bag.payload, one_core=True),
            bagit(bench, alone, bag, 1),
            bound(bench, hash_alone, bag, "hash", bag.payload, 1),
            sha512sum(checked, bag),
            xargs(hashed, bag, cores),
        ],
        contests=[
            Contest(OURS, together, wanted),
            Contest(ONE_CORE, alone),
            Contest(OURS, checked),
            Contest(OURS, hashed),
            Contest(OURS, hash_together, share, bound=True),
            Contest(ONE_CORE, hash_alone, bound=True),
        ],
        limits=limits(OURS, ONE_CORE),
    )


def zip_job(bench, bag):
    """Beside unzip and bagit.py, and as a share of what inflating and hashing alone would take."""
    cores = os.cpu_count()
    chain = f"unzip, then bagit.py, {processes(cores)}"
    alone, together = (f"zlib and SHA-512, {threads(count)}" for count in (1, cores))
    return Job(
        title(bag, "in a zip"),
        contenders=[
            ours(bench, OURS, bag.zip, bag.payload),
            bagit(bench, chain, bag, cores, bag.zip),
            bound(bench, together, bag, "entries", bag.zip, cores),
            ours(bench, ONE_CORE, bag.zip, bag.payload, one_core=True),
            bound(bench, alone, bag, "entries", bag.zip, 1),
            bdbag(bench, "bdbag", bag, bag.zip),
        ],
        contests=[
            Contest(OURS, chain, 2.5),
            Contest(ONE_CORE, chain),
            Contest(OURS, "bdbag"),
            Contest(OURS, together, 0.8, bound=True),
            Contest(ONE_CORE, alone, bound=True),
        ],
        limits=limits(OURS, ONE_CORE),
    )


def targz_job(bench, bag):
    """A tar.gz is one stream: no faster than one core inflates it, however many hash."""
    cores = os.cpu_count()
    chain, piped, inflating = f"tar xf, then bagit.py, {processes(cores)}", "pigz -dc | sha512sum", "zlib, 1 thread"
    return Job(
        title(bag, "in a tar.gz"),
        contenders=[
            ours(bench, OURS, bag.targz, bag.payload),
            pigz(piped, bag),
            bound(bench, inflating, bag, "inflate", bag.targz),
            from_standard_input(bench, STREAMED, bag.targz, bag.payload),
            ours(bench, ONE_CORE, bag.targz, bag.payload, one_core=True),
            bagit(bench, chain, bag, cores, bag.targz),
            bdbag(bench, "bdbag", bag, bag.targz),
        ],
        contests=[
            Contest(OURS, piped, 1.3),
            Contest(STREAMED, piped),
            Contest(ONE_CORE, piped),
            Contest(OURS, chain),
            Contest(OURS, "bdbag"),
            Contest(OURS, inflating, 0.8, bound=True),
        ],
        limits=limits(OURS, STREAMED, ONE_CORE),
    )


def deep_job(bench):
    """Our own releases in every format, to the last value; nothing else checks as much."""
    directory, packed = bench.release(""), bench.release(".zip")
    payload, _ = oxum(directory)
    contenders = [
        ours(bench, f"caseexport verify --deep, {container}", path, payload, "--deep", runs=SLOW)
        for container, path in (("directory", directory), ("zip", packed))
    ]
    return Job(
        f"Verifying releases of {bench.statements:,} statements in depth",
        contenders,
        limits=[
            *(Limit(contender.name, "mb_per_core_s", least=60) for contender in contenders),
            *limits(*(contender.name for contender in contenders)),
        ],
    )


BAG_JOBS = {
    "bag": lambda bench: directory_job(bench, bench.large_bag(), wanted=1.8, share=0.85),
    "bag-zip": lambda bench: zip_job(bench, bench.large_bag()),
    "bag-targz": lambda bench: targz_job(bench, bench.large_bag()),
    "files": lambda bench: directory_job(bench, bench.small_files(), wanted=3, share=None),
    "files-zip": lambda bench: zip_job(bench, bench.small_files()),
    "files-targz": lambda bench: targz_job(bench, bench.small_files()),
}
RELEASE_JOBS = {"deep": deep_job}
