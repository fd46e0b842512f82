"""What a request changes is told apart in the history: who did it, and by which request."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context
from tests.web.api.conftest import Calling
from tests.web.pages.world import World

from assay_web.kit.history import HistoryContext
from assay_web.kit.prepared import run_prepared
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, AssignmentEvent  # type: ignore[attr-defined]  # made by pghistory


def contexts_of(assignment: Assignment) -> list[tuple[str, Context | None]]:
    events = AssignmentEvent.objects.filter(pgh_obj_id=assignment.pk).order_by("pgh_id")
    return [(one.state, one.pgh_context) for one in events]


def test_every_change_of_a_request_is_its_own(world: World, calling: Calling) -> None:
    program = calling(world.reviewer)
    program.post("/api/v1/queue/next")
    assignment = Assignment.objects.get(reviewer=world.reviewer)
    program.post(f"/api/v1/assignments/{assignment.public_id}/release")
    (claimed, first), (released, second) = contexts_of(assignment)
    assert (claimed, released) == ("first_pass", "released")
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert first.metadata == {"user": world.reviewer.pk, "url": "/api/v1/queue/next"}
    assert second.metadata["url"].endswith("/release")


@pytest.mark.django_db(transaction=True)
def test_what_happens_outside_of_requests_is_nobodys(world: World, calling: Calling) -> None:
    calling(world.colleague).post("/api/v1/queue/next")
    assignment = world.claim(world.reviewer, world.task)
    assert contexts_of(assignment) == [("first_pass", None)]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_told_once(world: World) -> None:
    with CaptureQueriesContext(connection) as captured, HistoryContext(user=7), transaction.atomic():
        for name in ("one", "two", "three"):
            Project.objects.filter(pk=world.project.pk).update(name=name)
    assert sum("pghistory.context_id" in one["sql"] for one in captured) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_is_told_again(world: World) -> None:
    """What was told within a savepoint is forgotten with it."""
    assignment = world.claim(world.reviewer, world.task)
    with HistoryContext(user=7), transaction.atomic():
        with transaction.atomic():
            Assignment.objects.filter(pk=assignment.pk).update(state="second_pass")
            transaction.set_rollback(True)
        Assignment.objects.filter(pk=assignment.pk).update(state="released")
    (_, nobody), (state, told) = contexts_of(assignment)
    assert nobody is None
    assert (state, told and told.metadata) == ("released", {"user": 7})


@pytest.mark.django_db(transaction=True)
def test_each_transaction_is_told_and_so_is_what_needs_none(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    with HistoryContext(user=7):
        for state in ("second_pass", "released"):
            with transaction.atomic():
                Assignment.objects.filter(pk=assignment.pk).update(state=state)
        Assignment.objects.filter(pk=assignment.pk).update(state="expired")
        run_prepared(
            "UPDATE review_assignment SET state = %(state)s WHERE id = %(key)s RETURNING id",
            {"state": "released", "key": assignment.pk},
        )
    (_, nobody), *told = contexts_of(assignment)
    assert nobody is None
    assert [(state, one and one.metadata) for state, one in told] == [
        (state, {"user": 7}) for state in ("second_pass", "released", "expired", "released")
    ]
