"""Work in slices: a job that has much to do ends in between, so that those which wait for its place get theirs."""

from __future__ import annotations

import time
from collections.abc import Callable


def for_a_while(step: Callable[[], object], seconds: float) -> None:
    """Repeat ``step`` until it answers that nothing is left, or so many seconds are over: the next job goes on."""
    end = time.monotonic() + seconds
    while step() and time.monotonic() < end:
        pass
