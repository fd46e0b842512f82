"""Coroutines on an event loop whose order the plan decides: tasks switch where an ``await`` really suspends.

It offers what :mod:`.actors` offers for threads. An ``await`` may take as long as it likes: time passes only when
nothing that may run is ready, and then up to the next timer.
"""

from __future__ import annotations

import asyncio
import contextvars
import heapq
import inspect
import itertools
import sys
from asyncio import events
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVarTuple

from .actors import Clock, Stop, WouldBlock

Ts = TypeVarTuple("Ts")

MOST_STEPS = 2_000
"""An operation that is resumed more often than this is taken to be endless."""

_OWNER: contextvars.ContextVar[int | None] = contextvars.ContextVar("owner", default=None)
_AT_ONCE = -1
"""Owner of what an observer does, outside any schedule."""

_BACKGROUND: frozenset[int | None] = frozenset({None, _AT_ONCE})
_MOST_WAKINGS = 20
"""How often time passes for the sake of what runs in the background, while the operations wait."""


@dataclass
class TaskActor:
    """One operation in a task of its own."""

    index: int
    passed: int = 0
    state: str = "new"
    result: Any = None
    error: BaseException | None = None
    stops: list[Stop] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    locks_taken: int = 0
    task: asyncio.Task[Any] | None = None


class _Loop(asyncio.BaseEventLoop):
    """Keeps what is ready by owner; whoever started a task, or waits for a future, owns its callbacks."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._count = itertools.count()
        self.ready: list[tuple[int | None, asyncio.Handle]] = []
        self.timers: list[tuple[float, int, int | None, asyncio.TimerHandle]] = []

    def time(self) -> float:
        """Virtual seconds."""
        return self._clock.now

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        """See :class:`asyncio.AbstractEventLoop`."""
        handle = asyncio.Handle(callback, args, self, context)
        self.ready.append((_owner(context), handle))
        return handle

    call_soon_threadsafe = call_soon

    def call_later(
        self,
        delay: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        """See :class:`asyncio.AbstractEventLoop`."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        """See :class:`asyncio.AbstractEventLoop`."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self.timers, (when, next(self._count), _owner(context), handle))
        return handle

    def run_in_executor(self, executor: Any, func: Callable[[*Ts], Any], *args: *Ts) -> asyncio.Future[Any]:  # noqa: ANN401, ARG002
        """The function runs at once; its answer arrives later, as from a thread."""
        future = self.create_future()
        try:
            answer = func(*args)
        except Exception as error:  # noqa: BLE001 - it is handed to whoever waits
            self.call_soon(_settle, future, None, error)
        else:
            self.call_soon(_settle, future, answer, None)
        return future

    def call_exception_handler(self, context: Any) -> None:  # noqa: ANN401
        """Nothing is printed of tasks that a schedule leaves behind."""

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        pass

    def step(self, owners: frozenset[int | None]) -> bool:
        """Run the first callback of one of ``owners``; False when none is ready."""
        for at, (owner, handle) in enumerate(self.ready):
            if owner in owners or handle.cancelled():
                del self.ready[at]
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 - what a loop is to do with a handle
                return True
        return False

    def pass_time(self, owners: frozenset[int | None]) -> bool:
        """Up to the first timer of one of ``owners``; False when they have none."""
        due = [one for one in self.timers if one[2] in owners and not one[3].cancelled()]
        if not due:
            return False
        first = min(due)
        self.timers.remove(first)
        heapq.heapify(self.timers)
        self._clock.now = max(self._clock.now, first[0])
        self.ready.append((first[2], first[3]))
        return True


def _owner(context: contextvars.Context | None) -> int | None:
    return context.get(_OWNER) if context is not None else _OWNER.get()


def _settle(future: asyncio.Future[Any], answer: Any, error: Exception | None) -> None:  # noqa: ANN401
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(answer)


