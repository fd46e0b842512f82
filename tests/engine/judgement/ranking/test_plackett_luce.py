from __future__ import annotations

from itertools import permutations

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from assay.errors import InputError
from assay.judgement.ranking import Model, Rankings, Settings, order_rankings, rank
from assay.judgement.ranking.rankings import parse_order

LUCE = Settings(Model.PLACKETT_LUCE)


def random_orders(seed: int, count: int, ties: float) -> list[str]:
    """Partial rankings of five models; the first two close a circle, so that the answer exists."""
    generator = np.random.default_rng(seed)
    orders = ["A>B>C>D>E", "E>A", "E>D>C>B>A"]
    for _ in range(count):
        names = generator.permutation(list("ABCDE"))[: generator.integers(2, 6)]
        signs = np.where(generator.random(len(names) - 1) < ties, "=", ">")
        orders.append(names[0] + "".join(sign + name for sign, name in zip(signs, names[1:], strict=True)))
    return orders


@given(st.integers(0, 2**32 - 1), st.integers(0, 60))
@settings(max_examples=25)
def test_skills_agree_with_choix(seed: int, count: int) -> None:
    orders = random_orders(seed, count, ties=0)
    indexed = [tuple("ABCDE".index(name) for name in order.split(">")) for order in orders]
    expected = choix.ilsr_rankings(5, indexed, tol=1e-11, max_iter=10_000)
    (scale,) = rank(order_rankings(orders), LUCE).scales
    assert scale.theta == pytest.approx(expected - expected.mean(), abs=1e-6)


def log_chance(theta: np.ndarray, order: str) -> float:
    """The mean over all orders of tied groups of Plackett-Luce's log-likelihood, by counting them all."""
    whole: list[list[str]] = [[]]
    for group in parse_order(order):
        whole = [[*before, *some] for before in whole for some in permutations(group)]
    values = [[theta["ABCDE".index(name)] for name in one] for one in whole]
    return float(np.mean([sum(v[k] - np.logaddexp.reduce(v[k:]) for k in range(len(v))) for v in values]))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5)
def test_ties_count_as_the_mean_of_their_orders(seed: int) -> None:
    orders = random_orders(seed, 6, ties=0.5)
    weight = np.random.default_rng(seed).uniform(0.2, 2, len(orders))

    def loss(theta: np.ndarray) -> float:
        values = [log_chance(theta, order) for order in orders]
        return -float(weight @ values) + float(theta.sum()) ** 2

    found = minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-6}).x
    (scale,) = rank(order_rankings(orders, weight=weight.tolist()), LUCE).scales
    assert scale.theta == pytest.approx(found, abs=1e-4)


@given(st.integers(0, 2**32 - 1), st.sampled_from([(), ("reviewer",)]))
@settings(max_examples=25)
def test_rankings_of_two_are_bradley_terry(seed: int, named: tuple[str, ...]) -> None:
    generator = np.random.default_rng(seed)
    orders = ["A>B", "B>C", "C>A"] + [
        generator.choice(["A>B", "B>A", "A=C", "C>B", "B=A"]) for _ in range(generator.integers(0, 40))
    ]
    rankings = order_rankings(orders, clusters={"reviewer": [str(k % 3) for k in range(len(orders))]})
    luce, terry = (rank(rankings, setting, named).scales[0] for setting in (LUCE, Settings()))
    assert luce.theta == pytest.approx(terry.theta, abs=1e-9)
    assert luce.covariance == pytest.approx(terry.covariance, abs=1e-8)  # of the point before the last step
    assert luce.n.tolist() == terry.n.tolist()


def test_clustered_scores_sum_to_the_gradient() -> None:
    """At the maximum the clusters' scores cancel; each alone does not."""
    orders = random_orders(3, 40, ties=0.3)
    labels = [str(k % 4) for k in range(len(orders))]
    repeated = order_rankings(orders * 5, clusters={"reviewer": labels * 5})
    once = order_rankings(orders, clusters={"reviewer": labels})
    assert rank(repeated, LUCE, ("reviewer",)).scales[0].covariance == pytest.approx(
        rank(once, LUCE, ("reviewer",)).scales[0].covariance, abs=1e-10
    )
    independent = [rank(data, LUCE, ()).scales[0].covariance for data in (once, repeated)]
    n = len(orders)
    assert independent[1] * 5 == pytest.approx(independent[0] * (n - 1) / n * 5 * n / (5 * n - 1), abs=1e-10)


def test_a_prior_shrinks() -> None:
    rankings = order_rankings(["A>B>C", "A>C>B", "A>B=C"])
    (scale,) = rank(rankings, Settings(Model.PLACKETT_LUCE, deviation=1.5)).scales
    assert scale.models == ("A", "B", "C")
    assert scale.theta[0] > scale.theta[1] > scale.theta[2]
    assert np.abs(scale.theta).max() < 3


def test_pairs_of_a_ranking_share_its_event() -> None:
    pairs = order_rankings(["A>B=C", "C>A"], weight=[2, 3]).as_comparisons()
    rows = {
        (pairs.models[i], pairs.models[j], int(winner), int(event), float(weight))
        for i, j, winner, event, weight in zip(
            pairs.left, pairs.right, pairs.winner, pairs.clusters["event"].codes, pairs.weights, strict=True
        )
    }
    assert rows == {("A", "B", 0, 0, 2.0), ("A", "C", 0, 0, 2.0), ("B", "C", 2, 0, 2.0), ("C", "A", 0, 1, 3.0)}
    assert rank(order_rankings(["A>B>C", "C>B>A", "B>A>C"])).cluster == ("event",)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("A>>B", "order 'A>>B' has an empty name; write it as 'A>B=C'"),
        ("", "order '' has an empty name"),
        ("A>B=A", "order 'A>B=A' names 'A' twice"),
    ],
)
def test_orders_that_make_no_sense_are_refused(order: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        order_rankings(["A>B", order])


def test_blanks_around_names_do_not_count() -> None:
    assert parse_order(" gpt 4 > b = c ") == (("gpt 4",), ("b", "c"))


@pytest.mark.parametrize("weight", [[1.0, float("nan")], [1.0, -1.0], [0.0, 0.0]])
def test_weights_that_make_no_sense_are_refused(weight: list[float]) -> None:
    with pytest.raises(InputError, match=r"weight|every weight is 0"):
        order_rankings(["A>B", "B>A"], weight=weight)


def test_empty_and_lonely_input_is_refused() -> None:
    with pytest.raises(InputError, match="no rankings"):
        order_rankings([])
    with pytest.raises(InputError, match="only one model, 'A'"):
        order_rankings(["A", "A"])


def test_too_many_tied_models_are_refused() -> None:
    names = [f"m{i:02}" for i in range(11)]
    rankings: Rankings = order_rankings(["=".join(names), ">".join(names), ">".join(reversed(names))])
    with pytest.raises(InputError, match="11 models are tied in one ranking; tie at most 10"):
        rank(rankings, LUCE)
