"""What the matcher says of one finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assay.domain.finding import Finding


class Zone(StrEnum):
    """Where a finding's best score lies."""

    HIT = "hit"
    DOUBTFUL = "doubtful"
    DUPLICATE = "duplicate"
    """It would be a hit, but another finding of the same source fits that defect better."""
    NONE = "none"


class Reason(StrEnum):
    """Why a person must decide."""

    SCORE = "score"
    """The score lies between no match and hit, or the words alone cannot settle it."""
    CRITICAL = "critical"
    """The finding, or the defect it seems to name, would stop a release."""
    GRAVE_CLAIM = "grave-claim"
    """Nothing known matches a claim this grave: it may be a defect that nobody planted."""
    APPEAL = "appeal"


@dataclass(frozen=True)
class Match:
    """One finding with the defect that it names, or may name, and how the parts of its score came out (all in [0, 1]).

    ``defect`` is None, and the parts are 0, when no defect comes into question.
    """

    finding: Finding
    key: str
    zone: Zone
    defect: str | None = None
    score: float = 0.0
    line: float = 0.0
    category: float = 0.0
    text: float = 0.0
    reasons: tuple[Reason, ...] = ()
    """Empty when no person is needed."""

    @property
    def needs_person(self) -> bool:
        """Whether the machine's answer does not count until people have confirmed it."""
        return bool(self.reasons)


@dataclass(frozen=True)
class Matching:
    """One source on one candidate: a match per finding, in their order."""

    matches: tuple[Match, ...]
    named: frozenset[str]
    """Ids of the defects whose kind and words some finding in the right file gives, wherever it points."""
