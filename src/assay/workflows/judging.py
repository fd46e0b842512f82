"""Judge: what the reviews of one task add up to, as exports need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import permutations
from typing import Final

from assay.domain.review import Ranking, Review
from assay.domain.run import Outcome
from assay.domain.task import Task
from assay.export.judged import Chance, Corrected, Judged, Place, Reviewed
from assay.judgement.ranking.preference import Posterior, Preference, posterior
from assay.judgement.ranking.rankings import Order

_NOT_TESTED: Final = frozenset({Outcome.NOT_RUN, Outcome.SANDBOX_ERROR})


def judge(reviewed: Reviewed) -> Judged:
    """Rankings become skills with a covariance; a correction is a vote of its author, and of its tests if they pass."""
    reviews = tuple(_newest(reviewed.reviews))
    position = {one.id: at for at, one in enumerate(reviewed.task.candidates)}
    orders = [order for one in reviews if one.ranking and (order := _order(one.ranking, position))]
    places, chances = _ranked(reviewed.task, orders) if orders else ((), {})
    return Judged(reviewed, reviews, places, chances, tuple(_corrections(reviewed.task, reviews)))


def _newest(reviews: tuple[Review, ...]) -> Iterator[Review]:
    """Each reviewer's last revision: a reviewer has one vote."""
    newest: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda one: one.revision):
        newest[review.reviewer] = review
    yield from newest.values()


def _order(ranking: Ranking, position: Mapping[str, int]) -> Order:
    """A ranking by positions of candidates; empty if it does not place two that the task has."""
    known = [tuple(sorted([position[name] for name in group if name in position])) for group in ranking.order]
    order = tuple(group for group in known if group)
    return order if sum(map(len, order)) > 1 else ()


def _ranked(task: Task, orders: list[Order]) -> tuple[tuple[Place, ...], dict[tuple[str, str], Chance]]:
    places, chances = _standing(tuple(sorted(orders)))
    candidates = task.candidates
    return (
        tuple(Place(candidates[at], rank, theta, low, high) for at, rank, theta, low, high in places),
        {(candidates[better].id, candidates[worse].id): chance for (better, worse), chance in chances.items()},
    )


@lru_cache(maxsize=8192)
def _standing(
    orders: tuple[Order, ...],
) -> tuple[tuple[tuple[int, int, float, float, float], ...], Mapping[tuple[int, int], Chance]]:
    """Position, rank, theta and its interval of each candidate, the best first; and how surely each is better than
    each. Remembered: a few reviewers of a few candidates have few ways to answer.
    """
    members = sorted({item for order in orders for group in order for item in group})
    at = {item: number for number, item in enumerate(members)}
    renamed = [tuple(tuple(at[item] for item in group) for group in order) for order in orders]
    fitted = posterior(renamed, len(members))
    chances = {
        (members[i], members[j]): _chance(fitted.preference(i, j)) for i, j in permutations(range(len(members)), 2)
    }
    return tuple(_places(members, fitted)), chances


def _places(members: list[int], fitted: Posterior) -> Iterator[tuple[int, int, float, float, float]]:
    rounded = [round(float(theta), 9) for theta in fitted.theta]
    for number in sorted(range(len(members)), key=lambda one: (-rounded[one], one)):
        low, high = fitted.interval(number)
        rank = 1 + sum(other > rounded[number] for other in rounded)
        yield members[number], rank, float(fitted.theta[number]), low, high


def _corrections(task: Task, reviews: tuple[Review, ...]) -> Iterator[Corrected]:
    for review in reviews:
        for correction in review.corrections:
            candidate = task.candidate(correction.candidate)
            if candidate is None:
                continue
            outcome = correction.run.outcome if correction.run else Outcome.NOT_RUN
            yield Corrected(
                review=review,
                candidate=candidate,
                correction=correction,
                files={**candidate.files, **correction.files},
                fails=outcome not in {Outcome.PASSED, *_NOT_TESTED},
                chance=_of_votes(2 if outcome is Outcome.PASSED else 1),
            )


@lru_cache
def _of_votes(votes: int) -> Chance:
    return _chance(posterior([((0,), (1,))] * votes, 2).preference(0, 1))


def _chance(found: Preference) -> Chance:
    return Chance(found.p, found.low, found.high, found.margin)
