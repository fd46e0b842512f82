"""What each finding counts as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assay.domain.finding import Category, Finding, Proof, Severity
from assay.domain.gold import Ruling
from assay.judgement.matching import Match, Zone


class FindingClass(StrEnum):
    """Every finding is of exactly one class. Praise is no finding here."""

    HIT = "hit"
    """Names a known defect."""
    VALID = "valid"
    """True, and nobody had planted it."""
    DUPLICATE = "duplicate"
    """Says again what the same source has said; neither right nor wrong."""
    NITPICK = "nitpick"
    """True, with no behaviour at stake."""
    FALSE = "false"
    UNRESOLVED = "unresolved"
    """Waits for a person: left out of every figure, but counted."""


@dataclass(frozen=True)
class Settled:
    """What people ruled, and which defect a hit names."""

    ruling: Ruling
    defect: str | None = None


@dataclass(frozen=True)
class Graded:
    """A match, what it counts as, and the defect it names or may name."""

    match: Match
    kind: FindingClass
    defect: str | None

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.match.finding


_NO_BEHAVIOUR: Final = frozenset({Category.STYLE, Category.DOCUMENTATION})
_ZONES: Final = {Zone.HIT: FindingClass.HIT, Zone.DUPLICATE: FindingClass.DUPLICATE}


def classify(match: Match, settled: Settled | None = None) -> Graded:
    """People's ruling if there is one; unresolved if one is needed; else the machine's answer.

    A claim that nothing known matches, and that is not grave enough for a person, is a nitpick by its own words
    (severity nit, style, documentation), valid if a reproducer has proven it, and false otherwise.
    """
    if settled is not None:
        return Graded(match, FindingClass(settled.ruling.value), settled.defect)
    if match.needs_person:
        return Graded(match, FindingClass.UNRESOLVED, match.defect)
    if match.zone in _ZONES:
        return Graded(match, _ZONES[match.zone], match.defect)
    return Graded(match, _unmatched(match.finding), None)


def _unmatched(finding: Finding) -> FindingClass:
    if finding.severity is Severity.NIT or finding.category in _NO_BEHAVIOUR:
        return FindingClass.NITPICK
    return FindingClass.VALID if finding.proof is Proof.PROVEN else FindingClass.FALSE
