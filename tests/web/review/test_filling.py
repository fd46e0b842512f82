"""Whether a task is filled stays right when one gives a place back as another takes one."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction
from tests.web.pages.world import World

from assay_web.review.models import Assignment, AssignmentState
from assay_web.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def put(assignment: Assignment, state: AssignmentState) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state=state)


def somebody_waits_for_this() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(("first", "filled"), [(AssignmentState.RELEASED, False), (AssignmentState.SUBMITTED, True)])
def test_who_counts_sees_what_others_have_done(world: World, first: AssignmentState, *, filled: bool) -> None:
    """Of two places one is held. Its holder goes, or stays, and has not committed as somebody comes back."""
    mine, theirs = (world.claim(person, world.task) for person in (world.reviewer, world.colleague))
    put(theirs, AssignmentState.EXPIRED)

    def come_back() -> None:
        try:
            put(theirs, AssignmentState.FIRST_PASS)
        finally:
            connection.close()

    thread = threading.Thread(target=come_back)
    with transaction.atomic():
        put(mine, first)
        thread.start()
        while thread.is_alive() and not somebody_waits_for_this():
            time.sleep(0.01)
    thread.join()
    assert Task.objects.get(pk=world.task.pk).filled is filled
