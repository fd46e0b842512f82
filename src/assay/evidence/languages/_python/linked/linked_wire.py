"""What crosses the link between tests and candidate: lines of JSON, values of plain types, and lists that both share.

A list, dict, set or bytearray that has crossed has a number; both sides hold one of their own, and each message tells
what has changed in those since the last, so that changes in place, and which of two is which, are seen on the other
side. What is of no plain type cannot cross: the run is then none for two processes (:class:`Beyond`).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

LINK = 4
ENDED_BEYOND, ENDED_GONE = 77, 76
"""Exit statuses of the tests' process: they did what cannot be done in two; the candidate's is gone."""
LONGEST = 64 << 20
MOST = 200_000
"""Parts of a message."""
PLAIN = frozenset(
    {
        "__future__",
        "base64",
        "bisect",
        "cmath",
        "collections",
        "collections.abc",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "itertools",
        "json",
        "math",
        "numbers",
        "operator",
        "pytest",
        "random",
        "re",
        "statistics",
        "string",
        "textwrap",
        "typing",
        "unicodedata",
        "unittest",
    }
)
"""Modules of Python's own, and pytest, whose use by the tests changes nothing that the candidate sees."""
_EXACT = 1 << 53
_KINDS: tuple[tuple[type, str], ...] = ((list, "l"), (dict, "d"), (set, "s"), (bytearray, "a"))
_TAGS = dict(_KINDS)
_MADE = {tag: kind for kind, tag in _KINDS}


_NUMBERS = ("decimal.Decimal", "fractions.Fraction")
_TIMES = ("datetime.date", "datetime.datetime", "datetime.time")


class Beyond(Exception):
    """A value that cannot cross."""


