"""What a schedule led to, as a value that can be compared: results, calls of functions, what observers see."""

from __future__ import annotations

import dataclasses
import inspect
from collections import OrderedDict, deque
from typing import Any

_PLAIN = (bool, int, float, complex, str, bytes, type(None))
_DEEPEST = 6
_LONGEST = 100


class Identities:
    """Numbers objects by first appearance: two different instances differ, whichever they are."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []

    def value(self, thing: Any, depth: int = 0) -> Any:  # noqa: ANN401, PLR0911 - any value; one line per kind of value
        """``thing`` as nested tuples of plain values."""
        if isinstance(thing, _PLAIN):
            return repr(thing) if isinstance(thing, float | complex) else thing
        if depth > _DEEPEST:
            return "…"
        if isinstance(thing, dict | OrderedDict):
            pairs = [(self.value(k, depth + 1), self.value(v, depth + 1)) for k, v in list(thing.items())[:_LONGEST]]
            return ("dict", tuple(sorted(pairs, key=repr)))
        if isinstance(thing, set | frozenset):
            return ("set", tuple(sorted((self.value(one, depth + 1) for one in thing), key=repr)))
        if isinstance(thing, list | tuple | deque) or inspect.isgenerator(thing):
            items = [self.value(one, depth + 1) for _, one in zip(range(_LONGEST), thing, strict=False)]
            return ("sequence", tuple(items))
        if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            fields = {one.name: getattr(thing, one.name, None) for one in dataclasses.fields(thing)}
            return (type(thing).__name__, self.value(fields, depth + 1))
        if isinstance(thing, type) or callable(thing):
            return ("callable", getattr(thing, "__name__", type(thing).__name__))
        if id(thing) not in self._numbers:
            self._numbers[id(thing)] = len(self._numbers)
            self._kept.append(thing)
        return (f"<{type(thing).__name__}>", self._numbers[id(thing)])

    def ending(self, result: Any, error: BaseException | None) -> Any:  # noqa: ANN401 - any value
        """How a call ended."""
        if error is not None:
            return ("raised", type(error).__name__)
        return ("returned", self.value(result))


def shown(ending: Any) -> str:  # noqa: ANN401 - a value of :class:`Identities`
    """How a call ended, in words."""
    if ending is None:
        return "has no end"
    how, what = ending
    return f"raised {what}" if how == "raised" else f"returned {plain(what)}"


def plain(value: Any) -> str:  # noqa: ANN401 - a value of :class:`Identities`
    """A value of :class:`Identities` as a person would write it."""
    if isinstance(value, tuple) and len(value) == 2:
        kind, content = value
        if kind == "sequence":
            return f"[{', '.join(map(plain, content))}]"
        if kind == "set":
            return f"{{{', '.join(map(plain, content))}}}"
        if kind == "dict":
            return f"{{{', '.join(f'{plain(k)}: {plain(v)}' for k, v in content)}}}"
        if isinstance(kind, str) and kind.startswith("<"):
            return f"{kind} number {content + 1}"
        return f"{kind}({plain(content)})"
    return repr(value)
