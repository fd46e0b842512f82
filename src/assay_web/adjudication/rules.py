"""Pure decisions: which answers conflict, and when rulings settle a conflict."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

from assay.domain.finding import Finding, Severity
from assay.domain.review import Verdict
from assay.workflows.conclude import Clusters, cluster
from assay_web.adjudication.opinions import Claim, Opinion

APART = 2
"""Scores on one scale, or severities, that differ by so many steps are a conflict."""

AGREEING = 2
"""Rulings of different people that a grave claim needs before it counts as a known defect."""

NOT_SO = "false"
SAME, DIFFERENT = "same", "different"
SEVERITIES = tuple(one.value for one in (Severity.BLOCKER, Severity.MAJOR, Severity.MINOR, Severity.NIT))

Member = tuple[int, str]
"""Assignment and id of a finding."""

Clusterer = Callable[[str, Mapping[str, Sequence[Finding]]], Clusters]


@dataclass(frozen=True)
class Found:
    """A conflict before it is stored. ``answers`` maps assignments to what they say (None: nothing of it)."""

    kind: str
    key: str
    answers: Mapping[int, Any]
    position: int | None = None
    criterion: str = ""
    members: tuple[tuple[Member, ...], ...] = ()
    weight: float = 1.0
    needed: int = 1


@dataclass(frozen=True)
class Given:
    """One ruling as far as it decides: who and what."""

    adjudicator: int
    value: Any


@dataclass(frozen=True)
class Question:
    """What a task's conflicts are sought in. ``settled``: positions whose verdict the consensus holds for certain."""

    task: str
    opinions: Sequence[Opinion]
    settled: Collection[int] = field(default_factory=frozenset)


def find_conflicts(question: Question, clusterer: Clusterer = cluster) -> list[Found]:
    """Everything that a person should settle, in the order of the page; nothing while fewer than two have answered."""
    if len(question.opinions) < 2:
        return []
    return [
        *_verdicts(question),
        *_rankings(question.opinions),
        *_ratings(question.opinions),
        *_claims(question, clusterer),
    ]


def _verdicts(question: Question) -> Iterator[Found]:
    for position in _positions(question.opinions):
        answers = {one.assignment: one.verdicts[position] for one in question.opinions}
        said = {value for value in answers.values() if value is not None}
        if len(said) > 1 and position not in question.settled:
            far = {Verdict.ACCEPT.value, Verdict.REJECT.value} <= said
            yield Found("verdict", f"verdict:{position}", answers, position, weight=4.0 if far else 2.0)


def _rankings(opinions: Sequence[Opinion]) -> Iterator[Found]:
    ranked = [one for one in opinions if any(rank is not None for rank in one.ranks)]
    turned = 0
    for first, second in combinations(ranked, 2):
        for left, right in combinations(range(len(first.ranks)), 2):
            turned += _sign(first, left, right) * _sign(second, left, right) < 0
    if turned:
        yield Found(
            "ranking", "ranking", {one.assignment: one.order for one in ranked}, weight=3.0 + min(turned, 10) / 10
        )


def _sign(opinion: Opinion, left: int, right: int) -> int:
    one, other = opinion.ranks[left], opinion.ranks[right]
    return 0 if one is None or other is None else (one > other) - (one < other)


def _ratings(opinions: Sequence[Opinion]) -> Iterator[Found]:
    for criterion in sorted({name for one in opinions for name in one.ratings}):
        for position in _positions(opinions):
            answers = {one.assignment: (one.ratings.get(criterion) or [None] * 26)[position] for one in opinions}
            scores = [score for score in answers.values() if score is not None]
            if scores and max(scores) - min(scores) >= APART:
                yield Found(
                    "rating",
                    f"rating:{position}:{criterion}",
                    answers,
                    position,
                    criterion,
                    weight=(max(scores) - min(scores)) / 2,
                )


