"""How sure a few votes make us: the Jeffreys posterior of a proportion."""

from __future__ import annotations

import math
from functools import lru_cache


def posterior_mean(wins: int, losses: int) -> float:
    """E[p] with p ~ Beta(wins + ½, losses + ½): (wins + ½) / (wins + losses + 1). One vote of one gives 0.75."""
    return (wins + 0.5) / (wins + losses + 1)


@lru_cache(maxsize=4096)
def jeffreys_interval(wins: int, losses: int, level: float = 0.95) -> tuple[float, float]:
    """The equal-tailed credible interval of the same posterior; 0 and 1 where no vote speaks against them.

    Source: Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001), §4.3.
    """
    tail = (1 - level) / 2
    low = _quantile(tail, wins + 0.5, losses + 0.5) if wins else 0.0
    high = _quantile(1 - tail, wins + 0.5, losses + 0.5) if losses else 1.0
    return low, high


def _quantile(probability: float, a: float, b: float) -> float:
    """X with I_x(a, b) = probability, by bisection to the last bit."""
    low, high = 0.0, 1.0
    while (middle := (low + high) / 2) not in {low, high}:
        low, high = (middle, high) if _incomplete_beta(middle, a, b) < probability else (low, middle)
    return middle


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b) for 0 < x < 1 (DLMF 8.17.22, the continued fraction)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    """1 + d₁/(1 + d₂/(1 + …)) with the d of DLMF 8.17.22, from the back; 200 terms settle it for thousands of votes."""
    value = 1.0
    for n in range(200, 0, -1):
        m = n // 2
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        value = 1 + (even if n % 2 == 0 else odd) / value
    return value
