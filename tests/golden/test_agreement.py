"""Published worked examples of coefficients of agreement."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from assay.judgement.agreement import (
    Answer,
    Level,
    Resampling,
    gwet_ac1,
    krippendorff_alpha,
    plain_agreement,
    tabulate_answers,
)
from assay.judgement.agreement.orders import _concordance
from assay.judgement.grading import Figure, Unscored

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), §C: four observers, twelve units, values missing.
OBSERVERS = {
    "a": "1 2 3 3 2 1 4 1 2 . . .",
    "b": "1 2 3 3 2 2 4 1 2 5 . 3",
    "c": ". 3 3 3 2 3 4 2 2 5 1 .",
    "d": "1 2 3 3 2 4 4 1 2 5 1 .",
}
ANSWERS = [
    Answer(f"u{unit}", "", observer, value)
    for observer, row in OBSERVERS.items()
    for unit, value in enumerate(row.split())
    if value != "."
]

# Hollander & Wolfe, Nonparametric Statistical Methods (1973), p. 140: 22 runners, three ways round first base.
ROUNDING = """
5.40 5.50 5.55  5.85 5.70 5.75  5.20 5.60 5.50  5.55 5.50 5.40  5.90 5.85 5.70  5.45 5.55 5.60  5.40 5.40 5.35
5.45 5.50 5.35  5.25 5.15 5.00  5.85 5.80 5.70  5.25 5.20 5.10  5.65 5.55 5.45  5.60 5.35 5.45  5.05 5.00 4.95
5.50 5.50 5.40  5.45 5.55 5.50  5.55 5.55 5.35  5.45 5.50 5.55  5.50 5.45 5.25  5.65 5.60 5.40  5.70 5.65 5.55
6.30 6.30 6.25
"""


def value(figure: Figure | Unscored) -> float:
    assert isinstance(figure, Figure), figure
    return figure.value


@pytest.mark.parametrize(("level", "alpha"), [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)])
def test_krippendorffs_own_example(level: Level, alpha: float) -> None:
    figure = krippendorff_alpha(tabulate_answers(ANSWERS, level), level)
    assert value(figure) == pytest.approx(alpha, abs=5e-4)
    assert figure.n == 11


def test_gwets_example_on_the_same_ratings() -> None:
    """R package irrCAC, data cac.raw4raters (Gwet, Handbook of Inter-Rater Reliability, 4th edition, table 2.9)."""
    table = tabulate_answers(ANSWERS, Level.NOMINAL)
    assert value(plain_agreement(table)) == pytest.approx(0.81818, abs=5e-6)
    assert value(gwet_ac1(table)) == pytest.approx(0.77544, abs=5e-6)


def test_two_abstractors_of_pregnancies() -> None:
    """Gwet's 3 x 3 table (13, 20 + 7, 4 + 56): for two raters without gaps alpha is Scott's pi of .7962397 with
    Krippendorff's correction for 2n = 200 values.
    """
    cells = {("e", "e"): 13, ("a", "a"): 20, ("a", "n"): 7, ("n", "a"): 4, ("n", "n"): 56}
    rows = [pair for pair, count in cells.items() for _ in range(count)]
    answers = [
        Answer(str(at), "", who, one) for at, pair in enumerate(rows) for who, one in zip("xy", pair, strict=True)
    ]
    alpha = value(krippendorff_alpha(tabulate_answers(answers, Level.NOMINAL), Level.NOMINAL))
    assert 1 - (1 - alpha) * 200 / 199 == pytest.approx(0.7962397, abs=1e-7)


def test_the_runners_of_hollander_and_wolfe() -> None:
    """Friedman's chi-squared of 11.143 (R, ``friedman.test``) is m (N - 1) W."""
    times = np.array(ROUNDING.split(), dtype=np.float64).reshape(22, 3)
    ranks = np.array([stats.rankdata(row) for row in times])
    assert 22 * 2 * _concordance(ranks) == pytest.approx(11.143, abs=5e-4)


def test_ratings_are_enough_for_an_interval_only_from_eight_tasks() -> None:
    few = [answer for answer in ANSWERS if int(answer.task[1:]) < 7]
    refused = krippendorff_alpha(tabulate_answers(few, Level.NOMINAL), Level.NOMINAL)
    assert refused == Unscored("7 tasks, fewer than 8", 7)
    shown = krippendorff_alpha(tabulate_answers(few, Level.NOMINAL), Level.NOMINAL, Resampling(minimum=2))
    assert isinstance(shown, Figure)
