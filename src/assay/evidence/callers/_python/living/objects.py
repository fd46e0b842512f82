"""Runs inside the sandbox: makes an object for each usage and takes its steps; JSON lines on descriptor 3.

One line for making the object, one for each step, and one with the state, which ends the usage. The candidate shares
this process: it could forge its own outcomes, and gains nothing by it but to look equal.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import importlib.machinery
import inspect
import itertools
import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from calls import MOST_ITEMS, MOST_PRINTED, Printed, TooLate, message, raised_at, tell  # type: ignore[import-not-found]
from codec import decode, encode  # type: ignore[import-not-found]

from .clock import TICK, Clock
from .loops import Loop
from .waiting import Stuck, Waiting
from .watch import Watch, real_time

IMPORT_S = 10.0
"""CPU seconds for loading the module."""

BATCH_S = 12.0
"""Wall seconds after which no further usage is begun: some wait for disks."""

MOST_LATE = 3
"""Steps that may use up their time before the rest is left out."""

_UNKNOWN: dict[str, object] = {"ended": "unknown"}
_OPERATORS: dict[str, Callable[..., Any]] = {
    "__len__": len,
    "__iter__": lambda thing: list(itertools.islice(thing, MOST_ITEMS)),
    "__next__": next,
    "__bool__": bool,
    "__str__": str,
    "__contains__": lambda thing, item: item in thing,
    "__getitem__": lambda thing, key: thing[key],
    "__setitem__": lambda thing, key, value: thing.__setitem__(key, value),
    "__delitem__": lambda thing, key: thing.__delitem__(key),
    "__call__": lambda thing, *arguments: thing(*arguments),
}
_ITSELF = ["o", "self", "the object itself"]


def main() -> None:
    """Live, and tell."""
    asked = json.load(sys.stdin)
    root = str(Path.cwd())
    sys.path.insert(0, root)
    _Codes(root).install()
    clock = Clock()
    waiting = Waiting(clock)
    waiting.install()
    if any("sqlite3" in path.read_text(encoding="utf-8", errors="replace") for path in Path.cwd().rglob("*.py")):
        waiting.hurry_databases()
    type(asyncio.get_event_loop_policy())._loop_factory = lambda _: Loop(clock)  # type: ignore[attr-defined] # noqa: SLF001
    watch = Watch(asked["seconds"])
    gc.disable()
    gc.freeze()
    own = set(Path(root).iterdir())
    late, begun = 0, real_time()
    for given in asked["usages"]:
        if late < MOST_LATE and real_time() - begun < BATCH_S:
            late += _Life(asked, clock, waiting, watch).live(given)
        else:
            tell(_UNKNOWN)
            tell({"state": {}})
        _tidy(own)
    os._exit(0)  # threads that the candidate left behind are not waited for


class _Codes:
    """Compiles each of the candidate's modules once, however often it is loaded."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._known: dict[str, Any] = {}
        self._real = importlib.machinery.SourceFileLoader.get_code

    def install(self) -> None:
        codes = self

        def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> Any:  # noqa: ANN401 - a code object
            path = loader.path
            if not path.startswith(codes._root):
                return codes._real(loader, name)
            if path not in codes._known:
                codes._known[path] = codes._real(loader, name)
            return codes._known[path]

        importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


class _Function:
    """What is handed in as a function: answers the same each time, and notes how it was called."""

    def __init__(self, result: int, awaited: bool, calls: list[str]) -> None:  # noqa: FBT001 - from a tagged form
        self._result, self._awaited, self._calls = result, awaited, calls

    def __call__(self, *arguments: object, **named: object) -> object:
        given = [*map(_shown, arguments), *(f"{name}={_shown(one)}" for name, one in sorted(named.items()))]
        self._calls.append(f"<calls the function with ({', '.join(given)})>\n")
        return self._later() if self._awaited else self._result

    async def _later(self) -> int:
        return self._result

    def __repr__(self) -> str:
        return f"<function that returns {self._result}>"


