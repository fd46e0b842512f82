"""Pure decisions about exports: which reviews are asked for, and where the next export goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pydantic import TypeAdapter

from assay import Options
from assay.domain.task import Aspect, Language
from assay.errors import InputError

_MARK = re.compile(r"r(\d{1,18})-d(\d{1,18})-c(\d{1,18})")


@dataclass(frozen=True)
class Mark:
    """How far an export went: the last review, decision of a lead, and ruling of an adjudicator that it knew."""

    review: int = 0
    decision: int = 0
    ruling: int = 0

    def __str__(self) -> str:
        return f"r{self.review}-d{self.decision}-c{self.ruling}"


def parse_mark(text: str) -> Mark:
    """The mark that a manifest gave.

    Raises:
        InputError: it is none.
    """
    found = _MARK.fullmatch(text.strip())
    if found is None:
        raise InputError(
            f"{text[:60]!r} is no mark", remedy="take it from 'mark' in the manifest of the export before, as r12-d3-c0"
        )
    return Mark(*map(int, found.groups()))


@dataclass(frozen=True)
class Selection:
    """Which reviews to export; what is empty does not choose. Days are UTC, and both belong to it."""

    languages: tuple[Language, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    """Tasks that ask for any of them."""
    first_day: date | None = None
    last_day: date | None = None
    accepted_only: bool = False
    since: Mark = field(default_factory=Mark)
    """Only tasks of which something is newer."""

    def document(self) -> dict[str, object]:
        """For the manifest: what was chosen, and nothing else."""
        chosen = {
            "languages": [one.value for one in self.languages],
            "aspects": [one.value for one in self.aspects],
            "first_day": self.first_day.isoformat() if self.first_day else "",
            "last_day": self.last_day.isoformat() if self.last_day else "",
            "accepted_only": self.accepted_only,
            "since": str(self.since) if self.since != Mark() else "",
        }
        return {name: value for name, value in chosen.items() if value}


@dataclass(frozen=True)
class ExportRequest:
    """All that whoever exports chooses."""

    format: str
    ending: str
    selection: Selection = field(default_factory=Selection)
    options: Options = field(default_factory=Options)
    consent: str = ""


REQUEST: Final = TypeAdapter(ExportRequest)
"""To JSON and back."""
