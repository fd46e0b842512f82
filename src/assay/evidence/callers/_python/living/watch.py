"""Ends what computes too long, or waits for what will not come: by CPU time, so that a busy machine changes nothing."""

from __future__ import annotations

import signal
import time

from calls import TooLate  # type: ignore[import-not-found]

from .waiting import Stuck

_BLOCKED_S, _BLOCKED_TICKS, _BUSY_S = 0.25, 4, 0.01
"""Whoever did next to nothing for so many ticks on end waits for something that will not come."""

cpu, real_time = time.process_time, time.monotonic
"""The real clocks, before the candidate gets another."""


class Watch:
    """Ends a step that computes too long, or that waits for what does not come."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._quiet, self._used, self._on = 0, 0.0, False
        signal.signal(signal.SIGVTALRM, self._too_late)
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, _BLOCKED_S, _BLOCKED_S)

    def begin(self, seconds: float | None = None) -> None:
        """A step begins; it may take so many seconds of CPU time, or as many as every other."""
        self._quiet, self._used, self._on = 0, cpu(), True
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds or self._seconds, self._seconds)

    def end(self) -> None:
        """It has ended."""
        self._on = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _too_late(self, *_: object) -> None:
        if self._on:
            raise TooLate

    def _look(self, *_: object) -> None:
        used = cpu()
        self._quiet = self._quiet + 1 if used - self._used < _BUSY_S else 0
        self._used = used
        if self._on and self._quiet >= _BLOCKED_TICKS:
            raise Stuck
