"""Plain SQL for sums over a whole project: rows as dictionaries, and shares with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from assay.workflows.conclude import Figure, Unscored, share

Shown = dict[str, Any]
"""``{value, low, high, n}``, or ``{reason, n}`` where there is no figure."""


def rows(sql: str, values: Sequence[int | str]) -> list[dict[str, Any]]:
    """What ``sql`` answers, by column name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def streamed(sql: str, values: Sequence[int | str]) -> Iterator[tuple[Any, ...]]:
    """The same one after another, as tuples: of what has a row for each task, never more than a part is held."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor


def shown(figure: Figure | Unscored) -> Shown:
    """A figure as it is stored."""
    if isinstance(figure, Unscored):
        return {"reason": figure.reason, "n": figure.n}
    return {"value": figure.value, "low": figure.interval.low, "high": figure.interval.high, "n": figure.n}


def shown_share(successes: int, n: int, what: str) -> Shown:
    """A proportion as it is stored."""
    return shown(share(successes, n, what))
