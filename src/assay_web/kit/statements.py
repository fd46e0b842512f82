"""Executing prepared statements, as fast as the library of PostgreSQL can.

A cursor of psycopg does much for a query that it has never seen. One that is prepared needs its name and its values;
so it goes straight to the library, past cursors and past Django's wrappers around them. Where something watches these,
a log of queries or a hook, the statement goes through a cursor like any other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import psycopg
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from psycopg import errors, pq
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Transformer
from psycopg.postgres import types

from assay_web.kit.history import tells_by_itself

Values = Sequence[Any] | Mapping[str, Any]

_PLACE: Final = re.compile(r"%(?:%|s|\((\w+)\)s)")
_MOST: Final = 1_000
_OF_OUR_TIME: Final = re.compile(r"\d{4}-[-\d :.]+\+00")
_AUTO: Final = psycopg.adapt.PyFormat.AUTO


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: bytes
    name: bytes
    names: tuple[str, ...]
    """Of its values, in the order of their places; empty for those that come in a row."""
    tells: bool
    """Whether the hook that tells the history has nothing to do before it."""

    def given(self, values: Values) -> Sequence[Any]:
        if isinstance(values, Mapping):
            return [values[name] for name in self.names]
        return values


class _Cursor(psycopg.Cursor[Any]):
    """Tells Django's log what it executed, as cursors do that bind values on this side."""

    def _convert_query(self, query: Any, params: Any = None) -> Any:  # noqa: ANN401 - psycopg's
        self._query = super()._convert_query(query, params)
        return self._query


def rows_of(sql: str, values: Values, *, tracked: bool = True) -> list[tuple[Any, ...]]:
    """The rows that a statement answers, prepared by name in the session that executes it; not ``tracked``: no history
    is kept of what it writes.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    session = database.connection
    statement = _statement(sql)
    database.validate_no_broken_transaction()
    try:
        if database.queries_logged or not _may_pass(database.execute_wrappers, statement.tells or not tracked):
            cursor = database._prepare_cursor(_Cursor(session))  # type: ignore[attr-defined]  # noqa: SLF001 - as Django makes its own
            cursor.execute(sql, values)
            return list(cursor.fetchall())
        with database.wrap_database_errors:
            return _executed(session, statement, statement.given(values))
    except NotSupportedError:  # a column has another type since: what was prepared is of no use any more
        session.close()
        raise


def _may_pass(hooks: Sequence[Any], tells: bool) -> bool:  # noqa: FBT001 - one of ours
    """Whether none of the hooks has to do with a statement that tells the history itself, or need not."""
    return not hooks or (tells and all(hasattr(one, "tells_history") for one in hooks))


def _executed(session: psycopg.Connection, statement: _Statement, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    if not session.autocommit and session.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        _checked(session, session.pgconn.exec_(session._get_tx_start_command()))  # noqa: SLF001 - as its cursors begin
    kept = vars(session).get("statements_of_assay") or _kept_with(session)
    adapting = kept.adapting
    values = [_in_text(one) if type(one) is list else one for one in values]
    dumped = adapting.dump_sequence(values, [_AUTO] * len(values))
    key = (statement.sql, adapting.types)
    if (name := kept.names.get(key)) is None:
        name = b"%s_%d" % (statement.name, len(kept.names))
        _checked(session, session.pgconn.prepare(name, statement.sql, adapting.types))
        kept.names[key] = name
    answer = session.pgconn.exec_prepared(name, dumped, adapting.formats)  # type: ignore[arg-type]  # NULL
    result = _checked(session, answer)
    adapting.set_pgresult(result)
    return adapting.load_rows(0, result.ntuples, tuple)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a session keeps between statements."""

    adapting: psycopg.abc.Transformer
    names: dict[tuple[bytes, tuple[int, ...] | None], bytes] = field(default_factory=dict)
    """Of what was prepared, by text and types of its values."""


@dataclass(frozen=True, slots=True)
class _Quicker:
    """A session with another reader of moments, for psycopg to find readers and writers by."""

    connection: psycopg.Connection
    adapters: AdaptersMap


def _kept_with(session: psycopg.Connection) -> _Kept:
    adapters = AdaptersMap(session.adapters)
    of_moments = adapters.get_loader(types["timestamptz"].oid, pq.Format.TEXT)
    if getattr(of_moments, "timezone", None) == UTC:  # Django's, for times of this zone
        adapters.register_loader("timestamptz", _reading_utc(of_moments))
    kept = vars(session)["statements_of_assay"] = _Kept(Transformer(_Quicker(session, adapters)))
    return kept


@lru_cache
def _reading_utc(of_moments: Any) -> Any:  # noqa: ANN401 - a class that Django makes
    """Django's reader of moments in UTC goes by a pattern; what PostgreSQL writes of our time, Python itself reads."""

    class Moments(of_moments):  # type: ignore[misc]
        def load(self, data: Buffer) -> Any:  # noqa: ANN401 - or what Django's answers
            text = str(data, "ascii")
            return datetime.fromisoformat(text) if _OF_OUR_TIME.fullmatch(text) else super().load(data)

    return Moments


def _in_text(values: list[Any]) -> Any:  # noqa: ANN401 - whatever the statement takes
    """Whole numbers as PostgreSQL writes a list of them, whose type the statement tells: quicker than one by one."""
    return f"{{{','.join(map(str, values))}}}" if all(type(one) is int for one in values) else values


def _checked(session: psycopg.Connection, result: Any) -> Any:  # noqa: ANN401 - psycopg's, of either implementation
    if result.status in {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}:
        return result
    encoding = session.info.encoding
    if session.pgconn.status != pq.ConnStatus.OK or not result.error_field(pq.DiagnosticField.SQLSTATE):
        raise psycopg.OperationalError(session.pgconn.get_error_message(encoding))  # libpq's own: the server is gone
    raise errors.error_from_result(result, encoding)


@lru_cache(_MOST)
def _statement(sql: str) -> _Statement:
    """With ``$1`` and so on for what psycopg writes as ``%s`` or ``%(name)s``."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if found[1] is None or found[1] not in names:
            names.append(found[1] or "")
            return f"${len(names)}"
        return f"${names.index(found[1]) + 1}"

    text = _PLACE.sub(place, sql).encode()
    return _Statement(
        text, b"assay_" + hashlib.sha256(text).hexdigest()[:12].encode(), tuple(names), tells_by_itself(sql)
    )
