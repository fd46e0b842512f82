"""What a job queues is queued with the rest of what it does, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from assay_web.kit.connections import with_fresh_connection

QUEUE = "a-queue-of-jobs-that-queue"
NEXT = "another-queue-of-this-test"


@app.task(name="tests.follow", queue=NEXT)
def follow(who: str) -> None:
    """Never run."""


@app.task(name="tests.queue_another", queue=QUEUE)
@with_fresh_connection
def queue_another(*, keep: bool) -> None:
    with transaction.atomic():
        follow.defer(who="kept" if keep else "rolled back")
        transaction.set_rollback(not keep)


@pytest.mark.django_db(transaction=True)
def test_what_a_job_queues_is_in_its_transaction(work: Callable[[str], None]) -> None:
    queue_another.defer(keep=False)
    queue_another.defer(keep=True)
    work(QUEUE)
    assert [one.args for one in ProcrastinateJob.objects.filter(queue_name=NEXT)] == [{"who": "kept"}]
    assert set(ProcrastinateJob.objects.filter(queue_name=QUEUE).values_list("status", flat=True)) == {"succeeded"}
