"""Runs the contenders of a job, and the commands that prepare it."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

# What `caseexport export --verbose` says of each format.
ENCODING = re.compile(r"^ *(\w+): (\d+) ms of processor time encoding$", re.MULTILINE)


@dataclass
class Measurement:
    """What a contender's runs took."""

    seconds: list = field(default_factory=list)
    cpu_seconds: list = field(default_factory=list)
    peaks: list = field(default_factory=list)
    encoding: list = field(default_factory=list)
    output_bytes: int = 0

    def figures(self, contender):
        median = statistics.median(self.seconds)
        figures = {
            "median_s": median, "mean_s": statistics.mean(self.seconds), "seconds": self.seconds,
            "median_cpu_s": statistics.median(self.cpu_seconds), "peak_mib": max(self.peaks) / 1024,
            "output_bytes": self.output_bytes, "rows": contender.rows, "input_bytes": contender.input_bytes,
        }
        if contender.input_bytes and contender.cores:
            figures["mb_per_core_s"] = contender.input_bytes / 1e6 / median / contender.cores
        if self.encoding:
            encoding = {name: statistics.median(run[name] for run in self.encoding) for name in self.encoding[0]}
            figures |= {"encoding_s": encoding, "times_encoding": median / max(sum(encoding.values()), 0.001)}
        return figures


@dataclass
class Run:
    """What one run took, and what it said that the encoders took."""

    seconds: float
    cpu_seconds: float
    peak_kib: int
    encoding: dict


def execute(contender):
    if contender.output:
        remove(contender.output)
        (contender.output.parent if contender.makes_output else contender.output).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(contender.command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        words = err.read().decode(errors="replace")
        if process.returncode != 0:
            fail(f"{contender.name}: exit code {process.returncode}\n{words[-2000:]}", shell(contender.command))
        if contender.times_itself:
            seconds = float(out.read().split()[-1])
    peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    encoding = {name: int(milliseconds) / 1000 for name, milliseconds in ENCODING.findall(words)}
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak, encoding)


def measure(job, runs):
    """Every contender once unmeasured, then all in turn; those that are slow are measured from the first run on."""
    measured = {contender.name: Measurement() for contender in job.contenders}
    for number in range(-1, runs):
        for contender in job.contenders:
            if contender.runs and not 0 <= number < contender.runs:
                continue
            say(f"{job.title}: {'warming up' if number < 0 else f'run {number + 1} of {runs}'}, {contender.name}")
            run = execute(contender)
            measurement = measured[contender.name]
            if contender.output:
                measurement.output_bytes = size(contender.output)
                remove(contender.output)
            if number < 0:
                continue
            measurement.seconds.append(run.seconds)
            measurement.cpu_seconds.append(run.cpu_seconds)
            measurement.peaks.append(run.peak_kib)
            if run.encoding:
                measurement.encoding.append(run.encoding)
    return {contender.name: measured[contender.name].figures(contender) for contender in job.contenders}


def say(words):
    """Progress, on a terminal only; otherwise a line for each step that is not a run."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
    elif words and ": run " not in words and ": warming" not in words:
        print(words, file=sys.stderr, flush=True)


def fail(words, hint=None):
    print(f"\nbench: {words}" + (f"\nhint: {hint}" if hint else ""), file=sys.stderr)
    sys.exit(1)


def shell(command):
    return " ".join(str(part) for part in command)


def run_quietly(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        fail(f"exit code {done.returncode}: {shell(command)}\n{done.stdout[-4000:]}")


def capture(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"exit code {done.returncode}: {shell(command)}\n{done.stderr[-4000:]}")
    return done.stdout


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def size(path):
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
