"""What a job is: who takes part, who is compared with whom, and what one alone must keep to."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Contender:
    """A command that is timed.

    `output` is a directory that is fresh for each run, and `makes_output` says that the command makes it; one that
    times itself prints seconds last. `rows` is how many rows it goes through, `input_bytes` how many bytes of payload,
    on so many `cores`. Where `runs` is given, it is too slow for more: it runs so often at most, and not once before
    to warm the caches.
    """

    name: str
    command: list
    output: Path = None
    makes_output: bool = False
    times_itself: bool = False
    rows: int = None
    runs: int = None
    input_bytes: int = None
    cores: int = None


@dataclass
class Contest:
    """Ours beside a peer, by their names; `wanted` is the ratio to reach, none where we only want to know.

    The ratio is that of times, or of what else was measured, by its name. Where the peer is a `bound`, what the machine
    allows at the most, it is told as a share of that.
    """

    ours: str
    peer: str
    wanted: float = None
    figure: str = "median_s"
    bound: bool = False


@dataclass
class Limit:
    """What one contender alone must keep to: a figure of its measurement, and the most or the least it may be."""

    contender: str
    figure: str
    most: float = None
    least: float = None

    def is_kept(self, value):
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)


@dataclass
class Job:
    """`runs` overrides how often all of it is run; `sums` names what several contenders take one after another."""

    title: str
    contenders: list
    contests: list = field(default_factory=list)
    limits: list = field(default_factory=list)
    sums: dict = field(default_factory=dict)
    runs: int = None
