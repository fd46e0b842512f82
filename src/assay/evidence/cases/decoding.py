"""Values out of their tagged form, outside the sandbox: only exact built-in types come of it, within bounds.

The forms were written where the candidate ran and may say anything; what is not plainly a value is :class:`NoValue`.
The tags are those of :mod:`assay.evidence.callers._python.codec`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from pydantic import JsonValue

_MOST_PARTS = 200_000
_DEEPEST = 100
_WHOLE = re.compile(r"-?[0-9]{1,4000}", re.ASCII)
_REAL = re.compile(r"-?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?(?:e[+-]?[0-9]{1,4})?|inf|nan)", re.ASCII)
_FRACTION = re.compile(r"-?[0-9]{1,4000}/[0-9]{1,4000}", re.ASCII)
_BYTES = re.compile(r"(?:[0-9a-f]{2})*", re.ASCII)
_PAIR = 2


class NoValue(Exception):
    """The form is no value: an object of the candidate's own, something too large, or nonsense. ``true`` if it counts
    as true, which is all that is known of it.
    """

    def __init__(self, why: str, *, true: bool = True) -> None:
        super().__init__(why)
        self.true = true


def decode(form: JsonValue) -> object:
    """The value; sets, lists, tuples and dicts of values, and numbers, texts, bytes, booleans and None.

    Raises:
        NoValue: it is none.
    """
    return _Decoder().value(form, 0)


class _Decoder:
    """Counts parts, so that nothing grows without bound."""

    def __init__(self) -> None:
        self._left = _MOST_PARTS

    def value(self, form: JsonValue, depth: int) -> object:
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise NoValue("it is too large to be told")
        if form == ["n"]:
            return None
        if not isinstance(form, list) or not form:
            raise NoValue("it is not told as a value")
        tag = form[0]
        if tag == "x":
            raise NoValue("it is too large to be told")
        if tag == "o":
            raise NoValue("it is an object of a type of its own", true=form[-1] is not False)
        if len(form) != _PAIR or not isinstance(tag, str):
            raise NoValue("it is not told as a value")
        return self._tagged(tag, form[1], depth + 1)

    def _tagged(self, tag: str, content: JsonValue, depth: int) -> object:
        if tag == "b" and isinstance(content, bool):
            return content
        if isinstance(content, str) and tag in _TEXTS:
            return _TEXTS[tag](content)
        if isinstance(content, list):
            if tag == "d":
                return self._map(content, depth)
            parts = [self.value(part, depth) for part in content] if tag in {"l", "t", "S"} else None
            if parts is not None:
                return parts if tag == "l" else tuple(parts) if tag == "t" else _keyed(lambda: set(parts))
        raise NoValue("it is not told as a value")

    def _map(self, pairs: list[JsonValue], depth: int) -> object:
        found = []
        for pair in pairs:
            if not isinstance(pair, list) or len(pair) != _PAIR:
                raise NoValue("it is not told as a value")
            found.append((self.value(pair[0], depth), self.value(pair[1], depth)))
        return _keyed(lambda: dict(found))


def _keyed(made: Callable[[], object]) -> object:
    try:
        return made()
    except TypeError:  # a list among them cannot be a key
        raise NoValue("it has keys that no value can be") from None


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise NoValue("it is no whole number")
    return int(text)


def _real(text: str) -> float:
    if not _REAL.fullmatch(text):
        raise NoValue("it is no number")
    return float(text)


def _fraction(text: str) -> Fraction:
    if not _FRACTION.fullmatch(text) or not int(text.partition("/")[2]):
        raise NoValue("it is no fraction")
    return Fraction(text)


def _bytes(text: str) -> bytes:
    if not _BYTES.fullmatch(text):
        raise NoValue("they are no bytes")
    return bytes.fromhex(text)


def _text(text: str) -> str:
    return text


_TEXTS: Final[dict[str, Callable[[str], object]]] = {
    "i": _whole,
    "f": _real,
    "q": _fraction,
    "s": _text,
    "y": _bytes,
}
