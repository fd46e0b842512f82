"""Threads of which one runs at a time, and a controller that decides which: a run follows its plan exactly.

An actor stops before an instruction at which a switch is allowed, when a lock is not free, or at its end. What happens
is a function of the plan alone, so that a plan replays.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from .points import points_of

if TYPE_CHECKING:
    from .tasks import TaskStage

MOST_POINTS = 5_000
"""An operation that passes more points than this is taken to be endless."""


ENDING_S = 5
"""An actor that is still there so many seconds after it was told to end swallows what would end it: so the kernel ends
the program. Nothing inside it could, since only the actor's thread runs.
"""


class Abandoned(BaseException):
    """Ends an actor that will never get on."""


class WouldBlock(Exception):
    """An operation outside any schedule waits for something that nobody will give."""


@dataclass
class Clock:
    """Virtual time in seconds. ``readers`` are the candidate's lines that read it, newest last."""

    now: float = 1000.0
    reads: int = 0

    def read(self) -> float:
        """The time."""
        self.reads += 1
        return self.now


@dataclass
class Stop:
    """Where an actor stands: the point's number, and the candidate's lines from the operation down."""

    number: int
    lines: tuple[tuple[str, int], ...]


@dataclass
class Actor:
    """One thread with one operation."""

    stage: Stage
    index: int
    operation: Callable[[], Any] = lambda: None
    quota: int | None = None
    passed: int = 0
    locks_taken: int = 0
    state: str = "idle"
    blocked_on: Lock | None = None
    deadline: float | None = None
    result: Any = None
    error: BaseException | None = None
    stops: list[Stop] = field(default_factory=list)
    holding: int = 0
    steps: list[tuple[int, int]] = field(default_factory=list)
    """At each point: how many locks it holds, and how many it has taken or given back so far."""
    abandoned: bool = False

    def __post_init__(self) -> None:
        self.go = _thread.allocate_lock()
        self.go.acquire()
        self.ident = _thread.start_new_thread(self._live, ())

    def _live(self) -> None:
        while True:
            self.go.acquire()
            sys.settrace(self._trace)
            try:
                self.result = self.operation()
            except Abandoned:
                sys.settrace(None)
                self.state = "abandoned"
            except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is an outcome
                sys.settrace(None)
                self.error = error
                self.state = "ended"
            else:
                sys.settrace(None)
                self.state = "ended"
            signal.alarm(0)
            self.stage.back.release()
            if self.abandoned:
                return

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 - the form of a trace function
        if event == "call":
            if frame.f_code.co_filename not in self.stage.files:
                return None
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
            return self._trace
        if event == "opcode" and frame.f_lasti in self.stage.points(frame.f_code):
            self._pass(frame)
        return self._trace

    def _pass(self, frame: FrameType) -> None:
        if self.abandoned:
            self._end()
        self.passed += 1
        if self.passed > 2 * MOST_POINTS:
            self.stage.give_up()
        if self.passed > MOST_POINTS:
            self.stage.endless = True
            self._end()
        self.steps.append((self.holding, self.stage.epoch))
        if self.quota is not None and self.passed >= self.quota:
            self.stops.append(Stop(self.passed, self.stage.where(frame)))
            self.state = "paused"
            self.yield_()

    def yield_(self) -> None:
        """Give the baton back and wait for it."""
        trace = sys.gettrace()
        sys.settrace(None)
        self.stage.back.release()
        self.go.acquire()
        sys.settrace(trace)
        if self.abandoned:
            self._end()
        self.state = "running"

    def _end(self) -> NoReturn:
        signal.alarm(ENDING_S)
        raise Abandoned


class Lock:
    """What the candidate gets for ``threading.Lock()``; every other primitive of :mod:`threading` is built on it."""

    def __init__(self, stage: Stage | TaskStage) -> None:
        self._stage = stage
        self._held = False
        self._by: Actor | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002 - the form of threading
        """As :meth:`threading.Lock.acquire`; waiting happens in virtual time."""
        actor = self._stage.current()
        if self._held and blocking and timeout != 0:
            if actor is None:
                if timeout > 0:
                    self._stage.clock.now += timeout
                    return False
                raise WouldBlock("waits for ever")
            deadline = self._stage.clock.now + timeout if timeout > 0 else None
            while self._held:
                if deadline is not None and self._stage.clock.now >= deadline:
                    return False
                actor.blocked_on, actor.deadline, actor.state = self, deadline, "blocked"
                actor.stops.append(Stop(actor.passed, self._stage.where(sys._getframe(1))))  # noqa: SLF001 - documented
                actor.yield_()
            actor.blocked_on = actor.deadline = None
        elif self._held:
            return False
        self._held = True
        if actor is not None:
            actor.locks_taken += 1
            actor.holding += 1
            self._stage.epoch += 1
        return True

    def release(self) -> None:
        """As :meth:`threading.Lock.release`."""
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False
        actor = self._stage.current()
        if actor is not None:
            actor.holding -= 1
            self._stage.epoch += 1

    def locked(self) -> bool:
        """As :meth:`threading.Lock.locked`."""
        return self._held

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    _at_fork_reinit = __init__


