"""A submitted review in terms of the task: its letters have become positions of candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay_web.review.rules import letters

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Claim:
    """One finding: its id in the review's body, and what it says."""

    id: str
    position: int
    finding: Finding


@dataclass(frozen=True)
class Opinion:
    """What one reviewer says of one task. Lists hold one entry per candidate, by position; None where nothing is said.

    ``ranks`` counts from 1, the best; tied candidates share a rank.
    """

    assignment: int
    verdicts: tuple[str | None, ...]
    ranks: tuple[int | None, ...]
    ratings: Mapping[str, tuple[int | None, ...]]
    claims: tuple[Claim, ...]

    @property
    def order(self) -> str:
        """The ranking as ``0>1=2``, positions from best to worst; empty when there is none."""
        return order_text(self.ranks)


def order_text(ranks: Sequence[int | None]) -> str:
    """Positions by rank, tied ones in their own order; empty when nothing is ranked."""
    groups: dict[int, list[str]] = {}
    for position, rank in enumerate(ranks):
        if rank is not None:
            groups.setdefault(rank, []).append(str(position))
    return ">".join("=".join(groups[rank]) for rank in sorted(groups))


def opinion(assignment: int, order: Sequence[int], body: Body) -> Opinion:
    """``order`` holds the candidates' positions in the order in which this reviewer saw them: the first is A."""
    place = dict(zip(letters(len(order)), order, strict=True))
    ranks: dict[int, int] = {}
    for rank, group in enumerate((body.get("ranking") or {}).get("order") or [], start=1):
        ranks |= {place[letter]: rank for letter in group}
    return Opinion(
        assignment=assignment,
        verdicts=_by_position(body.get("verdicts") or {}, place),
        ranks=tuple(ranks.get(position) for position in range(len(order))),
        ratings={name: _by_position(given, place) for name, given in (body.get("ratings") or {}).items()},
        claims=tuple(_claim(one, place) for one in body.get("findings") or []),
    )


def _by_position(given: Mapping[str, Any], place: Mapping[str, int]) -> tuple[Any, ...]:
    said = {place[letter]: value for letter, value in given.items()}
    return tuple(said.get(position) for position in range(len(place)))


def _claim(one: Mapping[str, Any], place: Mapping[str, int]) -> Claim:
    title = (one.get("title") or "").strip() or str(one.get("explanation") or "").strip().partition("\n")[0]
    position = place[one["candidate"]]
    finding = Finding(
        candidate=str(position),
        path=one["path"],
        start_line=one["start_line"],
        end_line=one["end_line"],
        aspect=one.get("aspect", "correctness"),
        category=one.get("category", "logic"),
        severity=one.get("severity", Severity.MAJOR.value),
        cwe=one.get("cwe"),
        title=title[:300],
        explanation=one.get("explanation") or "",
        impact=one.get("impact") or "",
        proof=one.get("proof", "unproven"),
        source=Source(kind=SourceKind.REVIEWER, name="reviewer"),
    )
    return Claim(str(one["id"]), position, finding)
