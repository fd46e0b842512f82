"""One clock for the candidate's process: it stands still while a step runs, and sleeping moves it on at once.

Two candidates that are compared see the same times, whatever the machine does meanwhile.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

EPOCH, BOOTED = 1_700_000_000.0, 1000.0
"""What the calendar's and the machine's clock show at the beginning, in seconds."""

TICK = 1 / 1024
"""Seconds between two steps; a sum of them is exact."""


class Clock:
    """Seconds since the beginning, as ``elapsed``."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def calendar(self) -> float:
        """What ``time.time`` gives."""
        return EPOCH + self.elapsed

    def machine(self) -> float:
        """What ``time.monotonic`` and its like give."""
        return BOOTED + self.elapsed

    def go_on(self, seconds: float) -> None:
        """Let so much time pass."""
        self.elapsed += max(float(seconds), 0.0)

    def install(self, sleep: Any) -> None:  # noqa: ANN401 - a function like time.sleep
        """Put it in the place of the real clocks, for all that is imported afterwards."""
        for name, read in (("time", self.calendar), *((name, self.machine) for name in _MACHINE)):
            setattr(time, name, read)
            setattr(time, f"{name}_ns", lambda read=read: int(read() * 10**9))
        time.sleep = sleep
        vars(dt)["datetime"], vars(dt)["date"] = _calendar(self)


_MACHINE = ("monotonic", "perf_counter", "process_time", "thread_time")


def _calendar(clock: Clock) -> tuple[type, type]:
    """``datetime.datetime`` and ``datetime.date`` that read the clock."""
    real_datetime, real_date = dt.datetime, dt.date

    class Moment(real_datetime):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: Any = None) -> Any:  # noqa: ANN401 - as the library's own
            return cls.fromtimestamp(clock.calendar(), tz)

        @classmethod
        def utcnow(cls) -> Any:  # noqa: ANN401 - as the library's own
            return cls.fromtimestamp(clock.calendar(), dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:  # noqa: ANN401 - as the library's own
            return cls.now()

    class Day(real_date):  # type: ignore[misc, valid-type]
        @classmethod
        def today(cls) -> Any:  # noqa: ANN401 - as the library's own
            return cls.fromtimestamp(clock.calendar())

    for made, name in ((Moment, "datetime"), (Day, "date")):
        made.__name__ = made.__qualname__ = name
        made.__module__ = "datetime"
    return Moment, Day
