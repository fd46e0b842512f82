"""A connection of the pool is asked whether it lives when there is doubt, and a dead one is found."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from assay_web.settings import liveness
from assay_web.settings.liveness import Connection

Pool = ConnectionPool[Connection]


@pytest.fixture
def pool(transactional_db: None) -> Iterator[Pool]:
    parameters: Any = connection.get_connection_params()
    known = {name: parameters[name] for name in ("dbname", "user", "host", "port") if name in parameters}
    with ConnectionPool(
        kwargs={**known, "autocommit": True},
        connection_class=Connection,
        check=ConnectionPool.check_connection,
        min_size=1,
        max_size=1,
    ) as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What connections really executed."""
    seen: list[Any] = []
    execute = psycopg.Connection.execute

    def noted(self: Any, query: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - psycopg's
        seen.append(query)
        return execute(self, query, *arguments, **options)

    monkeypatch.setattr(psycopg.Connection, "execute", noted)
    return seen


def pid_of(pool: Pool) -> int:
    with pool.connection() as one:
        return one.info.backend_pid


def test_it_is_asked_once_while_it_is_in_use(pool: Pool, asked: list[Any]) -> None:
    assert len({pid_of(pool) for _ in range(5)}) == 1
    assert asked == [""]


def test_it_is_asked_again_once_the_last_answer_is_old(
    pool: Pool, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "TRUSTED_S", 0.0)
    for _ in range(3):
        pid_of(pool)
    assert asked == ["", "", ""]


def test_one_whose_session_was_ended_is_never_handed_out(pool: Pool) -> None:
    dead = pid_of(pool)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [dead])
        assert cursor.fetchone() == (True,)
    with pool.connection() as one:
        assert one.info.backend_pid != dead
        assert one.execute("SELECT 1").fetchone() == (1,)


def test_other_statements_are_executed_always(pool: Pool) -> None:
    for _ in range(3):
        with pool.connection() as one:
            assert one.execute("SELECT %s::int", [7]).fetchone() == (7,)


def test_it_is_made_as_soon_as_the_server_is_back(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = connection.get_connection_params()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            (tmp_path / "server").symlink_to(known["host"])

    monkeypatch.setattr(liveness, "time", SimpleNamespace(monotonic=time.monotonic, sleep=wait))
    parameters: Any = {name: known[name] for name in ("dbname", "user", "port") if name in known}
    with Connection.connect(**parameters, host=str(tmp_path / "server")) as made:
        assert made.execute("SELECT 1").fetchone() == (1,)
    assert waits == [liveness.AGAIN_S] * 3


def test_whoever_waits_for_a_server_that_stays_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count()
    theirs = SimpleNamespace(monotonic=lambda: float(next(clock)), sleep=lambda _: None)
    monkeypatch.setattr(liveness, "time", theirs)
    with pytest.raises(psycopg.OperationalError, match="No such file"):
        Connection.connect(host=str(tmp_path))
    assert next(clock) < 10
