"""Assess: one item graded against its gold, an attempt judged by what it was found to do, and how the items do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit, ndtri

from assay.domain.finding import Finding, Proof, Severity
from assay.domain.gold import Decision, Gold, finding_key
from assay.domain.review import Ranking
from assay.judgement.grading import Figure, FindingClass, Graded, GradedItem, classify
from assay.judgement.grading.classes import Settled
from assay.judgement.grading.decisions import settle
from assay.judgement.grading.tally import tally
from assay.judgement.matching import Match, Parameters, Reason, Zone, best_similarity, match_findings
from assay.judgement.skill import (
    Catch,
    ChangeTest,
    CleanTest,
    DefectTest,
    Discrimination,
    Field,
    Outcome,
    PairTest,
    PrecisionFloor,
    Progress,
    Qualification,
    RaschFit,
    Standing,
    discrimination,
    extremes,
    fit_rasch,
    leak,
    qualify_in_doubt,
    recent_skill,
)
from assay.judgement.skill.items import LEAKED
from assay.planting.items import digest_of
from assay.planting.items import items as items_of_plant
from assay.planting.items import pair as pair_of_plant

__all__ = [
    "LEAKED",
    "MIDDLE",
    "PAIRS",
    "Asked",
    "Attempted",
    "Catch",
    "ChangeTest",
    "Field",
    "Figure",
    "FindingClass",
    "ItemGrade",
    "Judged",
    "Outcome",
    "Part",
    "Progress",
    "Qualification",
    "Rules",
    "Settled",
    "Standing",
    "Weighed",
    "digest_of",
    "grade_item",
    "items_of_plant",
    "judge_attempt",
    "pair_of_plant",
    "pairs_needed",
    "ranks_first",
    "recent_skill",
    "settle",
    "settled_by_one",
    "still_needed",
    "weigh_items",
]

MIDDLE: Final = (DefectTest.theta_fail + DefectTest.theta_pass) / 2
"""The difficulty at which an answer tells most between failing and passing."""

PAIRS: Final = PairTest()
"""How many pairs are ranked at most, and how many of them may be wrong."""

_NORMAL_95: Final = float(ndtri(0.975))
_NODES: Final = np.linspace(-4.0, 4.0, 81)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rules:
    """How long an attempt can become, and whether pairs are ranked; all else of the tests is fixed."""

    most_defects: int = 30
    most_twins: int = 30
    pairs: bool = False


@dataclass(frozen=True)
class Asked:
    """One item that was answered. ``success`` is a catch, or silence on a clean twin; None while people have to say."""

    clean: bool
    success: bool | None
    difficulty: float = 0.0


@dataclass(frozen=True)
class Attempted:
    """All of an attempt that decides on it: its items and its pairs in order, and how many findings are of each class.

    A pair is None before it is graded.
    """

    asked: Sequence[Asked]
    pairs: Sequence[bool | None] = ()
    classes: Mapping[FindingClass, int] = field(default_factory=dict)


class Part(StrEnum):
    """What an attempt must pass, in this order; what comes later is not looked at before."""

    TESTS = "tests"
    PAIRS = "pairs"
    PRECISION = "precision"


@dataclass(frozen=True)
class Judged:
    """Where an attempt stands, and the part that says so: the one that failed, or is open, or the last of all."""

    standing: Standing
    part: Part
    tests: Qualification


@dataclass(frozen=True)
class ItemGrade:
    """What came of one item: ``caught`` for a defect, ``alarmed`` for a clean twin; None while people have to say."""

    findings: tuple[Graded, ...]
    caught: bool | None = None
    alarmed: bool | None = None


def grade_item(gold: Gold, findings: Sequence[Finding], settled: Mapping[str, Settled] | None = None) -> ItemGrade:
    """Match what one person says of one item with what is known of it; praise is left out.

    A claim that nothing known matches is not believed for its proof: the correction on which its reproducer passes is
    the same person's. People decide on it. Caught is an item whose planted defects are all hit, whatever else is known.
    """
    answers = settled or {}
    claims = [one for one in findings if one.severity is not Severity.GOOD]
    shown = {finding_key(gold.task, one) for one in claims if one.proof in {Proof.PROVEN, Proof.DEMONSTRATED}}
    plain = [one.model_copy(update={"proof": Proof.UNPROVEN}) for one in claims]
    matching = match_findings(gold.task, plain, gold.defects, best_similarity())
    graded = tuple(classify(_doubted(match, shown), answers.get(match.key)) for match in matching.matches)
    counted = tally([GradedItem(gold, graded, matching.named)], Parameters())
    if gold.clean:
        return ItemGrade(graded, alarmed=counted.alarms[0])
    planted = {one.id for one in gold.defects if one.operator is not None} or {one.id for one in gold.defects}
    caught = [chance.caught for chance in counted.chances if chance.defect.id in planted]
    return ItemGrade(graded, caught=None if None in caught and False not in caught else all(caught))


def ranks_first(ranking: Ranking | None, sound: str, wrong: str) -> bool:
    """Whether the sound candidate stands above the other; a tie, or no ranking, is no."""
    order = ranking.order if ranking is not None else ()
    place = {candidate: number for number, group in enumerate(order) for candidate in group}
    return sound in place and wrong in place and place[sound] < place[wrong]


def _doubted(match: Match, shown: set[str]) -> Match:
    waits = match.zone is Zone.NONE and not match.reasons and match.key in shown
    return replace(match, reasons=(Reason.GRAVE_CLAIM,)) if waits else match


def settled_by_one(decisions: Sequence[Decision]) -> dict[str, Settled]:
    """The last ruling on each finding: where one person is enough."""
    return {one.finding: Settled(one.ruling, one.defect) for one in decisions}


def judge_attempt(attempted: Attempted, rules: Rules, *, ended: bool = False) -> Judged:
    """The two sequential tests over the items, the pairs where any are asked for, and the floor under precision;
    ``ended`` when nothing more comes.
    """
    caught, alarms = _split(attempted.asked)
    tests = qualify_in_doubt(
        caught, alarms, DefectTest(limit=rules.most_defects), CleanTest(limit=rules.most_twins), ended=ended
    )
    standings = {Part.TESTS: tests.standing}
    if rules.pairs:
        ranked = _ranked(attempted.pairs)
        standings[Part.PAIRS] = Standing.FAILED if ended and ranked is Standing.OPEN else ranked
    standings[Part.PRECISION] = _precise(attempted.classes)
    part = next((one for one, standing in standings.items() if standing is not Standing.PASSED), Part.PRECISION)
    return Judged(standings[part], part, tests)


def _ranked(pairs: Sequence[bool | None]) -> Standing:
    worst, best = PAIRS.judge(map(bool, pairs)), PAIRS.judge(one is not False for one in pairs)
    return worst if worst is best else Standing.OPEN


def _precise(classes: Mapping[FindingClass, int]) -> Standing:
    return PrecisionFloor().judge(
        valid=classes.get(FindingClass.HIT, 0) + classes.get(FindingClass.VALID, 0),
        worthless=classes.get(FindingClass.FALSE, 0) + classes.get(FindingClass.NITPICK, 0),
        unresolved=classes.get(FindingClass.UNRESOLVED, 0),
    )


def pairs_needed(attempted: Attempted, rules: Rules) -> bool:
    """Whether another pair can tell something: while those that were ranked, however they turn out, decide nothing."""
    return rules.pairs and len(attempted.pairs) < PAIRS.pairs and _ranked(attempted.pairs) is Standing.OPEN


def still_needed(asked: Sequence[Asked], rules: Rules) -> tuple[bool, bool]:
    """Whether the test on defects, and the one on clean twins, needs more items: not where it is decided with every
    open answer against the attempt, and, perhaps otherwise, with every one in its favour.
    """
    caught, alarms = _split(asked)
    worst, best = extremes(caught, alarms, DefectTest(limit=rules.most_defects), CleanTest(limit=rules.most_twins))
    return (
        Standing.OPEN in {worst.defects.standing, best.defects.standing},
        Standing.OPEN in {worst.clean.standing, best.clean.standing},
    )


def _split(asked: Sequence[Asked]) -> tuple[list[tuple[bool | None, float]], list[bool | None]]:
    return (
        [(one.success, one.difficulty) for one in asked if not one.clean],
        [None if one.success is None else not one.success for one in asked if one.clean],
    )


@dataclass(frozen=True)
class Weighed:
    """How one item with a defect does. ``difficulty`` is centred: 0 is the mean of the items that were weighed."""

    difficulty: float
    low: float
    high: float
    n: int
    discrimination: Discrimination | None
    leak: float | None


def weigh_items(catches: Sequence[Catch], operators: Mapping[str, str]) -> dict[str, Weighed]:
    """Difficulty with its 95 % interval, discrimination and leak of each item; ``catches`` in the order of time."""
    if not catches:
        return {}
    fit = fit_rasch(catches, operators)
    centre = float(np.mean([one.b for one in fit.difficulties.values()]))
    others = _Others(catches, fit)
    taken: dict[str, list[Catch]] = defaultdict(list)
    for one in catches:
        taken[one.item].append(one)
    found = {}
    for item, difficulty in fit.difficulties.items():
        caught = [one.caught for one in taken[item]]
        skills = [others.skill(one) for one in taken[item]]
        half = _NORMAL_95 * difficulty.standard_error
        b = difficulty.b - centre
        found[item] = Weighed(
            difficulty=b,
            low=b - half,
            high=b + half,
            n=difficulty.n,
            discrimination=discrimination(caught, skills),
            leak=leak(caught, skills, difficulty.b),
        )
    return found


class _Others:
    """Each person's posterior mean skill from all items but one, over a grid."""

    def __init__(self, catches: Sequence[Catch], fit: RaschFit) -> None:
        self._fit = fit
        prior = -0.5 * (_NODES / max(fit.skill_spread, 0.1)) ** 2
        self._of: dict[str, Floats] = defaultdict(prior.copy)
        for one in catches:
            self._of[one.reviewer] += self._told(one)

    def skill(self, without: Catch) -> float:
        """Of whoever made this catch, as if it had not been given."""
        weights = self._of[without.reviewer] - self._told(without)
        weights = np.exp(weights - weights.max())
        return float((weights * _NODES).sum() / weights.sum())

    def _told(self, one: Catch) -> Floats:
        gap = _NODES - self._fit.difficulties[one.item].b
        return np.asarray(log_expit(gap if one.caught else -gap), dtype=np.float64)
