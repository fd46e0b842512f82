"""Bulk insert through COPY: rows of one import go into PostgreSQL as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """``count`` primary keys that no other transaction will use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH one AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence)"
            " SELECT nextval(sequence) FROM one, generate_series(1, %s)",
            [model._meta.db_table, count],  # noqa: SLF001 - Django's documented Meta API
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], types: Sequence[str] = ()
) -> None:
    """Insert ``rows``, whose values stand in the order of the database's ``columns``.

    With ``types``, PostgreSQL's names of the columns' types, values go as bytes rather than as text with escapes,
    which saves both ends half of the work; ``jsonb`` is written as text only.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN{}").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001 - Django's documented Meta API
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(" (FORMAT BINARY)" if types else ""),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            copy.write_row(row)
