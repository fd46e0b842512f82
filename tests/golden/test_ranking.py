"""Published worked examples of models for comparisons and rankings, to the digits that are printed."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from assay.judgement.ranking import Comparisons, Model, Settings, Winner, compare, order_rankings, rank, tabulate
from assay.judgement.ranking.fitting import Fitted, fit_pairs

Counted = list[tuple[str, str, Winner, float]]


def counted(rows: Counted) -> Comparisons:
    left, right, winner, weight = zip(*rows, strict=True)
    return compare(left, right, winner, weight=weight)


def against(fitted: Fitted, models: tuple[str, ...], reference: str) -> dict[str, tuple[float, float]]:
    """Differences to one model and their standard errors from the information, as packages print them."""
    zero = models.index(reference)
    variance = fitted.bread
    return {
        model: (
            fitted.point[i] - fitted.point[zero],
            float(np.sqrt(variance[i, i] + variance[zero, zero] - 2 * variance[i, zero])),
        )
        for i, model in enumerate(models)
        if i != zero
    }


def test_bradley_terry_journals_that_cite_each_other() -> None:
    """Stigler, Statistical Science 9 (1994); Turner & Firth, Journal of Statistical Software 48 (2012), §2.1."""
    journals = ("Biometrika", "Comm Statist", "JASA", "JRSS-B")
    cited = [[714, 730, 498, 221], [33, 425, 68, 17], [320, 813, 1072, 142], [284, 276, 325, 188]]
    rows: Counted = [
        (better, worse, Winner.LEFT, cited[i][j])
        for i, better in enumerate(journals)
        for j, worse in enumerate(journals)
        if i != j
    ]
    comparisons = counted(rows)
    found = against(fit_pairs(tabulate(comparisons)), comparisons.models, "Biometrika")
    assert found["Comm Statist"] == pytest.approx((-2.94907, 0.10255), abs=5e-6)
    assert found["JASA"] == pytest.approx((-0.47957, 0.06059), abs=5e-6)
    assert found["JRSS-B"] == pytest.approx((0.26895, 0.07083), abs=5e-6)


BASEBALL = {
    "Milwaukee": {"Detroit": (4, 3), "Toronto": (4, 2), "New York": (4, 3), "Boston": (6, 1), "Cleveland": (4, 2)},
    "Detroit": {"Milwaukee": (3, 3), "Toronto": (4, 2), "New York": (4, 3), "Boston": (6, 0), "Cleveland": (6, 1)},
    "Toronto": {"Milwaukee": (2, 5), "Detroit": (4, 3), "New York": (2, 4), "Boston": (4, 3), "Cleveland": (4, 2)},
    "New York": {"Milwaukee": (3, 3), "Detroit": (5, 1), "Toronto": (2, 5), "Boston": (4, 3), "Cleveland": (4, 2)},
    "Boston": {"Milwaukee": (5, 1), "Detroit": (2, 5), "Toronto": (3, 3), "New York": (4, 2), "Cleveland": (5, 2)},
    "Cleveland": {"Milwaukee": (2, 5), "Detroit": (3, 3), "Toronto": (3, 4), "New York": (4, 3), "Boston": (4, 2)},
    "Baltimore": {"Milwaukee": (2, 5), "Detroit": (1, 5), "Toronto": (1, 6), "New York": (2, 4), "Boston": (1, 6)},
}
"""Home team, away team, (wins at home, wins away); Baltimore as guest, and at home against Cleveland, below."""

GUESTS = {"Milwaukee": (6, 0), "Detroit": (4, 3), "Toronto": (6, 0), "New York": (6, 1), "Boston": (6, 0)}


def baseball() -> Comparisons:
    """The American League, eastern division, 1987; left is at home."""
    games = [(home, away, *wins) for home, guests in BASEBALL.items() for away, wins in guests.items()]
    games += [(home, "Baltimore", *wins) for home, wins in GUESTS.items()]
    games += [("Cleveland", "Baltimore", 2, 4), ("Baltimore", "Cleveland", 3, 4)]
    rows: Counted = [(home, away, Winner.LEFT, won) for home, away, won, _ in games]
    rows += [(home, away, Winner.RIGHT, lost) for home, away, _, lost in games]
    return counted(rows).counted()


def test_bradley_terry_baseball() -> None:
    """Agresti, Categorical Data Analysis (2nd edition, 2002), §10.6.2, as R's BradleyTerry2 prints it."""
    found = against(fit_pairs(tabulate(baseball())), baseball().models, "Baltimore")
    assert found["Boston"] == pytest.approx((1.1077, 0.3339), abs=5e-5)
    assert found["Cleveland"] == pytest.approx((0.6839, 0.3319), abs=5e-5)
    assert found["Detroit"] == pytest.approx((1.4364, 0.3396), abs=5e-5)
    assert found["Milwaukee"] == pytest.approx((1.5814, 0.3433), abs=5e-5)
    assert found["New York"] == pytest.approx((1.2476, 0.3359), abs=5e-5)
    assert found["Toronto"] == pytest.approx((1.2945, 0.3367), abs=5e-5)


