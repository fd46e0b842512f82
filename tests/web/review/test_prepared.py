"""What was put together once answers as the ORM would, whatever the values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import NotSupportedError, connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext
from tests.web.pages.world import World, task_record

from assay_web.kit.prepared import prepared, run_prepared
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
