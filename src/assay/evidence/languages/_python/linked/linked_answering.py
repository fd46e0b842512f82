"""Runs inside the sandbox, beside nothing: loads the candidate's modules and calls what the tests ask for.

It has neither the tests nor what they expect. What it says is data to the other side, however it comes about.
"""

from __future__ import annotations

import builtins
import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import linked_wire as wire  # type: ignore[import-not-found]


def main() -> None:
    """Answer until the tests are over, and end at once: a thread that was left running is no reason to wait."""
    sys.path.insert(0, str(Path.cwd()))
    if Path("src").is_dir():
        sys.path.insert(1, str(Path("src").resolve()))
    os.set_inheritable(wire.LINK, False)
    side = _Side()
    for line in wire.lines(wire.LINK, os.read):
        wire.write(wire.LINK, side.answer(json.loads(line)), os.write)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


class _Side:
    """The candidate's side of the link."""

    def __init__(self) -> None:
        self._heap = wire.Heap(1)

    def answer(self, asked: dict[str, Any]) -> dict[str, object]:
        """What came of one request."""
        self._heap.forget(asked["unused"])
        self._heap.take(asked["heap"])
        try:
            try:
                told = self._done(asked)
            except wire.Beyond:
                raise
            except BaseException as error:  # noqa: BLE001 - whatever the candidate raises is what came of it
                told = {"ended": "raised", "error": self._error(error)}
            return {**told, "heap": self._heap.changes()}
        except (wire.Beyond, RecursionError) as error:
            return {"ended": "beyond", "why": str(error), "heap": []}

    def _done(self, asked: dict[str, Any]) -> dict[str, object]:
        if "module" in asked:
            return {"ended": "returned", "names": self._names(importlib.import_module(asked["module"]))}
        arguments = [self._heap.value(one) for one in asked["arguments"]]
        named = {name: self._heap.value(one) for name, one in asked["named"].items()}
        function: Any = self._heap.things[asked["function"]]
        return {"ended": "returned", "value": self._heap.form(function(*arguments, **named))}

    def _names(self, module: ModuleType) -> dict[str, object]:
        plain = {name: value for name, value in vars(module).items() if not _is_dunder(name) or name == "__all__"}
        return {name: self._described(name, value) for name, value in plain.items()}

    def _described(self, name: str, value: object) -> list[object]:
        """A plain value, a function, an exception's class, something of Python's own; or what is beyond."""
        if isinstance(value, ModuleType):
            return ["module", value.__name__]
        if own := next((one for one in wire.PLAIN if getattr(sys.modules.get(one), name, self) is value), ""):
            return ["python", own]
        if isinstance(value, type):
            return ["error", self._class(value)] if issubclass(value, BaseException) else ["beyond", value.__name__]
        if callable(value):
            return ["function", self._handle(value), str(getattr(value, "__name__", ""))]
        try:
            return ["value", self._heap.form(value)]
        except (wire.Beyond, RecursionError):
            return ["beyond", type(value).__name__]

    def _handle(self, thing: object) -> int:
        if id(thing) not in self._heap.handles:
            number = len(self._heap.things)
            self._heap.things[number] = thing  # which keeps it, and with it its identity
            self._heap.handles[id(thing)] = number
        return int(self._heap.handles[id(thing)])

    def _class(self, kind: type) -> list[object]:
        """The class of an exception by its bases, down to those of Python's own."""
        if getattr(builtins, kind.__name__, None) is kind:
            return [kind.__name__]
        bases = [one for one in kind.__bases__ if issubclass(one, BaseException)]
        if len(bases) < len(kind.__bases__):
            raise wire.Beyond(f"the exception {kind.__name__!r}")
        return [self._handle(kind), kind.__name__, kind.__module__, [self._class(one) for one in bases]]

    def _error(self, error: BaseException) -> dict[str, object]:
        told: dict[str, object] = {"class": self._class(type(error)), "text": str(error)[:4000]}
        told["arguments"] = [self._heap.form(one) for one in error.args]
        if isinstance(error, ImportError):
            told["name"] = error.name if isinstance(error.name, str) else None
        return told


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
