"""Are these the rows that were expected? Outside the sandbox."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Protocol

from pydantic import JsonValue

_SHOWN = 20
_CLOSE = 1e-9

Rows = Sequence[Sequence[JsonValue]]


class Expected(Protocol):
    """What a query's test says of its rows."""

    expected: list[list[JsonValue]] | None
    columns: list[str] | None
    ordered: bool


def told_difference(query: Expected, columns: Sequence[str] | None, rows: Rows | None) -> str:
    """What differs, in words and rows; empty if nothing does."""
    wanted = query.expected or []
    if rows is None:
        return "no statement returned rows"
    if query.columns is not None and [name.lower() for name in columns or ()] != [one.lower() for one in query.columns]:
        return f"columns {', '.join(columns or ())}; expected {', '.join(query.columns)}"
    if query.ordered:
        alike = len(rows) == len(wanted) and all(map(_same_row, rows, wanted))
    else:
        alike = _same_rows(rows, wanted)
    if alike:
        return ""
    order = " in this order" if query.ordered else ", in any order"
    return f"{len(rows)} rows:\n{_shown(rows)}\nexpected {len(wanted)} rows{order}:\n{_shown(wanted)}"


def _same_rows(rows: Rows, wanted: Rows) -> bool:
    """The same rows as often, in whatever order."""
    if len(rows) != len(wanted):
        return False
    left = sorted(wanted, key=_key)
    if all(map(_same_row, sorted(rows, key=_key), left)):
        return True
    for row in rows:  # reals that sort apart although they are close
        at = next((place for place, one in enumerate(left) if _same_row(row, one)), None)
        if at is None:
            return False
        del left[at]
    return True


def _key(row: Sequence[JsonValue]) -> str:
    return json.dumps([float(one) if isinstance(one, int | float) else one for one in row])


def _same_row(row: Sequence[JsonValue], wanted: Sequence[JsonValue]) -> bool:
    return len(row) == len(wanted) and all(map(_same, row, wanted))


def _same(value: JsonValue, wanted: JsonValue) -> bool:
    if isinstance(value, int | float) and isinstance(wanted, int | float):
        return math.isclose(value, wanted, rel_tol=_CLOSE, abs_tol=_CLOSE)
    if wanted in ("NULL", None):
        return value is None
    return value == wanted


def _shown(rows: Rows) -> str:
    told = [f"  {json.dumps(list(row), ensure_ascii=False)}" for row in rows[:_SHOWN]]
    return "\n".join([*told, *([f"  … and {len(rows) - _SHOWN} more"] if len(rows) > _SHOWN else [])]) or "  none"
