"""Kills runs of a scheduled job at random moments (SIGKILL), and looks whether the repository is as before or as after.

    kills.py --tool CASEEXPORT --folder EMPTY [--kills N] [--seed N]

After each kill the repository is read as its readers do; then a run that nobody kills has to say what was left, and
leave nothing. Ends with exit code 1 where a reader found anything but one whole release, or the end is not whole.
"""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from dataset import Dataset, instant
from nights import Nights
from repository import Broken, state


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    nights = Nights(os.path.abspath(options.tool), os.path.abspath(options.folder), options.seed)
    nights.prepare()
    problems, outcomes = [], Counter()

    begin = time.monotonic()
    nights.run(0, (0, "released"))
    (nights.folder / "first.checkpoint").write_bytes((nights.repository / "public/log/checkpoint").read_bytes())
    duration = time.monotonic() - begin
    night = 0
    for kill in range(options.kills):
        night += 1
        nights.data.add(night=night)
        before = state(nights.repository)
        process = subprocess.Popen(nights.command(night), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(nights.random.uniform(0, 1.2 * duration))
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        hasEnded = process.returncode == 0
        try:
            after = state(nights.repository)
        except Broken as error:
            problems.append(f"kill {kill}: {error}")
            continue
        isPending = (nights.repository / "state/commit.json").exists()
        left = [path for path in Path(nights.repository, "state/staging").glob("*")]
        moved = [channel for channel in after if after[channel] != before.get(channel)]
        if hasEnded:
            outcomes["came to its end"] += 1
        elif isPending:
            outcomes["while it published"] += 1
        elif moved:
            outcomes["after it had published"] += 1
        elif left:
            outcomes["while it worked"] += 1
        else:
            outcomes["before it wrote anything"] += 1
        if moved and len(moved) != len(after) and not isPending:
            problems.append(f"kill {kill}: only {moved} has moved, and nothing says so")
        # The next run repairs what was left and says so.
        begin = time.monotonic()
        report = nights.run(night, (0, "unchanged") if isPending or moved else (0, "released"))
        duration = 0.8 * duration + 0.2 * max(duration, time.monotonic() - begin) if not moved else duration
        if (left or isPending) and not report.get("repairs"):
            problems.append(f"kill {kill}: the next run says nothing of {left or 'the commit'}")
        if list(Path(nights.repository, "state/staging").glob("*")) or (nights.repository / "state/commit.json").exists():
            problems.append(f"kill {kill}: something is left after the next run")
    nights.check_whole()
    for outcome, count in outcomes.most_common():
        print(f"{count} killed {outcome}" if not outcome.startswith("came") else f"{count} {outcome}")
    problems += nights.problems
    for problem in problems:
        print("PROBLEM", problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
