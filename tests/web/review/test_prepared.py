"""What was put together once answers as the ORM would, whatever the values."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
    transaction,
)
from django.db.models import BigIntegerField, Count, F, Func, Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from tests.web.pages.world import World, task_record

from assay_web.kit.history import HistoryContext
from assay_web.kit.prepared import prepared, prepared_within, run_prepared
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks


def numbered(project: int, numbers: Sequence[int]) -> QuerySet[Task]:
    tasks = Task.objects.filter(project=project, number__in=numbers).order_by("number")
    return tasks.select_related("project").defer("tests", "reference")


def test_objects_come_with_what_they_select_of_others(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", f"Title {number}") for number in range(4)])
    ask = prepared(numbered)
    for numbers in ([1, 2], [3, 4], [1, 2, 3, 4], [2]):
        expected = list(numbered(world.project.pk, numbers))
        with CaptureQueriesContext(connection) as captured:
            found = ask(world.project.pk, numbers)
            assert [(one.pk, one.public_id, one.title, one.aspects, one.project.name) for one in found] == [
                (one.pk, one.public_id, one.title, one.aspects, one.project.name) for one in expected
            ]
        assert len(captured) == 1
        assert found[0].get_deferred_fields() == {"tests", "reference"}


def test_objects_come_with_what_they_are_annotated_with(world: World) -> None:
    ask = prepared(lambda task: Task.objects.filter(pk=task).select_related("project").annotate(n=Count("candidates")))
    (found,) = ask(world.task.pk)
    assert (found.title, found.n, found.project.name) == (world.task.title, 2, world.project.name)


def test_rows_are_those_of_the_values_asked_for(world: World) -> None:
    ask = prepared(lambda task: Task.objects.filter(pk=task).values_list("pk", "title"))
    for task in (world.task, world.hostile, world.task):
        assert ask(task.pk) == [(task.pk, task.title)]
    assert ask(world.task.pk + 1_000_000) == []


def test_texts_and_uuids_are_values_too(world: World) -> None:
    ask = prepared(
        lambda name, key: Task.objects.filter(record_id=name, public_id=key).values_list("pk", "record_id", "public_id")
    )
    for task in (world.task, world.hostile):
        assert ask(task.record_id, task.public_id) == [(task.pk, task.record_id, task.public_id)]
    assert ask("' OR true --", world.task.public_id) == []


def test_a_list_goes_as_one_parameter(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", f"Title {number}") for number in range(6)])

    def some(wanted: Sequence[int], without: Sequence[int], more: Sequence[int]) -> QuerySet[Task, tuple[int]]:
        either = Q(number__in=wanted) | Q(number__in=[*wanted, *more])
        tasks = Task.objects.filter(either, record_id__contains="%one by one").exclude(number__in=without)
        return (tasks | Task.objects.filter(number__in=wanted)).order_by("number").values_list("number")

    ask = prepared(some)
    for numbers in ([[3, 4, 5, 6], [5, 6], [7]], [[8, 4, 7, 6], [3, 5], [1]]):
        assert ask(*numbers) == [(number,) for number in sorted(numbers[0])]
    told = run_prepared(
        "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE statement LIKE %(like)s",
        {"like": "%one by one%"},
    )
    assert told == [(1 + 5 + 1 + 1,)]  # what is put together of two lists, or holds one value, goes one by one


def test_a_list_may_tell_an_order(world: World) -> None:
    import_tasks(world.project, [task_record(f"t{number}", f"Title {number}") for number in range(6)])

    def in_turn(numbers: Sequence[int]) -> QuerySet[Task, tuple[int]]:
        given = Value(list(numbers), output_field=ArrayField(BigIntegerField()))
        return Task.objects.order_by(Func(given, F("number"), function="array_position")).values_list("number")

    ask = prepared(in_turn)
    for numbers in ([5, 3, 4], [4, 5, 3]):
        assert ask(numbers)[:3] == [(number,) for number in numbers]


@pytest.mark.django_db
def test_nothing_out_of_nothing_asks_nothing() -> None:
    ask = prepared(numbered)
    with CaptureQueriesContext(connection) as captured:
        assert ask(1, []) == []
    assert len(captured) == 0


def test_a_value_that_decides_while_the_query_is_put_together_is_refused() -> None:
    ask = prepared(lambda most: Task.objects.order_by("pk").values_list("pk")[:most])
    with pytest.raises(ValueError, match="not every value"):
        ask(3)


def test_moments_are_values_too(world: World) -> None:
    ask = prepared(lambda until: Task.objects.filter(created_at__lte=until).values_list("pk"))
    made = world.task.created_at
    assert (world.task.pk,) in ask(made)
    assert (world.task.pk,) not in ask(made - timedelta(microseconds=1))


def test_what_is_no_value_stands_in_the_text(world: World) -> None:
    Task.objects.filter(pk=world.task.pk).update(title="100% of 'it'")
    ask = prepared(lambda task: Task.objects.filter(pk=task, title__startswith="100% of '").values_list("title"))
    assert ask(world.task.pk) == [("100% of 'it'",)]
    assert ask(world.hostile.pk) == []


def test_a_session_reads_a_query_once(world: World) -> None:
    ask = prepared(lambda task: Task.objects.filter(pk=task, record_id="told apart by this").values_list("pk"))
    for task in (world.task, world.hostile):
        assert ask(task.pk) == []
    told = run_prepared(
        "SELECT statement FROM pg_prepared_statements WHERE statement LIKE %(like)s",
        {"like": "%told apart by this%"},
    )
    assert len(told) == 1


def test_a_query_may_stand_in_a_statement(world: World) -> None:
    statement = "WITH one AS ({rows}) SELECT one.title || %(mark)s, '100%%' FROM one WHERE one.id <> %(not)s::bigint"
    ask = prepared_within(statement)(lambda tasks: Task.objects.filter(pk__in=tasks).only("id", "title").order_by("pk"))
    given = {"mark": "!", "not": world.hostile.pk}
    assert ask([world.task.pk, world.hostile.pk], others=given) == [(f"{world.task.title}!", "100%")]


@pytest.mark.django_db(transaction=True)
def test_a_prepared_statement_is_part_of_its_transaction(world: World) -> None:
    rename = "UPDATE tasks_task SET title = %(title)s WHERE id = %(task)s RETURNING title"
    with transaction.atomic():
        assert run_prepared(rename, {"title": "For a moment", "task": world.task.pk}) == [("For a moment",)]
        transaction.set_rollback(True)
    assert Task.objects.get(pk=world.task.pk).title == world.task.title
    run_prepared(rename, {"title": "For good", "task": world.task.pk})
    assert Task.objects.get(pk=world.task.pk).title == "For good"


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-30 07:25:05+00",
        "2026-11-30 07:25:05.1+00",
        "2026-02-28 23:59:59.123456+00",
        "0001-01-01 00:00:00+00",
        "9999-12-31 23:59:59.999999+00",
        "2026-11-30 07:25:05.25+05:30",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_moments_are_read_as_cursors_read_them(written: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [written])
        (moment,) = cursor.fetchone()
    ((read,),) = run_prepared("SELECT %(written)s::timestamptz", {"written": written})
    assert (read, read.tzinfo) == (moment, moment.tzinfo)


@pytest.mark.django_db(transaction=True)
def test_an_error_is_what_a_cursor_would_raise(world: World) -> None:
    wrong = partial(run_prepared, "UPDATE tasks_task SET overlap = %(n)s WHERE id = %(task)s RETURNING id")
    with pytest.raises(IntegrityError, match="task_overlap_positive"):
        wrong({"n": 0, "task": world.task.pk})
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong({"n": 0, "task": world.task.pk})
        assert wrong({"n": 5, "task": world.task.pk}) == [(world.task.pk,)]
    with pytest.raises(ProgrammingError, match="nowhere"):
        run_prepared("SELECT 1 FROM nowhere", {})


@pytest.mark.django_db(transaction=True)
def test_a_session_that_has_ended_is_an_operational_error(world: World) -> None:
    ((session,),) = run_prepared("SELECT pg_backend_pid()", {})
    with psycopg.connect(**_address(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [session])
    with pytest.raises(OperationalError):
        run_prepared("SELECT pg_backend_pid()", {})
    connection.close()
    assert run_prepared("SELECT 1", {}) == [(1,)]


def _address() -> dict[str, Any]:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("dbname", "user", "host", "port") if name in known}


def _notice(**fields: str) -> bytes:
    body = b"".join(f"{name}{text}\0".encode() for name, text in fields.items()) + b"\0"
    return b"N" + (4 + len(body)).to_bytes(4, "big") + body


class Between:
    """Passes on what a session says, until it is cut."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(folder / ".s.PGSQL.5432"))
        self.listening.listen()
        self.server = str(server)
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        client, _ = self.listening.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.server)
        self.ends = [client, server]
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)

    def cut(self, last_words: bytes) -> None:
        """After these to the client, as PostgreSQL would send them."""
        self.ends[0].sendall(last_words)
        for end in [*self.ends, self.listening]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last_words", [b"", _notice(S="WARNING", C="57P02", M="another one has crashed")])
