"""Why a proposal was not planted: data, as every failure of a subject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The clause that does not hold, in the order in which they are tried."""

    UNCHANGED = "unchanged"
    """The edit leaves the text as it is."""
    TELLING = "tell-tale"
    """It is large, says what it is, or is not written as the rest."""
    BROKEN = "does not compile"
    VISIBLE = "visible tests see it"
    REPORTED = "linters report it"
    NO_WITNESS = "no witness"
    """Nothing that was tried shows a difference: it may be none."""
    UNSTEADY = "witness unsteady"
    """It does not fail each time, or does not pass on the original."""
    NO_TWIN = "no clean twin"


@dataclass(frozen=True)
class Refused:
    """A proposal that is not believed. ``line`` is the original's."""

    operator: str
    about: str
    line: int
    why: Why
    detail: str
