"""Pure decisions about consensus: units, what a task needs, when all is estimated anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assay.workflows.conclude import VERDICT_LABELS, Next, Reliability, StopRule, Verdict, Vote, order_candidates

ALWAYS_ANEW_BELOW = 3_000
"""Reviews of a project up to which the whole estimation runs for every arrival: it takes well under a second."""

GROWTH = 1.05
"""Above that, it runs when the project has grown by so much; in between only the new votes are weighed."""

CERTAIN = 0.95


@dataclass(frozen=True)
class Read:
    """One review in numbers, as stored."""

    task: int
    reviewer: int
    verdicts: Sequence[int]
    ranks: Sequence[int]
    ratings: Mapping[str, Sequence[int]]


def unit(task: int, position: int) -> str:
    """The name of a candidate as a unit of the consensus."""
    return f"{task}:{position}"


def votes_of(reads: Sequence[Read]) -> list[Vote]:
    """One vote for each verdict that was given."""
    return [
        Vote(unit(one.task, position), str(one.reviewer), VERDICT_LABELS[code])
        for one in reads
        for position, code in enumerate(one.verdicts)
        if code >= 0
    ]


def scores_of(reads: Sequence[Read]) -> dict[str, dict[tuple[int, int], list[float]]]:
    """Criterion to task and position to scores."""
    found: dict[str, dict[tuple[int, int], list[float]]] = {}
    for one in reads:
        for criterion, scores in one.ratings.items():
            by_unit = found.setdefault(criterion, {})
            for position, score in enumerate(scores):
                if score:
                    by_unit.setdefault((one.task, position), []).append(float(score))
    return found


def must_fit_anew(readings: int, fitted: int | None) -> bool:
    """Whether to estimate how reviewers err, given how many reviews there are and how many the last fit had."""
    return fitted is None or readings <= ALWAYS_ANEW_BELOW or readings >= fitted * GROWTH or readings < fitted


def need_of(verdicts: Sequence[Verdict], most: int) -> str:
    """What a task needs: all its candidates' verdicts certain, or another reviewer, or from ``most`` on a person."""
    rule = StopRule(probability=CERTAIN, most=max(most, 1))
    needs = {rule.next(one) for one in verdicts}
    for worst in (Next.ADJUDICATION, Next.ANOTHER_REVIEWER):
        if worst in needs:
            return worst.value
    return Next.SETTLED.value


def reliabilities(stored: Mapping[str, Mapping[str, object]]) -> dict[str, Reliability]:
    """What a fit has stored of its reviewers, as the engine takes it."""
    return {name: Reliability(**one) for name, one in stored.items()}  # type: ignore[arg-type]  # as they were written


def ranked(orders: Sequence[str]) -> list[dict[str, float | int]]:
    """Candidates of one task, the best first, by rankings of positions; empty while nobody ranks two of them."""
    useful = sorted(order for order in orders if ">" in order or "=" in order)
    return [dict(row) for row in _ranked(tuple(useful))] if useful else []


@lru_cache(maxsize=50_000)
def _ranked(orders: tuple[str, ...]) -> tuple[tuple[tuple[str, float | int], ...], ...]:
    """Three reviewers have few ways to order three candidates: most tasks repeat another's."""
    return tuple(
        (
            ("position", int(place.model)),
            ("rank", place.rank),
            ("theta", round(place.theta, 4)),
            ("low", round(place.low, 4)),
            ("high", round(place.high, 4)),
            ("rank_low", place.rank_low),
            ("rank_high", place.rank_high),
            ("p_best", round(place.p_best, 4)),
        )
        for place in order_candidates(orders)
    )
