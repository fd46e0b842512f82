"""Intervals of proportions and means that hold their level in small samples; Wald's does not, so it is not here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean, variance

from scipy.special import betaincinv, stdtrit

from assay.judgement.grading.figure import MINIMUM_N, Figure, Interval, Method, Unscored, too_few

LEVEL = 0.95


def z_score(level: float = LEVEL) -> float:
    """The standard normal quantile that leaves (1 - level) / 2 above it: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(successes: float, n: float, level: float = LEVEL) -> Interval:
    """The score interval of successes / n; both may be fractions (effective sample sizes), n must be above 0.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); here as
    Newcombe, Statistics in Medicine 17 (1998), method 3.
    """
    share, z = successes / n, z_score(level)
    middle = (2 * n * share + z**2) / (2 * (n + z**2))
    half = z * math.sqrt(z**2 + 4 * n * share * (1 - share)) / (2 * (n + z**2))
    return Interval(0.0 if successes <= 0 else middle - half, 1.0 if successes >= n else middle + half)


def jeffreys(successes: float, n: float, level: float = LEVEL) -> Interval:
    """The equal-tailed interval of Beta(successes + ½, n - successes + ½); 0 at no success, 1 at no failure.

    Source: Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001), §3.1.
    """
    a, b, tail = successes + 0.5, n - successes + 0.5, (1 - level) / 2
    low = 0.0 if successes <= 0 else float(betaincinv(a, b, tail))
    return Interval(low, 1.0 if successes >= n else float(betaincinv(a, b, 1 - tail)))


def proportion(
    successes: int, n: int, what: str, method: Method = Method.WILSON, minimum: int = MINIMUM_N
) -> Figure | Unscored:
    """``successes`` of ``n`` with its interval; ``what`` names the n things ("defects")."""
    if n < max(minimum, 1):
        return too_few(n, minimum, what)
    interval = wilson(successes, n) if method is Method.WILSON else jeffreys(successes, n)
    return Figure(successes / n, interval, n)


def weighted_proportion(
    weights: Sequence[float],
    successes: Sequence[bool],
    what: str,
    method: Method = Method.WILSON,
    minimum: int = MINIMUM_N,
) -> Figure | Unscored:
    """The weight of the successes in the whole; the interval is that of the effective sample size (Σw)² / Σw².

    Source: Kish, Survey Sampling (1965), §11.7. ``n`` stays the number of things.
    """
    n = len(weights)
    if n < max(minimum, 1):
        return too_few(n, minimum, what)
    whole = math.fsum(weights)
    share = math.fsum(weight for weight, success in zip(weights, successes, strict=True) if success) / whole
    effective = whole**2 / math.fsum(weight**2 for weight in weights)
    method_of = wilson if method is Method.WILSON else jeffreys
    return Figure(share, method_of(share * effective, effective), n)


def mean(
    values: Sequence[float], what: str, *, least_variance: float = 0.0, minimum: int = MINIMUM_N
) -> Figure | Unscored:
    """The mean with Student's t interval. ``least_variance`` keeps equal observations from looking certain."""
    n = len(values)
    if n < max(minimum, 2):
        return too_few(n, minimum, what)
    half = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * math.sqrt(max(variance(values), least_variance) / n)
    centre = fmean(values)
    return Figure(centre, Interval(centre - half, centre + half), n)
