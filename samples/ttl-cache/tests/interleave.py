"""Runs one operation in the middle of another, once for every line at which a thread switch could fall.

Nothing depends on speed: the first operation is stopped at a line of the module under test, the second one runs until
it has ended or has to wait for a lock, then the first goes on.
"""

import sys
import threading
from dataclasses import dataclass, field

PATIENCE_S = 20
"""Whoever has not ended by then never will."""

UNWATCHED_WAIT_S = 5
"""How long a second operation is given that neither ends nor waits for a watched lock."""

_held_up = threading.local()


class WatchedLock:
    """A lock that reports when the current thread has to wait for it."""

    def __init__(self, make):
        self._lock = make()

    def acquire(self, blocking=True, timeout=-1):
        if self._lock.acquire(blocking=False):
            return True
        if not blocking:
            return False
        report_wait()
        return self._lock.acquire(True, timeout)

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self._lock.release()

    def __getattr__(self, name):
        return getattr(self._lock, name)


def report_wait():
    """Tell whoever started this thread that it has to wait."""
    event = getattr(_held_up, "event", None)
    if event is not None:
        event.set()


class WatchedThreading:
    """The module ``threading`` with watched locks."""

    def __getattr__(self, name):
        return getattr(threading, name)

    def Lock(self):  # noqa: N802
        return WatchedLock(threading.Lock)

    def RLock(self):  # noqa: N802
        return WatchedLock(threading.RLock)

    def Condition(self, lock=None):  # noqa: N802
        return threading.Condition(self.RLock() if lock is None else lock)


def watch(module, monkeypatch):
    """Give ``module`` watched locks, however it imported them."""
    watched = WatchedThreading()
    originals = [(threading, watched)] + [
        (getattr(threading, name), getattr(watched, name)) for name in ("Lock", "RLock", "Condition")
    ]
    for name, value in list(vars(module).items()):
        for original, replacement in originals:
            if value is original:
                monkeypatch.setattr(module, name, replacement)


class Operation(threading.Thread):
    """One call in a thread of its own; keeps what it returned or raised."""

    def __init__(self, call, trace=None):
        super().__init__(daemon=True)
        self.call = call
        self.trace = trace
        self.pausing = threading.Event()
        self.result = None
        self.error = None

    def run(self):
        _held_up.event = self.pausing
        sys.settrace(self.trace)
        try:
            self.result = self.call()
        except BaseException as error:  # noqa: BLE001
            self.error = error
        finally:
            sys.settrace(None)
            self.pausing.set()

    def go_until_it_waits(self, at_most_s=UNWATCHED_WAIT_S):
        """Start, and return once the call has ended or waits for a watched lock, or the time is up."""
        self.start()
        self.pausing.wait(at_most_s)
        return self

    def finish(self):
        """What the call returned; raises what it raised."""
        self.join(PATIENCE_S)
        assert not self.is_alive(), "the call never ended"
        if self.error is not None:
            raise self.error
        return self.result


@dataclass
class Interleaving:
    """What two operations answered when the second ran at one line of the first."""

    line: int
    cache: object
    first: object = None
    second: object = None
    errors: list = field(default_factory=list)


def interleavings(module, make):
    """Yield one interleaving for each line that the first operation reaches.

    ``make()`` returns a fresh cache and the two calls.
    """
    step = 0
    while True:
        step += 1
        outcome = _switch_at(module, step, *make())
        if outcome is None:
            return
        yield outcome


def _switch_at(module, step, cache, first, second):
    reached = 0
    outcome = None
    intruder = Operation(second)

    def trace(frame, event, _argument):
        nonlocal reached, outcome
        if frame.f_code.co_filename != module.__file__:
            return None
        if event == "line":
            reached += 1
            if reached == step:
                outcome = Interleaving(frame.f_lineno, cache)
                intruder.go_until_it_waits()
        return trace

    victim = Operation(first, trace)
    victim.start()
    victim.join(PATIENCE_S)
    if outcome is None:
        return None
    intruder.join(PATIENCE_S)
    for operation in (victim, intruder):
        if operation.is_alive():
            outcome.errors.append("never ended")
        elif operation.error is not None:
            outcome.errors.append(repr(operation.error))
    outcome.first, outcome.second = victim.result, intruder.result
    return outcome
