"""An event loop on the clock's time: where all tasks wait for time, it passes at once."""

from __future__ import annotations

import asyncio
import selectors
import threading
from typing import Any

from .clock import Clock
from .waiting import Stuck

_POLL_S = 0.02


class _Selector(selectors.SelectSelector):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - as the library's own
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if threading.active_count() > 1:
            ready = super().select(_POLL_S)
        elif timeout is None:
            raise Stuck
        if not ready and timeout is not None:
            self._clock.go_on(timeout)
        return ready


class Loop(asyncio.SelectorEventLoop):
    """The loop; see the module."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(_Selector(clock))
        self._own_clock = clock

    def time(self) -> float:
        """In the clock's seconds."""
        return float(self._own_clock.machine())

    def settle(self, value: Any) -> Any:  # noqa: ANN401 - whatever the candidate returns
        """What an awaitable comes to; anything else as it is."""
        if not hasattr(value, "__await__"):
            return value

        async def waited() -> Any:  # noqa: ANN401 - whatever the candidate returns
            return await value

        return self.run_until_complete(waited())

    def end(self) -> None:
        """Drop what tasks are left."""
        for task in asyncio.all_tasks(self):
            task.cancel()
        self.call_soon(self.stop)
        self.run_forever()
        self.close()
