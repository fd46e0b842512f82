"""Kinds of values that arguments may have, whatever the language calls them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Value = None | bool | int | float | str | list["Value"] | tuple["Value", ...] | dict["Value", "Value"] | set["Value"]


class Shape(StrEnum):
    """What a value is, without its parts."""

    UNKNOWN = "unknown"
    NOTHING = "nothing"
    BOOLEAN = "boolean"
    WHOLE = "whole"
    REAL = "real"
    TEXT = "text"
    LETTER = "letter"
    """A text of one character."""
    LIST = "list"
    TUPLE = "tuple"
    """Parts in their places; with a single part, any number of it."""
    SET = "set"
    MAP = "map"
    EITHER = "either"


@dataclass(frozen=True)
class Kind:
    """A shape with the kinds of its parts; ``least`` and ``most`` bound whole numbers where the language does."""

    shape: Shape
    parts: tuple[Kind, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def known(self) -> bool:
        """Whether neither it nor a part must be guessed."""
        return self.shape is not Shape.UNKNOWN and all(part.known for part in self.parts)


UNKNOWN = Kind(Shape.UNKNOWN)
NOTHING = Kind(Shape.NOTHING)
BOOLEAN = Kind(Shape.BOOLEAN)
WHOLE = Kind(Shape.WHOLE)
REAL = Kind(Shape.REAL)
TEXT = Kind(Shape.TEXT)


def list_of(part: Kind) -> Kind:
    """A list of any length."""
    return Kind(Shape.LIST, (part,))


def either(kinds: Iterable[Kind]) -> Kind:
    """One of several; a single one is itself, none is unknown."""
    distinct = tuple(dict.fromkeys(kinds)) or (UNKNOWN,)
    return distinct[0] if len(distinct) == 1 else Kind(Shape.EITHER, distinct)


def kind_of(value: Value) -> Kind:
    """The kind that a value shows; parts that differ are either."""
    match value:
        case None:
            return NOTHING
        case bool():
            return BOOLEAN
        case int():
            return WHOLE
        case float():
            return REAL
        case str():
            return TEXT
        case list():
            return list_of(_joined(value))
        case tuple():
            return Kind(Shape.TUPLE, tuple(kind_of(part) for part in value))
        case set():
            return Kind(Shape.SET, (_joined(value),))
        case dict():
            return Kind(Shape.MAP, (_joined(value.keys()), _joined(value.values())))


def _joined(values: Iterable[Value]) -> Kind:
    kinds = tuple(dict.fromkeys(kind_of(value) for value in values))
    if not kinds:
        return UNKNOWN
    known = [kind for kind in kinds if kind.known] or list(kinds)
    if set(known) == {WHOLE, REAL}:
        return REAL
    return either(known)