class _Life:
    """One object from its beginning to its end."""

    def __init__(self, asked: dict[str, Any], clock: Clock, waiting: Waiting, watch: Watch) -> None:
        self._asked, self._clock, self._waiting, self._watch = asked, clock, waiting, watch
        self._path = str(Path(asked["path"]).resolve())
        self._thing: Any = None
        self._got: Any = None
        self._calls: list[str] = []
        self._loop: Any = None

    def live(self, given: dict[str, Any]) -> bool:
        """Tell of each step; whether one of them did not end."""
        self._clock.elapsed = 0.0
        random.seed(0)
        kind: list[Any] = []
        outcome = self._step(lambda _: kind.append(self._class()), [], seconds=IMPORT_S)
        if outcome["ended"] == "raised":
            outcome["error"] = f"on import: {outcome['error']}"
        if outcome["ended"] == "returned":
            outcome = self._make(kind[0], given["made"])
        tell(outcome)
        ended = outcome["ended"]
        if ended == "returned":
            exact = False
            for name, arguments in given["steps"]:
                self._clock.elapsed += 0.0 if exact or name == "@wait" else TICK
                exact = name == "@wait"
                outcome = self._make(kind[0], given["made"]) if name == "@again" else self._take(name, arguments)
                tell(outcome)
                ended = outcome["ended"]
                if ended == "timed out":
                    break
        tell({"state": self._state() if ended != "timed out" and self._thing is not None else {}})
        self._end()
        return bool(ended == "timed out")

    def _class(self) -> Any:  # noqa: ANN401 - the candidate's class
        root = str(Path.cwd())
        for name, one in list(sys.modules.items()):
            if self._asked["anew"] and str(getattr(one, "__file__", "") or "").startswith(root):
                del sys.modules[name]
        module = importlib.import_module(".".join(PurePosixPath(self._asked["path"]).with_suffix("").parts))
        kind = getattr(module, self._asked["entry"])
        if any(inspect.iscoroutinefunction(one) for one in vars(kind).values()):
            self._loop = Loop(self._clock)
        return kind

    def _make(self, kind: Any, made: list[Any]) -> dict[str, object]:  # noqa: ANN401 - the candidate's class
        async def making(arguments: list[Any]) -> Any:  # noqa: ANN401 - the candidate's object
            return kind(*arguments)

        def make(arguments: list[Any]) -> None:
            self._let_go()
            self._thing = self._loop.settle(making(arguments)) if self._loop is not None else kind(*arguments)

        return self._step(make, made, kind)

    def _take(self, name: str, given: list[Any]) -> dict[str, object]:
        if name == "@wait":
            return self._step(lambda arguments: self._waiting.pass_by(*arguments), given)
        if name == "@spoil":
            return self._step(lambda _: self._spoil(), [])

        def take(arguments: list[Any]) -> object:
            if name in _OPERATORS:
                self._got = _OPERATORS[name](self._thing, *arguments)
            elif isinstance(inspect.getattr_static(type(self._thing), name, None), property | cached_property):
                self._got = getattr(self._thing, name)
            else:
                self._got = getattr(self._thing, name)(*arguments)
            self._got = self._settled(self._got)
            return self._got

        return self._step(take, given, type(self._thing))

    def _argument(self, form: Any, kind: Any) -> object:  # noqa: ANN401 - a tagged form
        match form:
            case ["F", result, awaited]:
                return _Function(result, awaited, self._calls)
            case ["P", like]:
                return kind(*[self._argument(one, kind) for one in like])
            case _:
                return decode(form)

    def _settled(self, value: Any) -> object:  # noqa: ANN401 - whatever the candidate returns
        if self._loop is not None:
            value = self._loop.settle(value)
            if inspect.isasyncgen(value):
                value = self._loop.settle(_gathered(value))
        if hasattr(value, "__next__") and value is not self._thing:
            return list(itertools.islice(value, MOST_ITEMS))
        return value

    def _spoil(self) -> None:
        """Change what was given, unless it can be had from outside anyway."""
        got = self._got
        if any(value is got for name, value in _public(self._thing)):
            return
        if isinstance(got, list):
            got.append("spoilt")
        elif isinstance(got, dict):
            got["spoilt"] = "spoilt"
        elif isinstance(got, set):
            got.add("spoilt")

    def _step(
        self,
        take: Callable[[list[Any]], object],
        given: list[Any],
        kind: type | None = None,
        seconds: float | None = None,
    ) -> dict[str, object]:
        arguments: list[Any] = []
        printed = Printed()
        self._calls.clear()
        try:
            with redirect_stdout(printed), redirect_stderr(Printed()):
                self._watch.begin(seconds)
                try:
                    arguments += [self._argument(one, kind) for one in given]
                    value = take(arguments)
                    told: dict[str, object] = {
                        "ended": "returned",
                        "value": _ITSELF if value is not None and value is self._thing else encode(value),
                    }
                finally:
                    self._watch.end()
        except (TooLate, Stuck):
            return {"ended": "timed out"}
        except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is what came of the step
            told = {
                "ended": "raised",
                "error": type(error).__name__,
                "message": message(error),
                "line": raised_at(error, self._path),
            }
        after = [encode(one) if _is_plain(one) else form for one, form in zip(arguments, given, strict=False)]
        if after != given[: len(after)]:
            told["changed"] = after
        text = printed.kept + "".join(self._calls)
        if text:
            told["printed"] = text[:MOST_PRINTED]
        return told

    def _state(self) -> dict[str, object]:
        state: dict[str, object] = {}
        with redirect_stdout(Printed()), redirect_stderr(Printed()), suppress(BaseException):
            self._watch.begin()
            try:
                state = {name: encode(value) for name, value in _public(self._thing)}
            finally:
                self._watch.end()
        return state

    def _let_go(self) -> None:
        """Free what the object holds, such as a file that is locked: at the same point on both sides."""
        self._thing = self._got = None
        gc.collect()

    def _end(self) -> None:
        self._let_go()
        with redirect_stdout(Printed()), redirect_stderr(Printed()), suppress(BaseException):
            self._watch.begin()
            try:
                if self._loop is not None:
                    self._loop.end()
                self._waiting.end()
            finally:
                self._watch.end()


async def _gathered(stream: Any) -> list[object]:  # noqa: ANN401 - an asynchronous generator
    return [item async for item in stream]


def _public(thing: object) -> Iterator[tuple[str, object]]:
    slots = [name for kind in type(thing).__mro__ for name in _names(getattr(kind, "__slots__", ()))]
    held = {**{name: getattr(thing, name) for name in slots if hasattr(thing, name)}, **getattr(thing, "__dict__", {})}
    return ((name, value) for name, value in sorted(held.items()) if not name.startswith("_"))


def _names(slots: object) -> list[str]:
    return [slots] if isinstance(slots, str) else [str(one) for one in slots]  # type: ignore[attr-defined]


def _shown(value: object) -> str:
    """As it prints, where that says the same each time."""
    form = encode(value)
    return str(form[2]) if form[0] == "o" else repr(value)[:200]


def _is_plain(value: object) -> bool:
    return isinstance(value, list | dict | set | tuple)


def _tidy(own: set[Path]) -> None:
    """Remove what a life left behind on disk."""
    for path in set(Path.cwd().iterdir()) - own:
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
