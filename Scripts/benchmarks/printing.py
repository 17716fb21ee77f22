"""Prints what was measured, and whether it reaches what is wanted."""

import os
import platform
import resource
import sys
from pathlib import Path

LEFT = {"ours", "peer", "bound", "verdict", "who"}
UNITS = {
    "peak_mib": ("MiB at the peak", 1), "mean_s": ("ms in the mean", 1000),
    "mb_per_core_s": ("MB/s of payload a core", 1),
    "times_encoding": ("times as long as its encoders took in sum", 1),
}


def peak_text(mib):
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    return f"{mib:.0f}" if mib > floor + 1 else f"<{floor:.0f}"


def table(head, rows):
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        cells = zip(row, widths, head)
        line = "  ".join(cell.ljust(width) if name in LEFT else cell.rjust(width) for cell, width, name in cells)
        print("  " + line.rstrip())


def verdict(reached):
    return "reached" if reached else "missed"


def report(job, figures, place):
    wrote = f"; output in {place}" if any(contender.output for contender in job.contenders) else ""
    print(f"\n{job.title}, medians{wrote}")
    table(
        ("who", "runs", "seconds", "range", "CPU s", "MB in", "MB out", "MB/s", "rows/s", "peak MiB"),
        [measured_row(name, own) for name, own in figures.items()],
    )
    medians = {name: own["median_s"] for name, own in figures.items()}
    medians |= {name: sum(medians[part] for part in parts) for name, parts in job.sums.items()}
    for figure, unit, factor in (("median_s", "s", 1), ("output_bytes", "MB", 1e-6)):
        values = medians if figure == "median_s" else {name: own[figure] for name, own in figures.items()}
        for other, ratio in (("peer", "ratio"), ("bound", "share")):
            contests = [one for one in job.contests if one.figure == figure and one.bound == (other == "bound")]
            if contests:
                print()
                head = ("ours", other, f"ours {unit}", f"{other} {unit}", ratio, "wanted", "verdict")
                table(head, [contest_row(contest, values, factor) for contest in contests])
    for name, own in figures.items():
        if "encoding_s" in own:
            print(f"  {name}: {encoding_text(own)}")
    for limit in job.limits:
        print(f"  {limit.contender}: {limit_text(limit, figures[limit.contender][limit.figure])}")


def measured_row(name, own):
    seconds, rows, moved = own["median_s"], own["rows"], own["input_bytes"] or own["output_bytes"]
    return (
        name, str(len(own["seconds"])), f"{seconds:.3f}", f"{min(own['seconds']):.3f}–{max(own['seconds']):.3f}",
        f"{own['median_cpu_s']:.2f}", megabytes_text(own["input_bytes"]), megabytes_text(own["output_bytes"]),
        f"{moved / 1e6 / seconds:.0f}" if moved else "–", f"{rows / seconds:,.0f}" if rows else "–",
        peak_text(own["peak_mib"]),
    )


def megabytes_text(count):
    return f"{count / 1e6:.0f}" if count else "–"


def contest_row(contest, values, factor):
    own, other = values[contest.ours], values[contest.peer]
    digits = 3 if contest.figure == "output_bytes" else 2
    ratio, least = ("{:.0%}", "{:.0%}") if contest.bound else (f"{{:.{digits}f}}", "{:g}")
    wanted = (least.format(contest.wanted), verdict(other / own >= contest.wanted)) if contest.wanted else ("–", "")
    cells = (f"{own * factor:.3f}", f"{other * factor:.3f}", ratio.format(other / own))
    return (contest.ours, contest.peer, *cells, *wanted)


def limit_text(limit, value):
    unit, factor = UNITS[limit.figure]
    digits = 2 if limit.figure == "times_encoding" else 1
    bounds = (("at most", limit.most), ("at least", limit.least))
    wanted = " and ".join(f"{words} {bound * factor:g}" for words, bound in bounds if bound is not None)
    return f"{value * factor:.{digits}f} {unit}, wanted {wanted}: {verdict(limit.is_kept(value))}"


def encoding_text(own):
    each = ", ".join(f"{name} {seconds:.2f}" for name, seconds in own["encoding_s"].items())
    total = sum(own["encoding_s"].values())
    whole = f"{own['median_cpu_s']:.2f} s, {own['median_cpu_s'] / max(total, 0.001):.2f} times that"
    return f"processor time of the encoders {total:.2f} s ({each}), of all {whole}"


def machine():
    model = ""
    if Path("/proc/cpuinfo").exists():
        lines = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        model = lines[0].split(":", 1)[1].strip() if lines else ""
    return f"{os.cpu_count()} cores, {model or platform.machine()}, {platform.system()} {platform.release()}"
