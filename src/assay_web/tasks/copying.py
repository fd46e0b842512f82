"""Bulk insert through COPY: rows of one import go into PostgreSQL as a stream."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import Connection, Cursor, sql
from psycopg.abc import PQGen
from psycopg.copy import LibpqWriter
from psycopg.waiting import Wait

R = TypeVar("R")


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """``count`` primary keys that no other transaction will use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH one AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence)"
            " SELECT nextval(sequence) FROM one, generate_series(1, %s)",
            [_table(model), count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Sequence[str] = (),
    meanwhile: Callable[[], bool] = lambda: False,
) -> None:
    """Insert ``rows``, whose values stand in the order of the database's ``columns``.

    With ``types``, PostgreSQL's names of the columns' types, values go as bytes rather than as text with escapes,
    which saves both ends half of the work; ``jsonb`` is written as text only. Wherever the database makes us wait,
    ``meanwhile`` is called until it answers False: short work each time, which neither raises nor asks the database.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN{}").format(
        sql.Identifier(_table(model)),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(" (FORMAT BINARY)" if types else ""),
    )
    with connection.wrap_database_errors, connection.cursor() as wrapped:
        cursor: Cursor[Any] = wrapped.cursor
        with cursor.copy(statement, writer=_Writer(cursor, meanwhile)) as copy:
            if types:
                copy.set_types(types)
            for row in rows:
                copy.write_row(row)


@contextmanager
def checked_at_once(*of: type[models.Model]) -> Iterator[None]:
    """Let references from these tables be checked by each statement, not all together at the transaction's end: there
    nothing else could be done meanwhile, and the database would have to remember all of them until then.

    Raises:
        IntegrityError: from a statement within, which refers to what is not there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f' AND condeferred",
            [[_table(model) for model in of]],
        )
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall()).as_string()
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's documented Meta API


class _Writer(LibpqWriter):
    """Sends rows, and has other work done where it would wait for the database."""

    def __init__(self, cursor: Cursor[Any], meanwhile: Callable[[], bool]) -> None:
        super().__init__(cursor)
        self.connection = _Connection(cursor.connection, meanwhile)  # type: ignore[assignment]  # asked to wait only


class _Connection:
    """In the place of the connection of a writer, which asks nothing of it but to wait."""

    def __init__(self, real: Connection[Any], meanwhile: Callable[[], bool]) -> None:
        self._real = real
        self._meanwhile = meanwhile
        self._poll = select.poll()

    def wait(self, steps: PQGen[R]) -> R:
        """Go through ``steps``, whose pauses say what they wait for."""
        return self._real.wait(self._filled(steps))

    def _filled(self, steps: PQGen[R]) -> PQGen[R]:
        try:
            wanted = next(steps)
            while True:
                while not self._ready(wanted) and self._meanwhile():
                    pass
                wanted = steps.send((yield wanted))
        except StopIteration as end:
            answer: R = end.value
            return answer

    def _ready(self, wanted: Wait) -> bool:
        events = (select.POLLIN if wanted & Wait.R else 0) | (select.POLLOUT if wanted & Wait.W else 0)
        self._poll.register(self._real.pgconn.socket, events)
        return bool(self._poll.poll(0))
