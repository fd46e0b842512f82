"""Which of two solutions is better, and how surely: from the rankings and corrections of one task's reviews."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from assay.domain.review import Ranking, Review
from assay.domain.run import Outcome
from assay.domain.task import Task
from assay.export.format import LeftOut, Reviewed

_NOT_TESTED = frozenset({Outcome.NOT_RUN, Outcome.SANDBOX_ERROR})


@dataclass(frozen=True)
class Pair:
    """One preference. ``wins`` reviewers prefer ``chosen``, ``losses`` the other; ties count only as reviewers."""

    id: str
    source: str
    """``ranking`` or ``correction``."""
    chosen: Mapping[str, str]
    rejected: Mapping[str, str]
    chosen_model: str | None
    rejected_model: str | None
    wins: int
    losses: int
    n_reviewers: int
    rubric: str | None


def pairs(reviewed: Reviewed) -> Iterator[Pair | LeftOut]:
    """All pairs of a task: each two candidates on which a majority agrees, then each correction over its candidate."""
    reviews = tuple(_newest(reviewed.reviews))
    yield from _from_rankings(reviewed.task, reviews)
    for review in reviews:
        yield from _from_corrections(reviewed.task, review)


def _newest(reviews: tuple[Review, ...]) -> Iterator[Review]:
    """Each reviewer's last revision: a reviewer has one vote."""
    newest: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda one: one.revision):
        newest[review.reviewer] = review
    yield from newest.values()


def _from_rankings(task: Task, reviews: tuple[Review, ...]) -> Iterator[Pair | LeftOut]:
    for first, second in combinations(task.candidates, 2):
        votes = Counter(
            _preferred(review.ranking, first.id, second.id) for review in reviews if review.ranking is not None
        )
        asked = votes[first.id] + votes[second.id] + votes["tie"]
        if not asked:
            continue
        if votes[first.id] == votes[second.id]:
            yield LeftOut("tied")
            continue
        better, worse = (first, second) if votes[first.id] > votes[second.id] else (second, first)
        if better.files == worse.files:
            yield LeftOut("identical solutions")
            continue
        yield Pair(
            id=_pair_id(task.id, "ranking", better.id, worse.id),
            source="ranking",
            chosen=better.files,
            rejected=worse.files,
            chosen_model=better.origin.model,
            rejected_model=worse.origin.model,
            wins=votes[better.id],
            losses=votes[worse.id],
            n_reviewers=asked,
            rubric=_rubrics(reviews),
        )


def _preferred(ranking: Ranking, first: str, second: str) -> str | None:
    """The id that stands higher, ``tie``, or None if the ranking does not hold both."""
    place = {name: position for position, group in enumerate(ranking.order) for name in group}
    if first not in place or second not in place:
        return None
    if place[first] == place[second]:
        return "tie"
    return first if place[first] < place[second] else second


def _from_corrections(task: Task, review: Review) -> Iterator[Pair | LeftOut]:
    for correction in review.corrections:
        candidate = task.candidate(correction.candidate)
        run = correction.run
        if candidate is None:
            yield LeftOut("correction of an unknown candidate")
            continue
        corrected = {**candidate.files, **correction.files}
        if corrected == candidate.files:
            yield LeftOut("identical solutions")
        elif run is not None and run.outcome not in {Outcome.PASSED, *_NOT_TESTED}:
            yield LeftOut("correction fails the tests")
        else:
            yield Pair(
                id=_pair_id(task.id, "correction", review.id, candidate.id),
                source="correction",
                chosen=corrected,
                rejected=candidate.files,
                chosen_model=None,
                rejected_model=candidate.origin.model,
                wins=1,
                losses=0,
                n_reviewers=1,
                rubric=review.rubric,
            )


def _rubrics(reviews: tuple[Review, ...]) -> str | None:
    return ", ".join(sorted({review.rubric for review in reviews if review.rubric})) or None


def _pair_id(*parts: str) -> str:
    """Stable across exports: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