@pytest.mark.parametrize("known", [True, False])
def test_a_server_that_goes_is_an_operational_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,  # noqa: FBT001 - a case
    last_words: bytes,
) -> None:
    parameters = connection.get_connection_params()
    between = Between(tmp_path, Path(parameters["host"]) / f".s.PGSQL.{parameters.get('port') or 5432}")
    given: Any = {name: parameters[name] for name in ("dbname", "user") if name in parameters}
    connection.ensure_connection()
    with (
        monkeypatch.context() as patch,
        psycopg.connect(**given, host=str(tmp_path), port=5432, autocommit=True) as session,
    ):
        patch.setattr(connections[DEFAULT_DB_ALIAS], "connection", session)
        assert run_prepared("SELECT 1 + %(n)s::int", {"n": 1}) == [(2,)]
        between.cut(last_words)
        with pytest.raises(OperationalError, match="closed the connection"):
            run_prepared("SELECT 1 + %(n)s::int" if known else "SELECT 2 + %(n)s::int", {"n": 1})


def test_hooks_see_a_statement_unless_they_tell_what_it_tells_itself(world: World) -> None:
    seen: list[str] = []

    def hook(execute: Any, sql: Any, *rest: Any) -> Any:  # noqa: ANN401 - Django's
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(hook):
        assert run_prepared("SELECT %(n)s::int", {"n": 7}) == [(7,)]
    assert seen == ["SELECT %(n)s::int"]
    with HistoryContext(user=7):
        assert run_prepared("SELECT %(n)s::int", {"n": 8}) == [(8,)]


@pytest.mark.django_db(transaction=True)
def test_a_column_of_another_type_is_met_once() -> None:
    """Where a migration runs beside web processes, no connection keeps failing."""
    ask = partial(run_prepared, "SELECT told FROM changing", {})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE changing (told int)")
        cursor.execute("INSERT INTO changing VALUES (7)")
    try:
        assert ask() == [(7,)]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE changing ALTER told TYPE text USING told::text")
        with pytest.raises(NotSupportedError):
            ask()
        connection.close()  # as at the end of a request
        assert ask() == [("7",)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE changing")