class Heap:
    """The containers that both sides have, by number; ``first`` is 0 on one side and 1 on the other."""

    def __init__(self, first: int) -> None:
        self.held: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._told: dict[int, str] = {}
        self._next = first
        self._count = 0
        self.things: dict[int, object] = {}
        """By handle, what has a name on both sides: functions."""
        self.handles: dict[int, int] = {}
        """From the identity of such a thing to its handle."""

    def form(self, value: object) -> object:
        """As JSON. Raises Beyond."""
        self._count += 1
        if self._count > MOST:
            raise Beyond("more than can be told")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if isinstance(value, int) and kind is int:
            return value if -_EXACT < value < _EXACT else ["i", hex(value)]
        if isinstance(value, float) and kind is float:
            if math.isnan(value):
                raise Beyond("a number that does not equal itself")
            return ["f", value.hex()]
        if kind in _TAGS:
            return ["@", self._number(value)]
        return self._tagged(value, kind)

    def _tagged(self, value: Any, kind: type) -> object:  # noqa: ANN401 - by its type
        if kind is bytes:
            return ["y", value.hex()]
        if kind is tuple or kind is frozenset:
            return ["t" if kind is tuple else "z", [self.form(one) for one in value]]
        if kind is complex:
            return ["c", self.form(value.real), self.form(value.imag)]
        if id(value) in self.handles:
            return ["r", self.handles[id(value)]]
        name = f"{kind.__module__}.{kind.__name__}"
        zone = getattr(value, "tzinfo", None)
        if _known(name) is kind and zone is None and value == value:  # noqa: PLR0124 - a decimal may not equal itself
            return ["p", name, str(value) if name in _NUMBERS else value.isoformat()]
        raise Beyond(f"an object of type {kind.__name__!r}")

    def value(self, form: Any) -> Any:  # noqa: ANN401 - JSON, and what it stands for
        """What a form stands for. Raises LookupError, TypeError or ValueError for what is none."""
        if form is None or isinstance(form, bool | str | int):
            return form
        tag, *parts = form
        if tag in {"@", "r"}:
            return (self.held if tag == "@" else self.things)[parts[0]]
        if tag in {"t", "z"}:
            return (tuple if tag == "t" else frozenset)(self.value(one) for one in parts[0])
        if tag == "c":
            return complex(*map(self.value, parts))
        return _READ[tag](*parts)

    def _number(self, container: Any) -> int:  # noqa: ANN401 - one of _KINDS
        number = self._numbers.get(id(container))
        if number is None:
            number, self._next = self._next, self._next + 2
            self.hold(number, container)
        return number

    def hold(self, number: int, container: Any) -> None:  # noqa: ANN401 - one of _KINDS
        """Know it by this number."""
        self.held[number] = container
        self._numbers[id(container)] = number

    def changes(self) -> list[list[object]]:
        """Number, kind and content of what is new or has changed since it was last told or heard."""
        told: list[list[object]] = []
        waiting = list(self.held)
        while waiting:
            before = len(self.held)
            for number in waiting:
                container = self.held[number]
                content = json.dumps(self._content(container))  # which may hold more, for the next turn
                if self._told.get(number) != content:
                    self._told[number] = content
                    told.append([number, _TAGS[type(container)], content])
            waiting = list(self.held)[before:]
        self._count = 0
        return told

    def _content(self, container: Any) -> object:  # noqa: ANN401 - one of _KINDS
        if isinstance(container, bytearray):
            return container.hex()
        if isinstance(container, dict):
            return [[self.form(key), self.form(value)] for key, value in container.items()]
        return [self.form(one) for one in container]

    def take(self, changes: list[list[Any]]) -> None:
        """Make the containers here what they are on the other side. Raises as :meth:`value`."""
        for number, tag, _ in changes:
            if number not in self.held:
                self.hold(int(number), _MADE[tag]())
        for number, _, content in changes:
            self._told[number] = content
            self._fill(self.held[number], json.loads(content))

    def _fill(self, container: Any, content: Any) -> None:  # noqa: ANN401 - one of _KINDS, JSON
        if isinstance(container, list):
            container[:] = [self.value(one) for one in content]
        elif isinstance(container, dict):
            pairs = [(self.value(key), self.value(one)) for key, one in content]
            container.clear()
            container.update(pairs)
        elif isinstance(container, set):
            parts = [self.value(one) for one in content]
            container.clear()
            container.update(parts)
        else:
            container[:] = bytes.fromhex(content)

    def forget(self, numbers: list[int]) -> None:
        """Let go of containers, as the other side does."""
        for number in numbers:
            container = self.held.pop(number, None)
            self._numbers.pop(id(container), None)
            self._told.pop(number, None)

    def unused(self) -> list[int]:
        """Let go of the containers that nothing here holds any more but this heap, outer before inner."""
        found: list[int] = []
        while True:
            free = [number for number in self.held if sys.getrefcount(self.held[number]) <= 2]
            if not free:
                return found
            self.forget(free)
            found += free


def _known(name: str) -> Any:  # noqa: ANN401 - a type
    """The type of Python's own with this name, if it is one of those that cross; else nothing."""
    module, _, kind = name.partition(".")
    return getattr(import_module(module), kind) if name in {*_NUMBERS, *_TIMES} else None


def _of_a_known_type(name: str, text: str) -> object:
    known = _known(name)
    if known is None:
        raise ValueError(name)
    return known(text) if name in _NUMBERS else known.fromisoformat(text)


_READ: dict[str, Callable[..., object]] = {
    "f": float.fromhex,
    "i": lambda text: int(text, 16),
    "y": bytes.fromhex,
    "p": _of_a_known_type,
}


def lines(descriptor: int, read: Any) -> Iterator[str]:  # noqa: ANN401 - os.read, as it was before the candidate came
    """Whole lines until the other side is gone, or says more in one than it may."""
    # Grows in place: bytes would be copied, and looked through, again for each part of a long line.
    waiting = bytearray()
    while part := read(descriptor, 1 << 16):
        *ends, rest = part.split(b"\n")
        for end in ends:
            waiting += end
            line = waiting.decode("ascii")
            waiting.clear()
            yield line
        waiting += rest
        if len(waiting) > LONGEST:
            return


def write(descriptor: int, message: object, write_some: Any) -> None:  # noqa: ANN401 - os.write, likewise
    """One line."""
    data = memoryview(json.dumps(message).encode("ascii") + b"\n")
    while data:
        data = data[write_some(descriptor, data) :]