class TaskStage:
    """Holds two actors, the virtual clock and a new loop for every run; see :class:`.actors.Stage`."""

    modes = (("await", 1.0),)
    noun = "task"
    awaits = True

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self.clock = Clock()
        self.mode = "await"
        self.endless = False
        self.epoch = 0
        self.give_up: Callable[[], None] = lambda: None
        self.actors = [TaskActor(0), TaskActor(1)]
        self._loop = _Loop(self.clock)
        sys.unraisablehook = lambda _: None

    def begin(self) -> None:
        """A new loop; the old one's tasks are left as they are."""
        self._loop = _Loop(self.clock)
        events._set_running_loop(self._loop)  # noqa: SLF001 - made for writers of loops

    def current(self) -> None:
        """Tasks share one thread: no actor waits for its locks."""

    def where(self, frame: object) -> tuple[tuple[str, int], ...]:  # noqa: ARG002 - the form of the other stage
        """Nowhere: a lock of threads stops no task."""
        return ()

    def quietly(self, operation: Callable[[], Any]) -> tuple[Any, BaseException | None]:
        """Result and error of a call outside any schedule; one that waits for ever raises WouldBlock."""
        task = self._task(operation, _AT_ONCE)
        everyone = _BACKGROUND | {0, 1}
        for _ in range(MOST_STEPS):
            if task.done() or not (self._loop.step(everyone) or self._loop.pass_time(everyone)):
                break
        if not task.done():
            return None, WouldBlock("waits for ever")
        return _ended(task)

    def perform(self, operations: list[Callable[[], Any]], plan: list[tuple[int, int | None]]) -> bool:
        """Run the operations by the plan: (actor, suspensions to pass or None for all); False when they never end.

        No suspensions to pass: the actor is cancelled where it stands.
        """
        self.endless = False
        self.actors = [TaskActor(0), TaskActor(1)]
        cast = self.actors[: len(operations)]
        rest: list[tuple[int, int | None]] = [(actor.index, None) for actor in cast]
        for index, quota in [*plan, *rest]:
            actor = self.actors[index]
            if actor.task is None:
                actor.task = self._task(operations[index], index)
            if quota == 0:
                actor.task.cancel()
            else:
                self._run(actor, quota)
        self._finish(cast)
        for actor in cast:
            if actor.task is not None and actor.task.done():
                actor.result, actor.error = _ended(actor.task)
                actor.state = "ended"
        return all(actor.state == "ended" for actor in cast)

    def _finish(self, cast: list[TaskActor]) -> None:
        """Whatever is ready, until all have ended or nothing that happens could end them."""
        operations: frozenset[int | None] = frozenset({0, 1})
        wakings = 0
        while not self.endless and any(actor.task is not None and not actor.task.done() for actor in cast):
            if not (self._loop.step(_BACKGROUND | operations) or self._loop.pass_time(operations)):
                wakings += 1
                if wakings > _MOST_WAKINGS or not self._loop.pass_time(_BACKGROUND):
                    return
            self._count(cast)

    def _task(self, operation: Callable[[], Any], owner: int) -> asyncio.Task[Any]:
        async def act() -> Any:  # noqa: ANN401 - any answer
            answer = operation()
            return await answer if isinstance(answer, Awaitable) else answer

        context = contextvars.copy_context()
        context.run(_OWNER.set, owner)
        return self._loop.create_task(act(), context=context)

    def _run(self, actor: TaskActor, quota: int | None) -> None:
        """Until it has passed so many more suspensions, has ended, or waits for somebody else."""
        assert actor.task is not None  # noqa: S101 - begun by the caller
        target = None if quota is None else actor.passed + quota
        own: frozenset[int | None] = frozenset({actor.index})
        while not actor.task.done() and not self.endless:
            if not (self._loop.step(_BACKGROUND | own) or self._loop.pass_time(own)):
                actor.stops.append(Stop(actor.passed, self._where(actor.task)))
                return
            self._count([actor])
            if target is not None and actor.passed >= target and not actor.task.done():
                actor.stops.append(Stop(actor.passed, self._where(actor.task)))
                return

    def _count(self, cast: list[TaskActor]) -> None:
        """A step of the loop took whoever stands elsewhere now past a suspension."""
        for actor in cast:
            if actor.task is None or actor.task.done():
                continue
            actor.passed += 1
            actor.steps.append((0, actor.passed))
            self.endless = self.endless or actor.passed > MOST_STEPS

    def _where(self, task: asyncio.Task[Any]) -> tuple[tuple[str, int], ...]:
        """The candidate's lines from the operation down to the ``await`` it stands at."""
        lines = []
        coroutine: Any = task.get_coro()
        while inspect.iscoroutine(coroutine):
            frame = coroutine.cr_frame
            if frame is not None and frame.f_code.co_filename in self.files:
                lines.append((frame.f_code.co_filename, frame.f_lineno))
            coroutine = coroutine.cr_await
        return tuple(lines)


def _ended(task: asyncio.Task[Any]) -> tuple[Any, BaseException | None]:
    if task.cancelled():
        return None, asyncio.CancelledError()
    error = task.exception()
    return (None, error) if error is not None else (task.result(), None)
