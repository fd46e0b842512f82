"""What a process holds: descriptors, threads, children, temporary files; and where in the candidate they came from."""

from __future__ import annotations

import contextlib
import gc
import sys
import tempfile
import threading
import time
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

Origin = tuple[str, int]
_EVENTS = {
    "open": "descriptor",
    "socket.__new__": "descriptor",
    "os.fork": "process",
    "os.posix_spawn": "process",
    "subprocess.Popen": "process",
    "tempfile.mkstemp": "temporary",
    "tempfile.mkdtemp": "temporary",
}
_GRACE_S = 0.3


class Watch:
    """Counts before and after; ``files`` are the candidate's, by their absolute path."""

    def __init__(self, files: frozenset[str]) -> None:
        self._files = files
        self.origins: dict[str, Counter[Origin]] = {}
        self.died: list[tuple[str, Origin]] = []
        sys.addaudithook(self._audit)
        self._note_threads()
        threading.excepthook = self._thread_died
        tracemalloc.start(12)

    def _audit(self, event: str, _: tuple[Any, ...]) -> None:
        kind = _EVENTS.get(event)
        if kind is not None:
            origin = self.origin(sys._getframe(1))  # noqa: SLF001 - documented
            if origin is not None:
                self.origins.setdefault(kind, Counter())[origin] += 1

    def _note_threads(self) -> None:
        """Python before 3.13 has no audit event for a thread's start."""
        start = threading.Thread.start

        def noted(thread: threading.Thread) -> None:
            origin = self.origin(sys._getframe(1))  # noqa: SLF001 - documented
            if origin is not None:
                self.origins.setdefault("thread", Counter())[origin] += 1
            start(thread)

        threading.Thread.start = noted  # type: ignore[method-assign, assignment]

    def origin(self, frame: FrameType | None) -> Origin | None:
        """The innermost of the candidate's lines on the stack."""
        while frame is not None:
            if frame.f_code.co_filename in self._files:
                return frame.f_code.co_filename, frame.f_lineno
            frame = frame.f_back
        return None

    def raised_at(self, trace: TracebackType | None) -> Origin | None:
        """The last of the candidate's lines that an exception came through."""
        found = None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._files:
                found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return found

    def _thread_died(self, told: threading.ExceptHookArgs) -> None:
        origin = self.raised_at(told.exc_traceback)
        if origin is not None:
            self.died.append((told.exc_type.__name__, origin))

    def most_frequent(self, kind: str) -> Origin | None:
        """The line that made most of a kind since the last call of :meth:`forget`."""
        found = self.origins.get(kind)
        return found.most_common(1)[0][0] if found else None

    def forget(self) -> None:
        """Begin anew."""
        self.origins.clear()
        self.died.clear()

    @contextlib.contextmanager
    def unclosed(self) -> Iterator[list[tuple[str, Origin]]]:
        """What is destroyed without having been closed while this lasts: what it is, and where it was made."""
        found: list[tuple[str, Origin]] = []

        def note(told: warnings.WarningMessage) -> None:
            # Asked while the thing is being destroyed: afterwards it counts as made here and now.
            origin = self._made(told.source) if issubclass(told.category, ResourceWarning) else None
            if origin is not None:
                found.append((str(told.message).partition(" <")[0][:80], origin))

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", ResourceWarning)
            warnings._showwarnmsg_impl = note  # type: ignore[attr-defined]  # noqa: SLF001 - the only one that has the source
            yield found
            gc.collect()

    def _made(self, source: object) -> Origin | None:
        made = tracemalloc.get_object_traceback(source) if source is not None else None
        frames = [(frame.filename, frame.lineno) for frame in made or () if frame.filename in self._files]
        return frames[-1] if frames else None


def held(before: dict[str, int] | None = None) -> dict[str, int]:
    """How many of each kind there are now; with ``before``, once what is about to end has ended."""
    now = _count()
    deadline = time.monotonic() + _GRACE_S
    while before is not None and now["thread"] > before["thread"] and time.monotonic() < deadline:
        time.sleep(0.01)
        now = _count()
    return now


def _count() -> dict[str, int]:
    children = 0
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            children += len((task / "children").read_text().split())
    return {
        "descriptor": sum(1 for _ in Path("/proc/self/fd").iterdir()),
        "thread": threading.active_count(),
        "process": children,
        "temporary": sum(1 for _ in Path(tempfile.gettempdir()).iterdir()),
    }
