"""All figures of one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assay.domain.finding import Severity
from assay.judgement.grading.classes import FindingClass
from assay.judgement.grading.confidence import brier, expected_calibration_error
from assay.judgement.grading.figure import MINIMUM_N, Figure, Method, Unscored
from assay.judgement.grading.intervals import proportion, weighted_proportion
from assay.judgement.grading.sensitivity import d_prime
from assay.judgement.grading.severity import quadratic_kappa, signed_error
from assay.judgement.grading.tally import Chance, GradedItem, Tally, tally
from assay.judgement.matching import Parameters

Score = Figure | Unscored

SEVERITY_WEIGHTS: Final[Mapping[Severity, float]] = {
    Severity.NIT: 1,
    Severity.MINOR: 2,
    Severity.MAJOR: 4,
    Severity.BLOCKER: 8,
}

_ORDER_ONLY: Final = "the text similarity only orders; 'semantic' is needed to judge by words alone"


@dataclass(frozen=True)
class Settings:
    """How figures are made."""

    method: Method = Method.WILSON
    minimum: int = MINIMUM_N
    parameters: Parameters = field(default_factory=Parameters)
    words_decide: bool = False
    """Whether the text similarity in use is decisive; without it nothing is known about naming alone."""


@dataclass(frozen=True)
class Scorecard:
    """What a source is worth on its items.

    ``figures`` by name, in the order in which people read them; ``counts`` of findings by class; ``open_defects`` and
    ``open_twins`` wait for a person and are in no figure.
    """

    items: int
    figures: Mapping[str, Score]
    counts: Mapping[FindingClass, int]
    open_defects: int
    open_twins: int


def scorecard(items: Sequence[GradedItem], settings: Settings) -> Scorecard:
    """Every figure over ``items``, all judged by one source; a figure with too few observations is ``Unscored``."""
    counted = tally(items, settings.parameters)
    known = [chance for chance in counted.chances if chance.caught is not None]
    alarms = [alarm for alarm in counted.alarms if alarm is not None]
    return Scorecard(
        items=len(items),
        figures={
            **_found(counted, known, settings),
            **_claimed(counted, alarms, settings),
            "d_prime": d_prime(
                sum(bool(chance.caught) for chance in known), len(known), sum(alarms), len(alarms), settings.minimum
            ),
            **_calibrated(counted, settings),
        },
        counts={kind: counted.classes.get(kind, 0) for kind in FindingClass},
        open_defects=len(counted.chances) - len(known),
        open_twins=len(counted.alarms) - len(alarms),
    )


def _found(counted: Tally, known: Sequence[Chance], settings: Settings) -> dict[str, Score]:
    caught = [bool(chance.caught) for chance in known]
    weights = [SEVERITY_WEIGHTS[chance.defect.severity] for chance in known]
    chances, method, minimum = counted.chances, settings.method, settings.minimum
    named = proportion(sum(chance.named for chance in chances), len(chances), "defects", method, minimum)
    return {
        "recall": proportion(sum(caught), len(known), "defects", method, minimum),
        "weighted_recall": weighted_proportion(weights, caught, "defects", method, minimum),
        "localised_recall": proportion(
            sum(chance.localised for chance in chances), len(chances), "defects", method, minimum
        ),
        "named_recall": named if settings.words_decide else Unscored(_ORDER_ONLY, len(chances)),
    }


def _claimed(counted: Tally, alarms: Sequence[bool], settings: Settings) -> dict[str, Score]:
    valid = counted.classes.get(FindingClass.HIT, 0) + counted.classes.get(FindingClass.VALID, 0)
    nitpicks = counted.classes.get(FindingClass.NITPICK, 0)
    wrong = counted.classes.get(FindingClass.FALSE, 0)
    n, method, minimum = valid + nitpicks + wrong, settings.method, settings.minimum
    return {
        "precision": proportion(valid, n, "findings", method, minimum),
        "nitpick_rate": proportion(nitpicks, n, "findings", method, minimum),
        "false_rate": proportion(wrong, n, "findings", method, minimum),
        "clean_alarm_rate": proportion(sum(alarms), len(alarms), "clean twins", method, minimum),
    }


def _calibrated(counted: Tally, settings: Settings) -> dict[str, Score]:
    given = [graded.finding.severity.rank for graded, _ in counted.hits]
    true = [defect.severity.rank for _, defect in counted.hits]
    stated = [
        (one.finding.confidence, one.kind in {FindingClass.HIT, FindingClass.VALID})
        for one in counted.graded
        if one.finding.confidence is not None
        and one.kind in {FindingClass.HIT, FindingClass.VALID, FindingClass.NITPICK, FindingClass.FALSE}
    ]
    confidences, came_true = [confidence for confidence, _ in stated], [truth for _, truth in stated]
    return {
        "severity_error": signed_error(given, true, settings.minimum),
        "severity_kappa": quadratic_kappa(given, true, settings.minimum),
        "brier": brier(confidences, came_true, settings.minimum),
        "calibration_error": expected_calibration_error(confidences, came_true, settings.minimum),
    }
