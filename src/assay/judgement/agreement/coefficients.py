"""Agreement of values beyond chance: Krippendorff's alpha, Gwet's AC1, and plain agreement."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array

from assay.judgement.agreement.answers import Answers, Floats, Level
from assay.judgement.agreement.resampling import DEFAULT, Resampling, Sums, over_tasks
from assay.judgement.grading.figure import Figure, Unscored

_ONE_VALUE = "everybody gave the same value: chance alone would agree as well"
_NO_PAIRS = "no unit has two answers"


def krippendorff_alpha(answers: Answers, level: Level, resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """Alpha = 1 - observed / expected disagreement; n counts tasks with a unit that two reviewers answered.

    Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), §E, in the form for any number of
    reviewers, missing answers, and the metric of ``level``.
    """
    pairable = answers.pairable()
    if not len(pairable.counts):
        return Unscored(_NO_PAIRS, 0)
    if level is Level.INTERVAL:
        return over_tasks(_moments(pairable), _ONE_VALUE, resampling)
    return over_tasks(_coincidences(pairable, level), _ONE_VALUE, resampling)


def gwet_ac1(answers: Answers, resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """AC1 of nominal values: chance agreement counts only for answers that were guesses, so it holds with rare values.

    Source: Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", British
    Journal of Mathematical and Statistical Psychology 61 (2008), with missing answers as in his Handbook of Inter-Rater
    Reliability, 4th edition (2014): shares of values come from all units, agreement from those with two answers.
    """
    width = len(answers.values)
    if width < 2:
        return Unscored(_ONE_VALUE, answers.tasks)
    each = answers.counts.sum(axis=1)
    two = each >= 2
    if not two.any():
        return Unscored(_NO_PAIRS, 0)
    shares = answers.counts / each[:, None]
    columns = np.column_stack([_agreeing(answers), two, shares, np.ones(len(each))])

    def statistic(sums: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            observed = sums[:, 0] / sums[:, 1]
            share = sums[:, 2:-1] / sums[:, -1:]
            chance = (share * (1 - share)).sum(axis=1) / (width - 1)
            return np.asarray((observed - chance) / (1 - chance))

    return over_tasks(Sums(_by_task(answers, columns), statistic), _NO_PAIRS, resampling)


def plain_agreement(answers: Answers, resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """The mean share of pairs of reviewers who gave a unit the same value, chance included."""
    pairable = answers.pairable()
    if not len(pairable.counts):
        return Unscored(_NO_PAIRS, 0)
    columns = np.column_stack([_agreeing(pairable), np.ones(len(pairable.counts))])
    return over_tasks(Sums(_by_task(pairable, columns), _ratio), _NO_PAIRS, resampling)


def _ratio(sums: Floats) -> Floats:
    return np.asarray(sums[:, 0] / sums[:, 1])


def _agreeing(answers: Answers) -> Floats:
    """For each unit the share of its pairs of answers that are alike; 0 where there is no pair."""
    each = answers.counts.sum(axis=1)
    alike = (answers.counts * (answers.counts - 1)).sum(axis=1)
    return np.asarray(alike / np.maximum(each * (each - 1), 1), dtype=np.float64)


def _by_task(answers: Answers, columns: Floats | csr_array) -> csr_array:
    """Rows of units summed by task."""
    units = len(answers.task_of)
    membership = csr_array((np.ones(units), (answers.task_of, np.arange(units))), shape=(answers.tasks, units))
    return csr_array(membership @ csr_array(columns))


def _coincidences(answers: Answers, level: Level) -> Sums:
    """Every task's coincidences o[c, k], flattened: pairs of answers of a unit, each unit weighing its m answers."""
    counts, width = answers.counts, len(answers.values)
    row, value = np.nonzero(counts)
    number = counts[row, value]
    starts = np.searchsorted(row, np.arange(len(counts) + 1))
    sizes = np.diff(starts)
    first = np.repeat(np.arange(len(row)), sizes[row])
    within = np.arange(len(first)) - np.repeat(np.concatenate([[0], np.cumsum(sizes[row])[:-1]]), sizes[row])
    second = starts[row[first]] + within
    pairs = number[first] * (number[second] - (first == second))
    weight = pairs / (counts.sum(axis=1) - 1)[row[first]]
    cells = value[first] * width + value[second]
    units = csr_array((weight, (row[first], cells)), shape=(len(counts), width**2))
    metric = _nominal if level is Level.NOMINAL else _ordinal

    def statistic(sums: Floats) -> Floats:
        return _alpha(sums.reshape(len(sums), width, width), metric)

    return Sums(_by_task(answers, units), statistic)


def _alpha(coincidences: Floats, metric: Callable[[Floats], Floats]) -> Floats:
    """1 - (n - 1) Σ o δ² / Σ n_c n_k δ², over coincidences (rounds, q, q)."""
    of_value = coincidences.sum(axis=2)
    n = of_value.sum(axis=1)
    squares = metric(of_value)
    observed = (coincidences * squares).sum(axis=(1, 2))
    expected = (of_value[:, :, None] * of_value[:, None, :] * squares).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)


def _nominal(of_value: Floats) -> Floats:
    width = of_value.shape[1]
    return np.broadcast_to(1 - np.eye(width), (len(of_value), width, width))


def _ordinal(of_value: Floats) -> Floats:
    """δ²(c, k) = (Σ_{g=c..k} n_g - (n_c + n_k) / 2)²: how many answers lie between two values."""
    middle = np.cumsum(of_value, axis=1) - of_value / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _moments(answers: Answers) -> Sums:
    """The interval metric needs no table of pairs: Σ_pairs (x - y)² = m Σx² - (Σx)² within a unit, and so overall."""
    centre = float((answers.counts @ answers.numbers).sum() / answers.counts.sum())
    numbers = answers.numbers - centre
    each = answers.counts.sum(axis=1)
    first, second = answers.counts @ numbers, answers.counts @ numbers**2
    columns = np.column_stack([(each * second - first**2) / (each - 1), each, first, second])

    def statistic(sums: Floats) -> Floats:
        inside, n, first, second = sums.T
        overall = n * second - first**2
        with np.errstate(invalid="ignore", divide="ignore"):
            varied = overall > 1e-12 * np.maximum(n * second, 1e-300)
            return np.where(varied, 1 - (n - 1) * inside / overall, np.nan)

    return Sums(_by_task(answers, columns), statistic)
