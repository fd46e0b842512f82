from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judgement.ranking import Model, Settings, Standing, Winner, compare, order_rankings, rank
from assay.judgement.ranking.components import find_groups

L, R, T = Winner.LEFT, Winner.RIGHT, Winner.TIE


def fit(pairs: str, settings: Settings | None = None) -> Standing:
    """``"a>b b=c"`` as comparisons."""
    rows = [(pair[0], pair[2], L if pair[1] == ">" else T) for pair in pairs.split()]
    left, right, winner = zip(*rows, strict=True)
    return rank(compare(left, right, winner), settings)


def test_a_model_that_always_wins_has_no_finite_skill_and_the_others_are_ranked() -> None:
    standing = fit("a>b a>c b>c c>b")
    (scale,) = standing.scales
    assert scale.models == ("b", "c")
    assert scale.theta == pytest.approx([0, 0], abs=1e-9)
    (top,) = standing.unplaced
    assert (top.model, top.n) == ("a", 2)
    assert top.reason == "won every comparison (against b, c): no upper bound for its skill"
    assert standing.notes == ("{a} never lost to {b, c}: no finite distance between them, --map gives one",)


def test_a_model_that_always_loses_is_named_too() -> None:
    (bottom,) = fit("a>c b>c b>a a>b").unplaced
    assert bottom.reason == "lost every comparison (against a, b): no lower bound for its skill"


def test_a_model_between_two_groups_is_named() -> None:
    standing = fit("a>b b>a a>m b>m m>x m>y x>y y>x")
    assert [scale.models for scale in standing.scales] == [("a", "b"), ("x", "y")]
    assert [(one.model, one.reason) for one in standing.unplaced] == [
        ("m", "never beat a, b, never lost to x, y: nothing bounds its distance")
    ]


def test_a_ladder_has_no_scale_at_all() -> None:
    standing = fit("a>b b>c")
    assert standing.scales == ()
    assert standing.places() == ()
    assert [one.model for one in standing.unplaced] == ["a", "b", "c"]


def test_islands_are_ranked_apart_and_named() -> None:
    standing = fit("a>b b>a x>y y>x x>y")
    assert [scale.models for scale in standing.scales] == [("a", "b"), ("x", "y")]
    assert standing.scales[1].theta == pytest.approx([np.log(2) / 2, -np.log(2) / 2])
    assert standing.notes == ("no comparison connects {a, b}, {x, y}: each is ranked for itself",)
    assert [place.group for place in standing.places()] == [1, 1, 2, 2]


def test_a_prior_gives_the_winner_a_finite_skill_but_joins_no_islands() -> None:
    standing = fit("a>b a>c b>c c>b x>y y>x", Settings(deviation=1.5))
    assert [scale.models for scale in standing.scales] == [("a", "b", "c"), ("x", "y")]
    assert standing.unplaced == ()
    best = standing.places()[0]
    assert best.model == "a"
    assert 0 < best.theta < 3
    assert best.low < best.theta < best.high


def test_a_tie_connects_both_ways() -> None:
    assert fit("a=b").scales[0].theta == pytest.approx([0, 0])


def test_an_island_with_a_single_reviewer_gets_no_clustered_interval() -> None:
    comparisons = compare(
        list("abababxyx"), list("bababayxy"), [L] * 9, clusters={"reviewer": [*"rstrst", "q", "q", "q"]}
    )
    standing = rank(comparisons)
    assert [scale.models for scale in standing.scales] == [("a", "b")]
    assert {one.reason for one in standing.unplaced} == {
        "its group {x, y} has a single reviewer: no interval clustered by it"
    }


def test_rankings_are_divided_as_comparisons_are() -> None:
    rankings = order_rankings(["t>a>b>c", "t>b>a>c", "t>c>a>b", "b>c>a"])
    standing = rank(rankings, Settings(Model.PLACKETT_LUCE))
    below = rank(order_rankings(["a>b>c", "b>a>c", "c>a>b", "b>c>a"]), Settings(Model.PLACKETT_LUCE))
    assert [one.model for one in standing.unplaced] == ["t"]
    assert standing.scales[0].theta == pytest.approx(below.scales[0].theta, abs=1e-9)


def test_long_lists_of_names_are_cut() -> None:
    standing = fit(" ".join(f"t>{name} {name}>a a>{name}" for name in "bcdefg"))
    assert (
        standing.unplaced[0].reason
        == "won every comparison (against b, c, d, e and 2 more): no upper bound for its skill"
    )


@given(st.integers(0, 2**32 - 1), st.integers(2, 7), st.floats(0.05, 0.6))
def test_every_model_is_in_exactly_one_place(seed: int, size: int, density: float) -> None:
    generator = np.random.default_rng(seed)
    beaten = np.asarray(generator.random((size, size)) < density, dtype=np.float64)
    np.fill_diagonal(beaten, 0)
    groups = find_groups(tuple(map(str, range(size))), beaten)
    placed = [model for scale in groups.scales for model in scale] + list(groups.alone)
    assert sorted(placed) == list(range(size))
    reach = np.linalg.matrix_power(np.eye(size) + beaten, size) > 0
    for scale in groups.scales:
        outside = np.setdiff1d(np.arange(size), scale)
        inside = np.array(scale)
        assert reach[inside][:, inside].all()
        assert not (reach[inside][:, outside] & reach[outside][:, inside].T).any()
