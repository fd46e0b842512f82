"""Values as tagged JSON, and back: ``["i", "42"]`` is the integer 42. Also used outside the sandbox.

Tags: n None, b boolean, i integer, f float, q fraction or decimal (as a fraction), s text, y bytes, l list, t tuple,
S set, d map (pairs), o anything else (type and printed form, and false if it counts as false), x what is nested too
deep or too large.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_DEEPEST, _MOST, _LONGEST = 40, 20_000, 20_000
_RATIOS = (("fractions", "Fraction"), ("decimal", "Decimal"))
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def encode(value: object, most: int = _MOST) -> list[object]:
    """The tagged form; sets are sorted by their form, so that equal ones look alike. ``most`` parts are told, and texts
    of as many characters.
    """
    return _Encoder(most).form(value, 0)


def decode(form: object) -> object:
    """The value of a tagged form. Raises ValueError for what has none."""
    if isinstance(form, list) and form == ["n"]:
        return None
    if not isinstance(form, list) or len(form) != 2 or form[0] not in _READ:
        raise ValueError(f"no value can be made of {form!r}"[:200])
    return _READ[form[0]](form[1])


_READ: Mapping[str, Callable[[Any], object]] = {
    "b": bool,
    "i": int,
    "f": float,
    "s": str,
    "y": bytes.fromhex,
    "l": lambda parts: [decode(part) for part in parts],
    "t": lambda parts: tuple(decode(part) for part in parts),
    "S": lambda parts: {decode(part) for part in parts},
    "d": lambda pairs: {decode(key): decode(part) for key, part in pairs},
}


class _Encoder:
    """Counts what it has written, so that nothing grows without bound."""

    def __init__(self, most: int) -> None:
        self.count, self.most = 0, most

    def form(self, value: object, depth: int) -> list[object]:
        self.count += 1
        if depth > _DEEPEST or self.count > self.most:
            return ["x"]
        if value is None:
            return ["n"]
        write = _WRITE.get(type(value))
        return write(self, value, depth + 1) if write else self.other(value, depth)

    def parts(self, tag: str, values: Iterable[object], depth: int) -> list[object]:
        return [tag, [self.form(value, depth) for value in values]]

    def pairs(self, value: Mapping[object, object], depth: int) -> list[list[object]]:
        return [[self.form(key, depth), self.form(part, depth)] for key, part in value.items()]

    def other(self, value: object, depth: int) -> list[object]:
        """A subclass that compares as its base does, by its content; any mapping by its pairs; else as it prints."""
        plain = next((kind for kind in _BASES if isinstance(value, kind) and type(value).__eq__ is kind.__eq__), None)
        if plain is not None:
            return self.form(plain(value), depth)
        if ratio := _ratio(value):
            return ["q", ratio]
        if isinstance(value, Mapping):
            return ["d", sorted(self.pairs(value, depth + 1), key=repr)]
        if type(value).__repr__ is object.__repr__:
            return ["o", type(value).__qualname__, f"<{type(value).__qualname__} object>", *_untrue(value)]
        try:
            printed = _ADDRESS.sub("", repr(value))
        except Exception as error:  # noqa: BLE001 - whatever the candidate's own repr does
            printed = f"<{type(error).__name__}>"
        return ["o", type(value).__qualname__, printed[:2000], *_untrue(value)]


def _untrue(value: object) -> list[object]:
    """False, if the object counts as false."""
    try:
        return [] if value else [False]
    except Exception:  # noqa: BLE001 - whatever the candidate's own type does
        return [False]


_BASES: tuple[Any, ...] = (list, tuple, str, int, float)


def _ratio(value: object) -> str:
    """Numerator and denominator of a fraction or decimal; they equal numbers of other types."""
    for module, name in _RATIOS:  # whoever has one has loaded its module
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and type(value) is kind:
            try:
                top, bottom = value.as_integer_ratio()  # type: ignore[attr-defined]
            except (ValueError, OverflowError):  # a decimal that is not finite
                return ""
            return f"{top}/{bottom}" if max(top.bit_length(), bottom.bit_length()) < 10_000 else ""
    return ""


def _whole(_: _Encoder, value: Any, __: int) -> list[object]:  # noqa: ANN401 - an int
    return ["i", str(value)] if value.bit_length() < 10_000 else ["x"]


def _text(encoder: _Encoder, value: Any, _: int) -> list[object]:  # noqa: ANN401 - a str
    text = value.encode("utf-8", "backslashreplace").decode()
    return ["s", text] if len(text) <= max(_LONGEST, encoder.most) else ["x"]


def _bytes(_: _Encoder, value: Any, __: int) -> list[object]:  # noqa: ANN401 - bytes or a bytearray
    return ["y", bytes(value).hex()] if len(value) <= _LONGEST else ["x"]


_WRITE: Mapping[type, Callable[[_Encoder, Any, int], list[object]]] = {
    bool: lambda _, value, __: ["b", value],
    int: _whole,
    float: lambda _, value, __: ["f", repr(value)],
    str: _text,
    bytes: _bytes,
    bytearray: _bytes,
    list: lambda encoder, value, depth: encoder.parts("l", value, depth),
    tuple: lambda encoder, value, depth: encoder.parts("t", value, depth),
    set: lambda encoder, value, depth: ["S", sorted(encoder.parts("S", value, depth)[1], key=repr)],  # type: ignore[call-overload]
    frozenset: lambda encoder, value, depth: ["S", sorted(encoder.parts("S", value, depth)[1], key=repr)],  # type: ignore[call-overload]
    dict: lambda encoder, value, depth: ["d", encoder.pairs(value, depth)],
}

for _ in range(16):  # the interpreter adapts its code to what it does: here, and not in every copy that a run is
    decode(encode([None, True, 1, 1.5, "text", b"bytes", (1,), {2}, {"name": 1}]))
