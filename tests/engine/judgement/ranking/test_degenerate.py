"""Whatever is compared: finite figures that fit together, or a refusal that says why; never a wrong number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.ranking import Model, Settings, Winner, compare, order_rankings, rank

NAMES = st.sampled_from("abcd")
VOTES = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from(list(Winner)), st.sampled_from("rst"), st.sampled_from("uvw")).filter(
        lambda row: row[0] != row[1]
    ),
    min_size=1,
    max_size=14,
)
CHOICES = st.sampled_from(
    [Settings(model) for model in Model]
    + [Settings(Model.DAVIDSON, 1.5), Settings(deviation=1.5), Settings(rounds=100)]
)


@settings(max_examples=100)
@given(VOTES, CHOICES, st.sampled_from([None, (), ("reviewer",), ("task",), ("reviewer", "task")]), st.booleans())
def test_any_votes_give_finite_figures_or_a_refusal(
    votes: list[tuple[str, str, Winner, str, str]],
    chosen: Settings,
    cluster: tuple[str, ...] | None,
    position: bool,  # noqa: FBT001 - drawn
) -> None:
    left, right, winner, reviewer, task = zip(*votes, strict=True)
    covariates = {"position": [1.0] * len(left)} if position else None
    comparisons = compare(left, right, winner, clusters={"reviewer": reviewer, "task": task}, covariates=covariates)
    try:
        standing = rank(comparisons, chosen, cluster)
    except InputError:
        return
    placed = standing.places()
    assert {one.model for one in placed} | {one.model for one in standing.unplaced} == set(comparisons.models)
    for place in placed:
        assert all(map(math.isfinite, (place.theta, place.low, place.high, place.p_best)))
        assert place.low <= place.theta <= place.high or chosen.rounds
        assert 1 <= place.rank_low <= place.rank_high <= len(comparisons.models)
    for scale in standing.scales:
        assert sum(scale.theta) == pytest.approx(0, abs=1e-8)
        assert sum(scale.p_best) == pytest.approx(1)
        assert all(math.isfinite(one.value) for one in scale.parameters.values())


@settings(max_examples=60)
@given(st.lists(st.permutations("abcd").map(lambda order: order[:3]), min_size=1, max_size=8), CHOICES)
def test_any_rankings_give_finite_figures_or_a_refusal(orders: list[list[str]], chosen: Settings) -> None:
    rankings = order_rankings([">".join(order) for order in orders])
    try:
        standing = rank(rankings, chosen)
    except InputError:
        return
    for place in standing.places():
        assert all(map(math.isfinite, (place.theta, place.low, place.high, place.p_best)))