def test_the_advantage_of_playing_at_home() -> None:
    """Agresti §10.6.3; R package BradleyTerry2, ``baseballModel2`` (Turner & Firth, JSS 48(9), 2012)."""
    games = baseball()
    at_home = replace(games, covariates={"home": np.ones(len(games.left))})
    (scale,) = rank(at_home, cluster=()).scales
    theta = dict(zip(scale.models, scale.theta, strict=True))
    published = {"Boston": 1.1438, "Cleveland": 0.7047, "Detroit": 1.4754, "Milwaukee": 1.6196, "Toronto": 1.3271}
    assert {team: theta[team] - theta["Baltimore"] for team in published} == pytest.approx(published, abs=5e-5)
    assert scale.parameters["home"].value == pytest.approx(0.3023, abs=5e-5)


PUDDING = (
    *((1, 2, 19, 22, 16), (1, 3, 16, 19, 12), (2, 3, 19, 19, 10), (1, 4, 18, 23, 13), (2, 4, 23, 19, 9)),
    *((3, 4, 19, 20, 15), (1, 5, 13, 19, 18), (2, 5, 16, 20, 12), (3, 5, 16, 15, 17), (4, 5, 17, 14, 16)),
    *((1, 6, 18, 21, 12), (2, 6, 22, 20, 12), (3, 6, 13, 18, 10), (4, 6, 14, 19, 18), (5, 6, 11, 21, 12)),
)
"""Brands i and j; how often i was preferred, j was, neither was."""


def test_davidson_chocolate_pudding() -> None:
    """Davidson, JASA 65 (1970), example 2; digits and errors from Turner et al., Computational Statistics 35 (2020).

    Their iteration (§2.1.1) is stopped where Davidson stopped, at the fourth digit of the worths.
    """
    rows: Counted = []
    for i, j, *counts in PUDDING:
        rows += [(str(i), str(j), winner, count) for winner, count in zip(Winner, counts, strict=True)]
    comparisons = counted(rows)
    (scale,) = rank(comparisons, Settings(Model.DAVIDSON), ()).scales
    worth = np.exp(scale.theta) / np.exp(scale.theta).sum()
    published = [0.1388005, 0.1729985, 0.1617420, 0.1653930, 0.1586805, 0.2023855]
    assert worth == pytest.approx(published, abs=5e-5)
    assert scale.parameters["nu"].value == pytest.approx(0.7468147, abs=5e-5)
    found = fit_pairs(tabulate(comparisons), davidson=True)
    errors = [error for _, error in against(found, comparisons.models, "1").values()]
    assert errors == pytest.approx([0.1872, 0.1935, 0.1882, 0.1927, 0.1924], abs=1e-4)
    assert np.sqrt(found.bread[6, 6]) == pytest.approx(0.0825, abs=5e-5)


NETFLIX = """
2143 68  1243 53  2134 49  1234 44  2413 39  3214 37  2314 37  2341 36  3241 31  2431 29  1324 22  3124 19
3421 17  4231 17  4213 16  1423 14  1342 10  4123 10  4312 9  3412 8  1432 8  3142 7  4321 7  4132 1
"""
"""Four films in 588 rankings (PrefLib 00004-00000138): Mean Girls, Beverly Hills Cop, The Mummy Returns, Mission II."""


def test_plackett_luce_films() -> None:
    """Turner, van Etten, Firth & Kosmidis, "Modelling rankings in R", talk of 15 May 2018, with their ghost item.

    They add half a win and half a loss of each film against an item that is in no ranking.
    """
    orders = {">".join(order): float(count) for order, count in re.findall(r"(\d{4}) (\d+)", NETFLIX)}
    ghosts = {f"{one}>ghost": 0.5 for one in "1234"} | {f"ghost>{one}": 0.5 for one in "1234"}
    both = orders | ghosts
    (scale,) = rank(order_rankings(list(both), weight=list(both.values())), Settings(Model.PLACKETT_LUCE), ()).scales
    worth = np.exp(scale.theta[:4]) / np.exp(scale.theta[:4]).sum()
    assert scale.models[4] == "ghost"
    assert worth == pytest.approx([0.2306285, 0.4510655, 0.1684719, 0.1498342], abs=2e-6)
