"""What the reviewer changed between the first pass, made blind, and the final review, made with the machine evidence.

Both are draft bodies as the workbench stores them (JSON); findings are the same finding when they have the same id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Body = Mapping[str, Any]

WORDS = ("severity", "category", "title", "explanation", "impact", "cwe", "path", "start_line", "end_line")
"""What of a finding is compared. Proofs and reproducers come from runs and may be added at any time."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that came, went or was reworded after the first pass."""

    kind: Literal["added", "removed", "changed"]
    letter: str
    title: str
    from_evidence: bool
    parts: tuple[tuple[str, str, str], ...] = ()
    """Part, before, after."""


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A score that moved, was first given (``before`` None) or was taken back (``after`` None)."""

    criterion: str
    letter: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Passes:
    """Everything that differs between the two passes."""

    findings: tuple[FindingChange, ...]
    ratings: tuple[RatingChange, ...]
    ranking: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]] | None
    """The order before and after, when it differs."""

    @property
    def unchanged(self) -> bool:
        """Whether the evidence changed nothing."""
        return not (self.findings or self.ratings or self.ranking)


def compare_passes(first: Body, final: Body) -> Passes:
    """What differs from ``first`` to ``final``. Parts that are missing count as empty."""
    order_before, order_after = _order(first), _order(final)
    return Passes(
        findings=tuple(_findings(first, final)),
        ratings=tuple(_ratings(first.get("ratings") or {}, final.get("ratings") or {})),
        ranking=(order_before, order_after) if order_before and order_before != order_after else None,
    )


def _order(body: Body) -> list[list[str]]:
    return [sorted(group) for group in (body.get("ranking") or {}).get("order") or []]


def _findings(first: Body, final: Body) -> list[FindingChange]:
    before = {str(one["id"]): one for one in first.get("findings") or []}
    after = {str(one["id"]): one for one in final.get("findings") or []}
    changes = [_change("removed", one) for key, one in before.items() if key not in after]
    changes += [_change("added", one) for key, one in after.items() if key not in before]
    for key in before.keys() & after.keys():
        parts = tuple(
            (part, str(before[key].get(part) or ""), str(after[key].get(part) or ""))
            for part in WORDS
            if before[key].get(part) != after[key].get(part)
        )
        if parts:
            changes.append(_change("changed", after[key], parts))
    return sorted(changes, key=lambda change: (change.letter, change.kind, change.title))


def _change(
    kind: Literal["added", "removed", "changed"], finding: Body, parts: tuple[tuple[str, str, str], ...] = ()
) -> FindingChange:
    title = finding.get("title") or str(finding.get("explanation") or "")[:120]
    return FindingChange(kind, finding["candidate"], title, bool(finding.get("from_evidence")), parts)


def _ratings(before: Mapping[str, Mapping[str, int]], after: Mapping[str, Mapping[str, int]]) -> list[RatingChange]:
    keys = sorted({(criterion, letter) for one in (before, after) for criterion in one for letter in one[criterion]})
    changes = [
        RatingChange(criterion, letter, before.get(criterion, {}).get(letter), after.get(criterion, {}).get(letter))
        for criterion, letter in keys
    ]
    return [one for one in changes if one.before != one.after]
