"""Findings and defects in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assay.domain.finding import Category, Finding, Severity, Source, SourceKind
from assay.domain.gold import Anchor, Defect
from assay.domain.task import Aspect


def finding(
    title: str = "wrong",
    start: int = 10,
    end: int | None = None,
    *,
    path: str = "app.py",
    category: Category = Category.LOGIC,
    severity: Severity = Severity.MINOR,
    cwe: int | None = None,
    confidence: float | None = None,
) -> Finding:
    return Finding(
        candidate="a",
        path=path,
        start_line=start,
        end_line=start if end is None else end,
        aspect=Aspect.CORRECTNESS,
        category=category,
        severity=severity,
        cwe=cwe,
        title=title,
        confidence=confidence,
        source=Source(kind=SourceKind.REVIEWER, name="heron"),
    )


def defect(
    id_: str = "d",
    title: str = "wrong",
    lines: Sequence[tuple[int, int]] = ((10, 10),),
    *,
    path: str = "app.py",
    category: Category = Category.LOGIC,
    severity: Severity = Severity.MINOR,
    cwe: int | None = None,
) -> Defect:
    anchors = tuple(Anchor(start_line=start, end_line=end) for start, end in lines)
    return Defect(id=id_, path=path, anchors=anchors, category=category, cwe=cwe, severity=severity, title=title)


class Told:
    """A similarity that is told its answers: cosine by pair of titles, 1 for equal titles, else 0."""

    name = "told"

    def __init__(self, answers: Mapping[tuple[str, str], float] | None = None, *, decisive: bool = True) -> None:
        self.decisive = decisive
        self._answers = answers or {}

    def available(self) -> bool:
        return True

    def compare(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
        rows = [[self._answers.get((one, other), float(one == other)) for other in right] for one in left]
        return np.array(rows, dtype=np.float64).reshape(len(left), len(right))
