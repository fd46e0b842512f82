"""So many requests a second from one address and no more, decided in memory: a flood reaches no database."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

BURST_S: Final = 10.0
"""An address may come with so many seconds' worth at once."""

TELL_EVERY_S: Final = 60.0
"""Between two reports about the same address, in seconds."""


@dataclass(slots=True)
class _Known:
    left: float
    at: float
    refused: int = 0
    told_at: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request is let in; otherwise the seconds to wait, and how many were refused if it is time to say so."""

    wait_s: float = 0.0
    refused: int = 0


class Flood:
    """A token bucket for each address. Of more addresses than ``most``, those that have been silent longest are
    forgotten, and may begin anew; one address alone can make nobody be forgotten.
    """

    def __init__(self, per_second: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def __len__(self) -> int:
        """How many addresses are known."""
        return len(self._known)

    def look(self, address: str) -> Verdict:
        """Take one request of ``address`` from what it has left."""
        now = self._clock()
        burst = self._per_second * BURST_S
        with self._lock:
            known = self._known.get(address)
            if known is None:
                known = self._known[address] = _Known(burst, now)
                if len(self._known) > self._most:
                    self._known.popitem(last=False)
            self._known.move_to_end(address)
            known.left = min(burst, known.left + self._per_second * (now - known.at))
            known.at = now
            if known.left >= 1:
                known.left -= 1
                return Verdict()
            known.refused += 1
            told = 0
            if now - known.told_at >= TELL_EVERY_S:
                told, known.refused, known.told_at = known.refused, 0, now
            return Verdict((1 - known.left) / self._per_second, told)
