"""What formats are made from: a task with its reviews, and what these add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assay.domain.review import Correction, Review
from assay.domain.task import Candidate, Task


@dataclass(frozen=True)
class Reviewed:
    """A task with its submitted reviews, and what is known of it elsewhere."""

    task: Task
    reviews: tuple[Review, ...]
    group: str = ""
    """Tasks of one group are near-duplicates and share a split; empty for a task that stands alone."""
    gold: bool = False
    """The task measures reviewers. It never leaves."""
    adjudicated: bool = False
    """An adjudicator has settled it."""
    qualified: frozenset[str] | None = None
    """Reviewers that hold a qualification; None where nobody is tested."""


@dataclass(frozen=True)
class Chance:
    """How surely one is better than the other: P, its 95 % interval, and the margin in log-odds."""

    p: float
    low: float
    high: float
    margin: float


@dataclass(frozen=True)
class Place:
    """Where a candidate stands among those that were ranked: θ in log-odds with its 95 % interval, rank 1 the best."""

    candidate: Candidate
    rank: int
    theta: float
    low: float
    high: float


@dataclass(frozen=True)
class Corrected:
    """A correction, and how surely it is better than its candidate."""

    review: Review
    candidate: Candidate
    correction: Correction
    files: Mapping[str, str]
    """The whole corrected solution."""
    fails: bool
    """Its tests were run, and did not pass."""
    chance: Chance


@dataclass(frozen=True)
class Judged:
    """A task whose reviews have been added up. ``reviews`` holds each reviewer's last revision."""

    given: Reviewed
    reviews: tuple[Review, ...]
    places: tuple[Place, ...] = ()
    """Ranked candidates, the best first."""
    chances: Mapping[tuple[str, str], Chance] = field(default_factory=dict)
    """(id of the better, id of the worse) → how surely; every pair of ranked candidates, both ways round."""
    corrections: tuple[Corrected, ...] = ()

    @property
    def task(self) -> Task:
        """What was reviewed."""
        return self.given.task

    @cached_property
    def rubrics(self) -> str | None:
        """The rubrics that were used, each with its version."""
        return ", ".join(sorted({one.rubric for one in self.reviews if one.rubric})) or None

    @property
    def reviewers(self) -> int:
        """How many people reviewed it."""
        return len(self.reviews)

    @property
    def qualified(self) -> int | None:
        """How many of them hold a qualification; None where nobody is tested."""
        known = self.given.qualified
        return None if known is None else sum(one.reviewer in known for one in self.reviews)
