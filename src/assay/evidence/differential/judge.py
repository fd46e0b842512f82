"""Do two outcomes of the same input differ, in what, and how telling is it?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from assay.evidence.caller import Encoded, Ended, Outcome

_CLOSE, _NEAR_ZERO = 1e-9, 1e-12
_PAIR = 2


class Aspect(StrEnum):
    """What differs."""

    VALUE = "value"
    EXCEPTION = "exception"
    """One returns, the other raises."""
    END = "end"
    """One does not come to an end, or takes its process with it."""
    ARGUMENTS = "arguments"
    """Both return alike, but leave their arguments differently."""
    OUTPUT = "output"
    STATE = "state"
    """What an object shows of itself afterwards."""
    KIND_OF_EXCEPTION = "kind of exception"
    """Both raise, but not the same: weak."""


@dataclass(frozen=True)
class Difference:
    """``weak`` ones are told only when nothing better is found."""

    aspect: Aspect
    weak: bool = False


def difference(one: Outcome, other: Outcome, *, close: float = _CLOSE) -> Difference | None:
    """What sets two outcomes apart; None where they are alike, or where one of them is not known."""
    ends = {one.ended, other.ended}
    if Ended.UNKNOWN in ends:
        return None
    if one.ended is not other.ended:
        stopped = ends & {Ended.TIMED_OUT, Ended.DIED}
        return Difference(Aspect.END if stopped else Aspect.EXCEPTION)
    if one.ended is Ended.RAISED:
        return None if one.error == other.error else Difference(Aspect.KIND_OF_EXCEPTION, weak=True)
    if one.ended is not Ended.RETURNED:
        return None
    if not same(one.value, other.value, close):
        return Difference(Aspect.VALUE)
    if not _same_change(one.changed, other.changed, close):
        return Difference(Aspect.ARGUMENTS)
    return None if one.printed == other.printed else Difference(Aspect.OUTPUT)


def same(one: Encoded, other: Encoded, close: float = _CLOSE) -> bool:
    """Equal in kind and content; numbers by their value, so 1 is 1.0, and within ``close`` of each other (relative).

    What was too large to be told is taken as equal, since nothing is known of it; so are two functions.
    """
    if one == other:
        return True
    if not isinstance(one, list) or not isinstance(other, list) or not one or not other:
        return False
    if "x" in {_tag(one), _tag(other)} or (one[:2] == other[:2] == ["o", "function"]):
        return True
    numbers = _number(one), _number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return _alike(numbers[0], numbers[1], close)
    if one[0] != other[0] or len(one) != len(other) or one[0] not in {"l", "t", "S", "d"}:
        return False
    parts, others = one[1], other[1]
    if not isinstance(parts, list) or not isinstance(others, list) or len(parts) != len(others):
        return False
    if one[0] == "d":
        return _same_map(parts, others, close)
    return all(same(part, partner, close) for part, partner in zip(parts, others, strict=True))


def _same_map(pairs: list[JsonValue], others: list[JsonValue], close: float) -> bool:
    """The same keys with the same values, in whatever order."""
    left = list(others)
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == _PAIR):
            return False
        found = next(
            (
                at
                for at, one in enumerate(left)
                if isinstance(one, list) and len(one) == _PAIR and same(pair[0], one[0], close)
            ),
            None,
        )
        if found is None:
            return False
        partner = left.pop(found)
        if not (isinstance(partner, list) and same(pair[1], partner[1], close)):
            return False
    return True


def _same_change(one: Encoded, other: Encoded, close: float) -> bool:
    if one is None or other is None:
        return one is other
    return same(["l", one], ["l", other], close)


def _tag(form: list[JsonValue]) -> str:
    return form[0] if isinstance(form[0], str) else ""


def _number(form: list[JsonValue]) -> float | int | None:
    if len(form) != _PAIR or form[0] not in {"i", "f"} or not isinstance(form[1], str):
        return None
    try:
        return int(form[1]) if form[0] == "i" else float(form[1])
    except ValueError:
        return None


def _alike(one: float, other: float, close: float) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    try:
        first, second = float(one), float(other)
    except OverflowError:
        return one == other
    if math.isnan(first) or math.isnan(second):
        return math.isnan(first) and math.isnan(second)
    return math.isclose(first, second, rel_tol=close, abs_tol=_NEAR_ZERO)