def _claims(question: Question, clusterer: Clusterer) -> Iterator[Found]:
    for position in _positions(question.opinions):
        claims = {
            str(one.assignment): [claim for claim in one.claims if claim.position == position]
            for one in question.opinions
        }
        if not any(claims.values()):
            continue
        clusters = clusterer(question.task, {name: [one.finding for one in some] for name, some in claims.items()})
        groups = [
            [(int(said.reviewer), claims[said.reviewer][said.index]) for said in group] for group in clusters.groups
        ]
        for group in groups:
            yield from _contested(group, question.opinions, position)
        for first, second, score in clusters.doubts:
            yield _doubt((groups[first], groups[second]), position, score)


def _contested(group: Sequence[tuple[int, Claim]], opinions: Sequence[Opinion], position: int) -> Iterator[Found]:
    """A grave claim that not everybody makes, or one whose severities lie far apart."""
    ranks = [claim.finding.severity.rank for _, claim in group]
    grave = max(ranks) >= Severity.MAJOR.rank
    alone = grave and len(group) < len(opinions)
    if not alone and max(ranks) - min(ranks) < APART:
        return
    said = {assignment: claim.finding.severity.value for assignment, claim in group}
    yield Found(
        "claim",
        f"claim:{position}:{min(claim.id for _, claim in group)}",
        {one.assignment: said.get(one.assignment) for one in opinions},
        position,
        members=(tuple((assignment, claim.id) for assignment, claim in group),),
        weight=float(max(ranks)),
        needed=AGREEING if grave else 1,
    )


def _doubt(
    groups: tuple[Sequence[tuple[int, Claim]], Sequence[tuple[int, Claim]]], position: int, score: float
) -> Found:
    names = sorted(min(claim.id for _, claim in group) for group in groups)
    return Found(
        "doubt",
        f"doubt:{position}:{names[0]}:{names[1]}",
        {assignment: None for group in groups for assignment, _ in group},
        position,
        members=tuple(tuple((assignment, claim.id) for assignment, claim in group) for group in groups),
        weight=score,
    )


def _positions(opinions: Sequence[Opinion]) -> range:
    return range(len(opinions[0].verdicts))


def settled_by(kind: str, needed: int, rulings: Iterable[Given]) -> Any | None:  # noqa: ANN401 - a value of its kind
    """What the rulings of one round decide; None while more people are needed.

    Where two must agree, they agree on whether a claim is a defect, a nit or not so; the lower severity holds.
    """
    given = list(rulings)
    if not given:
        return None
    if needed <= 1:
        return given[-1].value
    groups = Counter(_class_of(kind, one.value) for one in given).most_common(2)
    best, count = groups[0]
    if count < needed or (len(groups) > 1 and groups[1][1] == count):
        return None
    agreeing = [one.value for one in given if _class_of(kind, one.value) == best]
    return max(agreeing, key=SEVERITIES.index) if kind == "claim" and best == "defect" else agreeing[0]


def _class_of(kind: str, value: object) -> str:
    if kind == "claim" and value in SEVERITIES:
        return "nit" if value == Severity.NIT.value else "defect"
    return str(value)


def allowed(kind: str, value: object, *, scale: int = 10, candidates: int = 0) -> bool:
    """Whether ``value`` is one that a conflict of this kind can end with."""
    match kind:
        case "verdict":
            return value in set(Verdict)
        case "rating":
            return isinstance(value, int) and 1 <= value <= scale
        case "claim":
            return value in {*SEVERITIES, NOT_SO}
        case "doubt":
            return value in {SAME, DIFFERENT}
        case _:
            named = [name for group in str(value).split(">") for name in group.split("=")]
            return sorted(named) == [str(position) for position in range(candidates)]


def shuffled(public_id: UUID, names: Sequence[int], salt: str) -> list[int]:
    """``names`` in an order that is this task's own and tells nothing: who comes first here may come last elsewhere."""
    order = sorted(names)
    random.Random(f"{salt}:{public_id}").shuffle(order)  # noqa: S311 - hides nothing by itself; names are not shown
    return order
