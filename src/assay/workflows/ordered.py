"""Do several things at a time, and hand the answers out in the order in which the questions came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


def in_order(answer: Callable[[Q], A], questions: Iterable[Q], jobs: int) -> Iterator[A]:
    """``answer`` of each question, at most ``jobs`` at a time, in order; reads at most ``4 * jobs`` questions ahead.

    An exception of ``answer`` comes out at its place and ends the iteration. The threads are daemons: whoever gives up
    half-way (Ctrl-C) need not wait for the answers under way.
    """
    work: SimpleQueue[tuple[Q, Future[A]] | None] = SimpleQueue()
    for _ in range(jobs):
        threading.Thread(target=_serve, args=(answer, work), daemon=True).start()
    pending: deque[Future[A]] = deque()
    try:
        for question in questions:
            pending.append(Future())
            work.put((question, pending[-1]))
            if len(pending) >= 4 * jobs:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()
        for _ in range(jobs):
            work.put(None)


def _serve(answer: Callable[[Q], A], work: SimpleQueue[tuple[Q, Future[A]] | None]) -> None:
    while (item := work.get()) is not None:
        question, future = item
        if not future.set_running_or_notify_cancel():
            continue
        try:
            result = answer(question)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the answer is asked for
            future.set_exception(error)
        else:
            future.set_result(result)
