"""Which of two solutions is better, and how surely: from the rankings and corrections of one task's reviews.

**Pairs.** Every two candidates that reviewers ranked, the better one being the one that more reviewers prefer; and
every correction over its candidate (``source`` says which). Where as many prefer the one as the other, it is a tie.

**How sure.** Candidates' skills θ have the prior N(0, 1.5²) and the posterior of Plackett-Luce given the task's
rankings; ``p_chosen`` = E[logistic(d)] with d ~ N(θ_i - θ_j, v_ij); ``ci_low`` and ``ci_high`` are the 95 % interval
of logistic(d); ``margin`` = θ_i - θ_j; ``agreement`` is the share of the votes, ties counting half, that agree with the
choice. A correction is a vote of its author, and a second one if it passed the tests.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from assay.domain.review import Ranking, Review
from assay.domain.task import Candidate
from assay.export.format import Aside, LeftOut, Options
from assay.export.judged import Chance, Corrected, Judged

TIES = "ties"
"""The file beside the main one for pairs on which nobody, or everybody alike, prefers one."""


@dataclass(frozen=True)
class Pair:
    """One preference of ``n_reviewers`` people."""

    id: str
    source: str
    """``ranking`` or ``correction``."""
    chosen: Mapping[str, str]
    rejected: Mapping[str, str]
    chosen_model: str | None
    rejected_model: str | None
    chance: Chance
    agreement: float
    n_reviewers: int
    n_qualified: int | None
    rubric: str | None
    tied: bool = False


def pairs(judged: Judged, options: Options) -> Iterator[Pair | LeftOut]:
    """The pairs of a task that are sure enough, its ties, and the reasons why others are left out."""
    for one in [*_from_rankings(judged), *(_from_correction(judged, one) for one in judged.corrections)]:
        if isinstance(one, LeftOut):
            yield one
        elif not one.tied and one.chance.p < options.min_p:
            yield LeftOut("below min_p")
        elif not one.tied and one.agreement < options.min_agreement:
            yield LeftOut("below min_agreement")
        else:
            yield one


def placed(pair: Pair, row: Mapping[str, object]) -> Mapping[str, object] | Aside:
    """The row of a pair, in the file where it belongs."""
    return Aside(TIES, row) if pair.tied else row


def _from_rankings(judged: Judged) -> Iterator[Pair | LeftOut]:
    reviews = [one for one in judged.reviews if one.ranking is not None]
    for first, second in combinations((place.candidate for place in judged.places), 2):
        asked = [
            (review, said)
            for review in reviews
            if review.ranking and (said := _preferred(review.ranking, first.id, second.id))
        ]
        if not asked:
            continue
        if first.files == second.files:
            yield LeftOut("identical solutions")
            continue
        votes = Counter(said for _, said in asked)
        better, worse = (second, first) if votes[second.id] > votes[first.id] else (first, second)
        yield _ranked(judged, better, worse, votes, [review for review, _ in asked])


def _ranked(judged: Judged, better: Candidate, worse: Candidate, votes: Counter[str], reviews: list[Review]) -> Pair:
    known = judged.given.qualified
    return Pair(
        id=_pair_id(judged.task.id, "ranking", *sorted((better.id, worse.id))),
        source="ranking",
        chosen=better.files,
        rejected=worse.files,
        chosen_model=better.origin.model,
        rejected_model=worse.origin.model,
        chance=judged.chances[better.id, worse.id],
        agreement=(votes[better.id] + votes["tie"] / 2) / len(reviews),
        n_reviewers=len(reviews),
        n_qualified=None if known is None else sum(one.reviewer in known for one in reviews),
        rubric=", ".join(sorted({one.rubric for one in reviews if one.rubric})) or None,
        tied=votes[better.id] == votes[worse.id],
    )


def _preferred(ranking: Ranking, first: str, second: str) -> str | None:
    """The id that stands higher, ``tie``, or None if the ranking does not hold both."""
    place = {name: position for position, group in enumerate(ranking.order) for name in group}
    if first not in place or second not in place:
        return None
    if place[first] == place[second]:
        return "tie"
    return first if place[first] < place[second] else second


def _from_correction(judged: Judged, one: Corrected) -> Pair | LeftOut:
    if one.files == one.candidate.files:
        return LeftOut("identical solutions")
    if one.fails:
        return LeftOut("correction fails the tests")
    known = judged.given.qualified
    return Pair(
        id=_pair_id(judged.task.id, "correction", one.review.id, one.candidate.id),
        source="correction",
        chosen=one.files,
        rejected=one.candidate.files,
        chosen_model=None,
        rejected_model=one.candidate.origin.model,
        chance=one.chance,
        agreement=1.0,
        n_reviewers=1,
        n_qualified=None if known is None else int(one.review.reviewer in known),
        rubric=one.review.rubric,
    )


def _pair_id(*parts: str) -> str:
    """Stable across exports, also when opinion turns: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
