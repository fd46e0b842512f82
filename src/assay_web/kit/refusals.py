"""What a person asked for is refused: not a fault of ours, and not hidden from them."""

from __future__ import annotations


class Refusal(Exception):
    """One line that says why, and what to do instead."""


class Conflict(Refusal):
    """Somebody was faster, or the thing has moved on."""


class Gone(Refusal):
    """It was theirs, and is no longer."""


class TooMany(Refusal):
    """Too many at once."""
