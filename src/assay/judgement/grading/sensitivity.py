"""How well a source tells defective code from clean code, whatever its readiness to complain."""

from __future__ import annotations

import math
from statistics import NormalDist

from assay.judgement.grading.figure import MINIMUM_N, Figure, Interval, Unscored, too_few
from assay.judgement.grading.intervals import z_score

_NORMAL = NormalDist()


def loglinear_rate(count: int, n: int) -> float:
    """(count + ½) / (n + 1), never 0 or 1.

    Source: Hautus, "Corrections for extreme proportions and their biasing effects on estimated values of d'",
    Behavior Research Methods, Instruments & Computers 27 (1995).
    """
    return (count + 0.5) / (n + 1)


def d_prime_of_rates(hit_rate: float, alarm_rate: float) -> float:
    """z(hit rate) - z(false-alarm rate), both strictly between 0 and 1.

    Source: Green & Swets, Signal Detection Theory and Psychophysics (1966); Macmillan & Creelman, Detection Theory
    (2005), equation 1.5.
    """
    return _NORMAL.inv_cdf(hit_rate) - _NORMAL.inv_cdf(alarm_rate)


def d_prime(hits: int, signals: int, alarms: int, noises: int, minimum: int = MINIMUM_N) -> Figure | Unscored:
    """Log-linear d' with the interval of Gourevitch & Galanter; its n is the smaller of the two counts.

    var d' = H(1 - H) / (signals φ(z_H)²) + F(1 - F) / (noises φ(z_F)²), Gourevitch & Galanter, "A significance test
    for one parameter isosensitivity functions", Psychometrika 32 (1967).
    """
    for n, what in ((signals, "defects"), (noises, "clean twins")):
        if n < max(minimum, 1):
            return too_few(n, minimum, what)
    hit_rate, alarm_rate = loglinear_rate(hits, signals), loglinear_rate(alarms, noises)
    value = d_prime_of_rates(hit_rate, alarm_rate)
    half = z_score() * math.sqrt(_variance(hit_rate, signals) + _variance(alarm_rate, noises))
    return Figure(value, Interval(value - half, value + half), min(signals, noises))


def _variance(rate: float, n: int) -> float:
    return rate * (1 - rate) / (n * _NORMAL.pdf(_NORMAL.inv_cdf(rate)) ** 2)
