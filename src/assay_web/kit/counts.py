"""What this process has done: counts by name and labels, with the time spent. They wait here until someone takes them.

Counting must cost nothing where the work is done, so nothing is written; :mod:`assay_web.operations` adds them up for
all processes in the database.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds of durations, in seconds; what is longer falls into one more bucket."""

Key = tuple[str, tuple[tuple[str, str], ...]]
"""A name and its labels, sorted."""


@dataclass
class Tally:
    """``counts[i]`` lasted at most ``BUCKETS[i]`` and longer than the bucket before; ``seconds`` is their sum."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        """Add what another one has counted."""
        self.counts = [one + more for one, more in zip(self.counts, other.counts, strict=True)]
        self.seconds += other.seconds


_lock = threading.Lock()
_tallies: dict[Key, Tally] = {}


def count(name: str, seconds: float, **labels: str) -> None:
    """Count one more ``name``, which took ``seconds``."""
    key = (name, tuple(sorted(labels.items())))
    with _lock:
        tally = _tallies.setdefault(key, Tally())
        tally.counts[bisect_left(BUCKETS, seconds)] += 1
        tally.seconds += seconds


@contextmanager
def counted(name: str, **labels: str) -> Iterator[dict[str, str]]:
    """Count the block; it may add to the labels that it is given."""
    begun = perf_counter()
    try:
        yield labels
    finally:
        count(name, perf_counter() - begun, **labels)


def take() -> dict[Key, Tally]:
    """Everything since it was last taken."""
    with _lock:
        taken = dict(_tallies)
        _tallies.clear()
    return taken


def put_back(taken: dict[Key, Tally]) -> None:
    """What could not be stored waits for the next time."""
    with _lock:
        for key, tally in taken.items():
            _tallies.setdefault(key, Tally()).add(tally)
