"""Reviews that nobody wrote, drawn from a known truth: to measure what estimates are worth, and to fill pages. Pure."""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assay.domain.finding import Category, Severity
from assay.workflows.conclude import VERDICT_LABELS
from assay_web.review.rules import letters

LINES = 40
"""Of a candidate's only file."""

_CUTS = (-0.7, 0.6)
"""Qualities below the first deserve to be rejected, above the second to be accepted."""

_KINDS: Final[Sequence[tuple[Category, Severity, int | None, str]]] = (
    (Category.LOGIC, Severity.MAJOR, 193, "The last value is left out"),
    (Category.CONCURRENCY, Severity.BLOCKER, 362, "Two threads lose an update"),
    (Category.SECURITY, Severity.BLOCKER, 89, "The query is put together from input"),
    (Category.VALIDATION, Severity.MAJOR, 20, "A negative size is taken"),
    (Category.RESOURCE, Severity.MINOR, 772, "The file stays open after an error"),
    (Category.ERROR_HANDLING, Severity.MINOR, 391, "The error is swallowed"),
    (Category.PERFORMANCE, Severity.MINOR, 407, "Quadratic in the number of rows"),
    (Category.STYLE, Severity.NIT, None, "The name says nothing"),
    (Category.DOCUMENTATION, Severity.NIT, None, "The unit is not documented"),
)

_JUSTIFICATION = (
    "The first keeps every value and says so; the others lose one when two threads meet. "
    "What is left of them is a matter of taste, and I would merge either once the lost update is mended."
)


@dataclass(frozen=True)
class Flaw:
    """Something that is wrong at a line: an index of :data:`_KINDS`, and where."""

    kind: int
    line: int

    @property
    def severity(self) -> Severity:
        """How grave."""
        return _KINDS[self.kind][1]

    @property
    def category(self) -> Category:
        """What sort."""
        return _KINDS[self.kind][0]

    @property
    def cwe(self) -> int | None:
        """Its number, if it has one."""
        return _KINDS[self.kind][2]

    @property
    def title(self) -> str:
        """In words."""
        return _KINDS[self.kind][3]


@dataclass(frozen=True)
class Solution:
    """What is true of one candidate. ``verdict`` counts labels from the worst."""

    model: str
    quality: float
    verdict: int
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class Said:
    """What one reviewer says, by position of the candidates; ``order`` lists groups from best to worst."""

    verdicts: tuple[int, ...]
    order: tuple[tuple[int, ...], ...]
    ratings: Mapping[str, tuple[int, ...]]
    claims: tuple[tuple[int, Flaw], ...]


def strengths(count: int, *, spread: float = 2.0) -> dict[str, float]:
    """Models by name, the best first: true qualities evenly apart from ``spread / 2`` down to ``-spread / 2``."""
    step = spread / max(count - 1, 1)
    return {f"model-{number + 1:02d}": spread / 2 - number * step for number in range(count)}


def solution(draw: random.Random, model: str, strength: float) -> Solution:
    """A candidate of that model: better models write better ones on average, with fewer flaws."""
    quality = strength + draw.gauss(0.0, 0.6)
    flaws = 1 + int(draw.expovariate(1.0) * math.exp(-quality / 2) * 2.5)
    lines = draw.sample(range(3, LINES - 1), min(flaws, 8))
    return Solution(
        model,
        quality,
        sum(quality >= cut for cut in _CUTS),
        tuple(Flaw(draw.randrange(len(_KINDS)), line) for line in lines),
    )


def judge(draw: random.Random, solutions: Sequence[Solution], skill: float, criteria: Sequence[str]) -> Said:
    """What a reviewer says who gives the right verdict, and names each flaw, with probability ``skill``.

    A wrong verdict is any other, equally likely. The order is by quality with Gumbel noise, so that for two
    candidates the odds are those of Bradley and Terry; a better reviewer has less of it.
    """
    verdicts = tuple(
        one.verdict
        if draw.random() < skill
        else draw.choice([code for code in range(len(VERDICT_LABELS)) if code != one.verdict])
        for one in solutions
    )
    noise = 1.5 - skill
    seen = [one.quality - noise * math.log(-math.log(draw.random() or 0.5)) for one in solutions]
    order = sorted(range(len(solutions)), key=lambda position: -seen[position])
    ratings = {
        name: tuple(min(max(round(3 + one.quality + draw.gauss(0.0, noise)), 1), 5) for one in solutions)
        for name in criteria
    }
    claims = [(position, flaw) for position, one in enumerate(solutions) for flaw in one.flaws if draw.random() < skill]
    if draw.random() > skill:
        claims.append((draw.randrange(len(solutions)), Flaw(draw.randrange(len(_KINDS)), draw.randrange(3, LINES))))
    return Said(verdicts, tuple((position,) for position in order), ratings, tuple(claims))


def body(
    draw: random.Random, said: Said, order: Sequence[int], path: str, evidence: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """As a reviewer submits it who saw the candidates in ``order``: the shape of a draft."""
    name = dict(zip(order, letters(len(order)), strict=True))
    cited = f" Above all for {name[said.claims[0][0]]}:{said.claims[0][1].line}." if said.claims else ""
    return {
        "findings": [_finding(draw, name[position], flaw, path) for position, flaw in said.claims],
        "evidence": dict(evidence or {}),
        "ratings": {
            criterion: {name[position]: score for position, score in enumerate(scores)}
            for criterion, scores in said.ratings.items()
        },
        "verdicts": {name[position]: VERDICT_LABELS[code] for position, code in enumerate(said.verdicts)},
        "ranking": {
            "order": [[name[position] for position in group] for group in said.order],
            "justification": _JUSTIFICATION + cited,
        },
    }


def _finding(draw: random.Random, letter: str, flaw: Flaw, path: str) -> dict[str, Any]:
    return {
        "id": str(uuid.UUID(int=draw.getrandbits(128), version=4)),
        "candidate": letter,
        "path": path,
        "start_line": flaw.line,
        "end_line": flaw.line + 1,
        "aspect": "correctness",
        "severity": flaw.severity.value,
        "category": flaw.category.value,
        "cwe": flaw.cwe,
        "title": flaw.title,
        "explanation": f"{flaw.title}: line {flaw.line} does it on every call.",
        "impact": "Callers see totals that are too small.",
        "proof": "unproven",
    }


def code(task: int, position: int) -> str:
    """Text of a candidate: :data:`LINES` lines, unlike any other's."""
    return "".join(f"value_{line} = compute(value_{line - 1}, {task}, {position})\n" for line in range(1, LINES + 1))
