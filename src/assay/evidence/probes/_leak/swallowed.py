"""Exceptions that end in a handler which takes all of them and lets nothing out: seen, not guessed."""

from __future__ import annotations

import ast
import sys
import threading
from dataclasses import dataclass
from types import FrameType
from typing import Any

_BROAD = {"Exception", "BaseException"}


@dataclass(frozen=True)
class _Handler:
    line: int
    guarded: range
    body: range


class Swallowed:
    """Traces the candidate; ``found`` has the exception's name and the handler's place."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._handlers = {path: list(_silent(text)) for path, text in sources.items()}
        self.found: set[tuple[str, str, int]] = set()
        self._raised: dict[int, tuple[str, int]] = {}

    def __enter__(self) -> None:
        if any(self._handlers.values()):
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        threading.settrace(None)

    def _trace(self, frame: FrameType, event: str, told: Any) -> Any:  # noqa: ANN401 - the form of a trace function
        if not self._handlers.get(frame.f_code.co_filename):
            return None
        if event == "exception":
            self._raised[id(frame)] = (told[0].__name__, frame.f_lineno)
        elif event == "line" and id(frame) in self._raised:
            name, raised = self._raised[id(frame)]
            for one in self._handlers[frame.f_code.co_filename]:
                if raised in one.guarded and frame.f_lineno in one.body:
                    self.found.add((name, frame.f_code.co_filename, one.line))
        elif event == "return":
            self._raised.pop(id(frame), None)
        return self._trace


def _silent(text: str) -> list[_Handler]:
    """Handlers of everything that neither raise, nor call anything, nor look at what they caught."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Try):
            continue
        for handler in node.handlers:
            kind = handler.type
            broad = kind is None or (isinstance(kind, ast.Name) and kind.id in _BROAD)
            inside = [part for statement in handler.body for part in ast.walk(statement)]
            used = any(isinstance(part, ast.Raise | ast.Call) for part in inside) or any(
                isinstance(part, ast.Name) and part.id == handler.name for part in inside
            )
            if broad and not used:
                last = handler.body[-1].end_lineno or handler.lineno
                guarded = range(node.body[0].lineno, (node.body[-1].end_lineno or node.lineno) + 1)
                found.append(_Handler(handler.lineno, guarded, range(handler.body[0].lineno, last + 1)))
    return found
