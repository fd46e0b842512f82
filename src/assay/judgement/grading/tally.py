"""What one source did on one item, and over all items, before any figure is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.domain.gold import Defect, Gold
from assay.judgement.grading.classes import FindingClass, Graded
from assay.judgement.matching import Parameters
from assay.judgement.matching.lines import line_score


@dataclass(frozen=True)
class GradedItem:
    """One candidate with what is known of it and what one source said of it (nothing, if it found nothing)."""

    gold: Gold
    findings: tuple[Graded, ...] = ()
    named: frozenset[str] = frozenset()
    """Ids of the defects that some finding in the right file describes, wherever it points."""


@dataclass(frozen=True)
class Chance:
    """One defect that a source could have found. ``caught`` is None while a person has to decide."""

    defect: Defect
    caught: bool | None
    localised: bool
    named: bool


@dataclass(frozen=True)
class Tally:
    """Chances, alarms on clean twins (None: waits for a person), and findings by class."""

    chances: tuple[Chance, ...]
    alarms: tuple[bool | None, ...]
    classes: Mapping[FindingClass, int]
    hits: tuple[tuple[Graded, Defect], ...]
    """Findings that hit, each with its defect."""
    graded: tuple[Graded, ...]


def tally(items: Sequence[GradedItem], parameters: Parameters) -> Tally:
    """Count what one source did on ``items``."""
    graded = tuple(one for item in items for one in item.findings)
    return Tally(
        chances=tuple(chance for item in items for chance in _chances(item, parameters)),
        alarms=tuple(_alarm(item.findings) for item in items if item.gold.clean),
        classes=Counter(one.kind for one in graded),
        hits=tuple(pair for item in items for pair in _hits(item)),
        graded=graded,
    )


def _chances(item: GradedItem, parameters: Parameters) -> Iterator[Chance]:
    for defect in item.gold.defects:
        near = any(
            one.finding.path == defect.path
            and line_score(one.finding.start_line, one.finding.end_line, defect.anchors, parameters)
            >= parameters.localised
            for one in item.findings
        )
        yield Chance(defect, _caught(defect.id, item.findings), near, defect.id in item.named)


def _caught(defect: str, findings: Iterable[Graded]) -> bool | None:
    kinds = {one.kind for one in findings if one.defect == defect}
    if FindingClass.HIT in kinds:
        return True
    return None if FindingClass.UNRESOLVED in kinds else False


def _alarm(findings: Iterable[Graded]) -> bool | None:
    kinds = {one.kind for one in findings}
    if FindingClass.FALSE in kinds:
        return True
    return None if FindingClass.UNRESOLVED in kinds else False


def _hits(item: GradedItem) -> Iterator[tuple[Graded, Defect]]:
    by_id = {defect.id: defect for defect in item.gold.defects}
    for one in item.findings:
        if one.kind is FindingClass.HIT and one.defect in by_id:
            yield one, by_id[one.defect]
