"""What is said of a fault."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from _platform import Losses


@dataclass(frozen=True)
class Setup:
    """Where, with how much. ``base`` is an instance with people and tasks: copies of it are broken."""

    base: Path
    folder: Path
    reviews: int
    people: int
    draw: random.Random


@dataclass(frozen=True)
class Row:
    """One fault. ``note`` says why it was not measured, where it was not."""

    name: str
    """Short, for figures."""
    fault: str
    seen: str
    lost: str
    recovers: str
    right: bool = True
    note: str = ""
    figures: dict[str, float] = field(default_factory=dict)

    def line(self) -> str:
        """For people who watch."""
        said = self.note or f"seen: {self.seen} | lost: {self.lost} | recovers: {self.recovers}"
        return f"{'ok   ' if self.right else 'WRONG'} {self.fault}: {said}"

    def told(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def unmeasured(name: str, fault: str, why: str, *, right: bool = True) -> Row:
    """A fault that could not be tried here."""
    return Row(name, fault, "", "", "", right=right, note=why)


def markdown(rows: Iterable[Row]) -> str:
    """The table."""
    head = ["| what breaks | what people see | what is lost | how it recovers |", "|---|---|---|---|"]
    return "\n".join(head + [_cells(row) for row in rows])


def _cells(row: Row) -> str:
    if row.note:
        return f"| {row.fault} | not measured: {row.note} | | |"
    return f"| {row.fault} | {row.seen} | {row.lost} | {row.recovers} |"


def lost(found: Losses) -> str:
    """In words."""
    if found.none:
        return f"nothing of {found.drafts} drafts, {found.reviews} reviews, {found.entries} entries"
    return (
        f"{found.drafts_lost} of {found.drafts} drafts, {found.reviews_lost} of {found.reviews} reviews;"
        f" {found.reviews_double} reviews twice, {found.unpaid} without pay, ledger off by {found.differs_minor}"
    )


def kinds(found: dict[str, int]) -> str:
    """In words."""
    return ", ".join(f"{count} times {kind}" for kind, count in found.items()) or "nothing: no request failed"


def spread(seconds: list[float]) -> str:
    """The middle and the longest."""
    return f"{median(seconds):.1f} s (longest {max(seconds):.1f} s)" if seconds else "nothing to measure"