class Stage:
    """Holds two actors, the virtual clock and what is switched on."""

    modes = (("gil", 0.7), ("spec", 1.0))
    """What to try one after the other, and which share of the budget is spent when each ends."""
    noun = "thread"
    awaits = False

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self.clock = Clock()
        self.mode = "gil"
        self.back = _thread.allocate_lock()
        self.back.acquire()
        self.epoch = 0
        self.endless = False
        """Whether an operation of the last run was taken to be endless."""
        self.give_up: Callable[[], None] = lambda: None
        """Called when an operation cannot be ended at all."""
        self._points: dict[tuple[CodeType, bool], frozenset[int]] = {}
        self.actors = [Actor(self, 0), Actor(self, 1)]

    def points(self, code: CodeType) -> frozenset[int]:
        """Offsets of the instructions before which a switch may happen."""
        spec = self.mode == "spec"
        found = self._points.get((code, spec))
        if found is None:
            found = self._points[code, spec] = points_of(code, spec=spec)
        return found

    def begin(self) -> None:
        """Before every run; there is nothing to prepare."""

    def quietly(self, operation: Callable[[], Any]) -> tuple[Any, BaseException | None]:
        """Result and error of a call outside any schedule."""
        try:
            return operation(), None
        except Exception as error:  # noqa: BLE001 - whatever the candidate raises is an outcome
            return None, error

    def current(self) -> Actor | None:
        """The actor whose thread asks; None for the controller."""
        ident = threading.get_ident()
        return next((actor for actor in self.actors if actor.ident == ident), None)

    def where(self, frame: FrameType | None) -> tuple[tuple[str, int], ...]:
        """The candidate's lines on the stack, the operation's own first."""
        lines = []
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                lines.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return tuple(reversed(lines))

    def perform(self, operations: list[Callable[[], Any]], plan: list[tuple[int, int | None]]) -> bool:
        """Run the operations by the plan: (actor, points to pass or None for all); False when they never end."""
        for actor, operation in zip(self.actors, operations, strict=False):
            actor.operation, actor.passed, actor.locks_taken = operation, 0, 0
            actor.result = actor.error = actor.blocked_on = actor.deadline = None
            actor.stops, actor.steps, actor.state, actor.quota, actor.holding = [], [], "new", None, 0
        self.epoch, self.endless = 0, False
        cast = self.actors[: len(operations)]
        rest: list[tuple[int, int | None]] = [(actor.index, None) for actor in cast]
        for index, quota in [*plan, *rest]:
            self._run(self.actors[index], quota)
        while waiting := [actor for actor in cast if actor.state in {"paused", "blocked", "new"}]:
            ready = next((actor for actor in waiting if self._ready(actor)), None)
            if ready is None:
                timed = [actor.deadline for actor in waiting if actor.deadline is not None]
                if not timed:
                    self._abandon(waiting)
                    return False
                self.clock.now = max(self.clock.now, min(timed))
                continue
            self._run(ready, None)
        return all(actor.state == "ended" for actor in cast)

    def _ready(self, actor: Actor) -> bool:
        if actor.state != "blocked" or actor.blocked_on is None:
            return True
        due = actor.deadline is not None and self.clock.now >= actor.deadline
        return due or not actor.blocked_on.locked()

    def _run(self, actor: Actor, quota: int | None) -> None:
        if actor.state in {"ended", "abandoned"} or not self._ready(actor):
            return
        actor.quota = None if quota is None else actor.passed + quota
        actor.state = "running"
        actor.go.release()
        self.back.acquire()

    def _abandon(self, actors: list[Actor]) -> None:
        for actor in actors:
            replacement = Actor(self, actor.index)
            replacement.stops, replacement.passed = actor.stops, actor.passed
            actor.abandoned = True
            if actor.state == "new":
                actor.state = "abandoned"
            else:
                actor.go.release()
                self.back.acquire()
            self.actors[actor.index] = replacement
