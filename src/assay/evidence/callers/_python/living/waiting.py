"""Locks and sleep that never make the search wait: what waits for time gets it, what waits for nobody is told so."""

from __future__ import annotations

import _thread
import threading
import time
from typing import Any

from .clock import Clock

_PATIENCE_S, _POLL_S = 0.02, 0.002
_allocate, _pause, _ident = _thread.allocate_lock, time.sleep, _thread.get_ident


class Stuck(BaseException):
    """It waits for something that nobody will do."""


class Waiting:
    """Who waits until when. The first thread is the one that makes the calls; others are the candidate's own."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.over = False
        """Whether the object's life has ended: threads that it left behind end at their next wait."""
        self._first = _ident()
        self._until: dict[int, float] = {}

    def install(self) -> None:
        """Put our lock in the place of the library's; what is built on it follows."""

        def lock() -> Lock:
            return Lock(self)

        vars(threading).update(_allocate_lock=lock, Lock=lock, RLock=vars(threading)["_PyRLock"])
        self.clock.install(self.sleep)

    @staticmethod
    def hurry_databases() -> None:
        """Whoever meets a locked SQLite file is told so at once, not after five seconds that nobody ends."""
        import sqlite3  # noqa: PLC0415 - only where a candidate uses it

        real = sqlite3.connect
        vars(sqlite3)["connect"] = lambda *given, **named: real(*given, **{**named, "timeout": 0.0})

    def sleep(self, seconds: float) -> None:
        """Like ``time.sleep``, in the clock's time."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if _ident() == self._first:
            self.pass_by(seconds)
        else:
            self._wait_until(self.clock.elapsed + seconds, lambda: _pause(_POLL_S))

    def pass_by(self, seconds: float) -> None:
        """Let time pass, and let the candidate's threads that slept do what they do then."""
        self.clock.go_on(seconds)
        if not _alone():
            _pause(5 * _POLL_S)

    def end(self) -> None:
        """Ask the candidate's threads to end, and give them a moment."""
        self.over = True
        for _ in range(20):
            if _alone():
                break
            _pause(_POLL_S)
        self.over = False
        self._until.clear()

    def acquire(self, real: Any, timeout: float) -> bool:  # noqa: ANN401 - a real lock
        """Wait for a lock that somebody holds; ``timeout`` as for the library's, negative for none."""
        until = self.clock.elapsed + timeout if timeout >= 0 else None
        if _ident() != self._first:
            return self._wait_until(until, lambda: real.acquire(timeout=_POLL_S))
        while True:
            if _alone():
                if until is None:
                    raise Stuck
                self.clock.elapsed = max(self.clock.elapsed, until)
                return bool(real.acquire(blocking=False))
            if real.acquire(timeout=_PATIENCE_S):
                return True
            due = min([*self._until.values(), *([] if until is None else [until])], default=None)
            if due is not None:
                self.clock.elapsed = max(self.clock.elapsed, due)
            if until is not None and self.clock.elapsed >= until:
                return bool(real.acquire(blocking=False))

    def _wait_until(self, until: float | None, attempt: Any) -> bool:  # noqa: ANN401 - a function
        if until is not None:
            self._until[_ident()] = until
        try:
            while not attempt():
                if self.over:
                    raise SystemExit
                if until is not None and self.clock.elapsed >= until:
                    return False
            return True
        finally:
            self._until.pop(_ident(), None)


class Lock:
    """A lock on the clock's time."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting
        self._real = _allocate()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002 - as the library's own
        """As the library's own."""
        return self._real.acquire(blocking=False) or (blocking and self._waiting.acquire(self._real, timeout))

    def release(self) -> None:
        """As the library's own."""
        self._real.release()

    def locked(self) -> bool:
        """As the library's own."""
        return self._real.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def _alone() -> bool:
    known = vars(threading)
    return len(known["_active"]) + len(known["_limbo"]) < 2
