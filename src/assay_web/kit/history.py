"""Who does something, and by which request, told to the database's history once for each transaction.

pghistory's own middleware tells it before every statement that may write: that makes each of them longer, and one that
is prepared cannot carry it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Final

import pghistory
from django.core.handlers.wsgi import WSGIRequest as DjangoRequest
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from pghistory import config, runtime
from pghistory.middleware import HistoryMiddleware, WSGIRequest
from psycopg import ClientCursor

_WRITES_NOTHING: Final = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")
_TELLING: Final = (
    "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
)
TOLD: Final = (
    "told AS MATERIALIZED (SELECT set_config('pghistory.context_id', %(history_id)s, true),"
    " set_config('pghistory.context_metadata', %(history_metadata)s, true))"
)
"""For a statement that tells it by itself, in the same breath: a part of its WITH, which it must read. Its values are
:func:`told_values`."""


def told_values() -> dict[str, str]:
    """Who it is, for :data:`TOLD`; empty texts, which tell nothing, where nobody is known."""
    known = getattr(runtime._tracker, "value", None)  # noqa: SLF001 - where pghistory keeps who it is
    if known is None:
        return {"history_id": "", "history_metadata": ""}
    return {"history_id": str(known.id), "history_metadata": json.dumps(known.metadata, cls=config.json_encoder())}


def tells_by_itself(sql: str) -> bool:
    """Whether nothing is to be told before this statement: it says itself who it is, or it writes nothing."""
    return sql.lstrip().startswith(_WRITES_NOTHING) or TOLD in sql


class HistoryOnce(HistoryMiddleware):
    """pghistory's middleware, telling less often."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        answer: Callable[[HttpRequest], HttpResponseBase] = self.get_response
        if request.method not in config.middleware_methods():
            return answer(request)
        with HistoryContext(**self.get_context(request)):
            if isinstance(request, DjangoRequest):
                request.__class__ = WSGIRequest  # whoever sets its user later is told too
            return answer(request)


class HistoryContext(pghistory.context):
    """pghistory's context, telling less often."""

    def __enter__(self) -> Any:  # noqa: ANN401 - pghistory's
        tracker = runtime._tracker  # noqa: SLF001 - where pghistory keeps who it is
        if not hasattr(tracker, "value"):
            hook = connection.execute_wrapper(_tell_first)
            hook.__enter__()
            self._pre_execute_hook = hook  # type: ignore[assignment]  # pghistory leaves it as we leave
            tracker.value = runtime.Context(id=uuid.uuid4(), metadata=self.metadata)
        return tracker.value


class _Told:
    """Waits among what is done on commit, and does nothing: it is there for as long as the transaction, or the part of
    it that has told this, has not been undone.
    """

    def __init__(self, key: uuid.UUID, metadata: dict[str, Any]) -> None:
        self.what = (key, dict(metadata))

    def __call__(self) -> None:
        """Nothing."""


_may_write: Callable[..., bool] = runtime._can_inject_variable  # noqa: SLF001 - as pghistory decides


def _tell_first(
    execute: Callable[..., Any],
    sql: Any,  # noqa: ANN401 - whatever Django is given
    parameters: Any,  # noqa: ANN401 - as above
    many: bool,  # noqa: FBT001 - Django's signature
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 - whatever Django's answers
    """Execute a statement; before the first one of a transaction that may write, tell who does it."""
    cursor = context["cursor"]
    if tells_by_itself(str(sql)) or not _may_write(cursor, sql):
        return execute(sql, parameters, many, context)
    known = runtime._tracker.value  # noqa: SLF001 - where pghistory keeps who it is
    told = _Told(known.id, known.metadata)
    if any(isinstance(one, _Told) and one.what == told.what for _, one, *_ in connection.run_on_commit):
        return execute(sql, parameters, many, context)
    if isinstance(cursor.cursor, ClientCursor):
        if connection.in_atomic_block:
            transaction.on_commit(told)
        return runtime._inject_history_context(execute, sql, parameters, many, context)  # noqa: SLF001 - in one go
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        with connection.cursor() as telling:
            telling.execute(_TELLING, [str(known.id), json.dumps(known.metadata, cls=config.json_encoder())])
        transaction.on_commit(told)
        return execute(sql, parameters, many, context)


_tell_first.tells_history = True  # type: ignore[attr-defined]  # read where statements are executed without it
