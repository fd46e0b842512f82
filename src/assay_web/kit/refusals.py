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


class Outdated(Refusal):
    """What was to be changed is no longer as the caller last read it."""


class Wait(Refusal):
    """Too many requests; ``seconds`` until the next one is welcome."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many requests: wait {seconds} second{'' if seconds == 1 else 's'}")
        self.seconds = seconds


class NotAllowed(Refusal):
    """Whoever asks is known, and what they hold does not cover this, or not yet."""


class LacksScope(NotAllowed):
    """The token is known, and is not for this."""
