"""The program: reads what to call from standard input, writes one JSON object to descriptor 3."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .arguments import CannotCall, guess, lay_out
from .swallowed import Swallowed
from .watch import Origin, Watch, held

REPORT, TIMES, CALL_S = 3, 5, 2.0
_ENDS = ("close", "stop", "shutdown", "terminate", "disconnect", "cleanup", "dispose", "join")
_KINDS = ("descriptor", "thread", "process", "temporary")


class TooLate(BaseException):
    """A call took too long."""


def main() -> None:
    """Call, look, tell."""
    asked = json.load(sys.stdin)
    root = Path.cwd()
    files = {str(root / name): name for name in asked["files"]}
    sources = {path: Path(path).read_text(encoding="utf-8") for path in files}
    sleep = time.sleep
    time.sleep = lambda seconds: sleep(min(float(seconds), 0.01))
    signal.signal(signal.SIGALRM, _too_late)
    watch, swallowed = Watch(frozenset(files)), Swallowed(sources)
    found: list[dict[str, Any]] = []
    called = 0
    sys.path.insert(0, str(root))
    with _scratch(root):
        for name in asked["entries"]:
            try:
                with _quiet():
                    target = _load(asked["module"], name)
                subject = _Subject(name, target, watch, swallowed)
                for wrong in (False, True):
                    called += TIMES
                    found += [one | {"path": files[one["path"]]} for one in subject.examine(wrong=wrong)]
            except CannotCall:
                continue
            except BaseException:  # noqa: BLE001, S112 - the candidate may do anything: it is not what is looked for
                continue
    _tell({"found": found, "called": called})


class _Subject:
    """One function, or one method with its class."""

    def __init__(self, name: str, target: Callable[..., Any], watch: Watch, swallowed: Swallowed) -> None:
        self._name = name
        self._target = target
        self._watch = watch
        self._swallowed = swallowed
        self._left_tasks: list[Origin] = []

    def examine(self, *, wrong: bool) -> list[dict[str, Any]]:
        """What :data:`TIMES` calls leave."""
        arguments, shown = guess(self._target, wrong=wrong)
        call = f"{self._name}({shown})"
        self._once(arguments)  # what is made once and kept is no leak
        self._watch.forget()
        self._left_tasks.clear()
        self._swallowed.found.clear()
        before = held()
        with self._watch.unclosed() as unclosed:
            for _ in range(TIMES):
                with self._swallowed:
                    self._once(arguments)
        after = held(before)
        found = [
            _one("unclosed", origin, call, what) for what, origin in unclosed if unclosed.count((what, origin)) >= TIMES
        ]
        for kind in _KINDS:
            origin = self._watch.most_frequent(kind)
            if after[kind] - before[kind] >= TIMES and origin is not None:
                found.append(_one(kind, origin, call, f"{after[kind] - before[kind]} more after {TIMES} calls"))
        found += [_one("task", origin, call, "") for origin in self._left_tasks[TIMES - 1 :]]
        found += [_one("thread-dies", origin, call, error) for error, origin in self._watch.died]
        found += [_one("swallowed", (path, line), call, error) for error, path, line in sorted(self._swallowed.found)]
        return list({(one["kind"], one["path"], one["line"]): one for one in found}.values())

    def _once(self, arguments: list[Any]) -> None:
        with contextlib.suppress(Exception), _quiet(), _in_time():
            owner, function = self._bound()
            try:
                answer = function(*arguments)
                if inspect.iscoroutine(answer):
                    answer = self._awaited(answer)
                _end(answer)
            finally:
                if owner is not None:
                    _end(owner)

    def _bound(self) -> tuple[object | None, Callable[..., Any]]:
        if "." not in self._name:
            return None, self._target
        owner = self._target.__assay_class__()  # type: ignore[attr-defined]
        return owner, getattr(owner, self._name.rpartition(".")[2])

    def _awaited(self, coroutine: Any) -> Any:  # noqa: ANN401 - any coroutine
        loop = asyncio.new_event_loop()
        made: dict[asyncio.Task[Any], Origin] = {}

        def factory(own: asyncio.AbstractEventLoop, inner: Any, **about: Any) -> asyncio.Task[Any]:  # noqa: ANN401
            task: asyncio.Task[Any] = asyncio.Task(inner, loop=own, **about)
            origin = self._watch.origin(sys._getframe(1))  # noqa: SLF001 - documented
            if origin is not None:
                made[task] = origin
            return task

        loop.set_task_factory(factory)
        try:
            return loop.run_until_complete(coroutine)
        finally:
            loop.run_until_complete(asyncio.sleep(0.02))
            left = [task for task in asyncio.all_tasks(loop) if not task.done()]
            self._left_tasks += [made[task] for task in left if task in made]
            for task in left:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.close()


def _load(module: str, name: str) -> Callable[..., Any]:
    found = importlib.import_module(module)
    first, _, method = name.partition(".")
    owner = getattr(found, first)
    if not method:
        return owner  # type: ignore[no-any-return]
    arguments, _ = guess(owner, wrong=False)
    function = getattr(owner, method)

    def bound(*given: Any) -> Any:  # noqa: ANN401 - any call
        return function(None, *given)

    parameters = list(inspect.signature(function).parameters.values())[1:]
    bound.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    bound.__assay_class__ = lambda: owner(*arguments)  # type: ignore[attr-defined]
    return bound


def _end(thing: object) -> None:
    """Close what the caller was handed, as a careful caller would."""
    for one in thing if isinstance(thing, list | tuple) else (thing,):
        if inspect.isgenerator(one):
            list(zip(range(100), one, strict=False))
        if isinstance(one, str | os.PathLike) and Path(one).is_absolute():
            with contextlib.suppress(OSError):
                Path(one).rmdir() if Path(one).is_dir() else Path(one).unlink()
        for name in _ENDS:
            end = getattr(one, name, None)
            if callable(end) and not isinstance(one, str | bytes | bytearray | os.PathLike):
                with contextlib.suppress(Exception):
                    answer = end()
                    if inspect.iscoroutine(answer):
                        asyncio.run(answer)
        if hasattr(one, "wait") and hasattr(one, "kill"):
            with contextlib.suppress(Exception):
                one.wait()


def _one(kind: str, origin: Origin, call: str, detail: str) -> dict[str, Any]:
    return {"kind": kind, "path": origin[0], "line": origin[1], "call": call, "detail": detail}


@contextlib.contextmanager
def _scratch(root: Path) -> Iterator[None]:
    folder = root / "assay-scratch"
    folder.mkdir()
    lay_out(folder)
    os.chdir(folder)
    yield


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, CALL_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_late(*_: object) -> None:
    raise TooLate


def _tell(report: dict[str, Any]) -> None:
    data = json.dumps(report).encode()
    while data:
        data = data[os.write(REPORT, data) :]
    os._exit(0)
