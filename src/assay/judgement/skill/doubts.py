"""Qualification while some answers still wait for a person: what holds whatever the answers turn out to be.

A sequential test's path only rises with each success, so an attempt that passes with every open answer against it
passes however they are answered, and one that fails with every open answer in its favour fails. Anything else is open.
To leave open answers out instead would favour whichever outcome is known at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.judgement.skill.qualification import CleanTest, DefectTest, Qualification, Standing, qualify

Caught = tuple[bool | None, float]
"""Whether a defect was caught (None: a person has to say), and its difficulty."""


def qualify_in_doubt(
    caught: Sequence[Caught],
    alarms: Sequence[bool | None],
    defect_test: DefectTest | None = None,
    clean_test: CleanTest | None = None,
    *,
    ended: bool = False,
) -> Qualification:
    """As :func:`qualify`, with answers that are open. The tests shown are the least favourable that decides.

    ``ended``: nothing more comes, so each test decides by its rule for the limit; one without any answer fails.
    """
    defects, clean = defect_test or DefectTest(), clean_test or CleanTest()
    if ended:
        defects = replace(defects, limit=max(1, min(defects.limit, len(caught))))
        clean = replace(clean, limit=max(1, min(clean.limit, len(alarms))))
    worst, best = extremes(caught, alarms, defects, clean)
    if ended and not (caught and alarms):
        return replace(worst, standing=Standing.FAILED)
    if worst.standing is Standing.PASSED:
        return worst
    if best.standing is Standing.FAILED:
        return best
    return replace(best, standing=Standing.OPEN)


def extremes(
    caught: Sequence[Caught],
    alarms: Sequence[bool | None],
    defect_test: DefectTest | None = None,
    clean_test: CleanTest | None = None,
) -> tuple[Qualification, Qualification]:
    """With every open answer against the attempt, and with every one in its favour."""
    return (
        qualify([(bool(one), b) for one, b in caught], [one is not False for one in alarms], defect_test, clean_test),
        qualify([(one is not False, b) for one, b in caught], [bool(one) for one in alarms], defect_test, clean_test),
    )
