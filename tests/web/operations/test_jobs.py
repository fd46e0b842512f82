"""Failed jobs: their reason is kept and shown to operators, who try them again or give them up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.world import HOSTILE, World

from assay_web.accounts.models import User
from assay_web.kit import counts
from assay_web.kit.refusals import Refusal
from assay_web.operations import services
from assay_web.operations.models import Act, Intervention, JobFailure

QUEUE = "a-queue-of-this-test"


@app.task(name="tests.break", queue=QUEUE)
def broken(word: str) -> None:
    raise ValueError(word)


@pytest.fixture(autouse=True)
def _nothing_waits(db: None) -> None:
    """Jobs outlast the test that they were queued in."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queue_name = %s", [QUEUE])


@pytest.fixture
def counted() -> Iterator[None]:
    counts.take()
    yield
    counts.take()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("counted")
def test_the_reason_of_a_failure_is_kept_shown_and_acted_on(
    world: World, operator: User, work: Callable[[str], None]
) -> None:
    job = broken.defer(word=HOSTILE)
    other = broken.defer(word="second")
    work(QUEUE)
    assert [one.problem for one in JobFailure.objects.order_by("job_id")] == [
        f"ValueError: {HOSTILE}",
        "ValueError: second",
    ]
    told = {key: sum(tally.counts) for key, tally in counts.take().items()}
    assert told == {("jobs", (("outcome", "failed"), ("task", "tests.break"))): 2}

    page = world.page(operator, "/operations/jobs/")
    assert "ValueError: <script>alert(1)" in page.text
    assert "<script>alert" not in page.html
    client = world.client(operator)
    client.post(f"/operations/jobs/{job}/", {"act": "retry"})
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    client.post(f"/operations/jobs/{other}/", {"act": "discard"})
    assert not ProcrastinateJob.objects.filter(pk=other).exists()
    client.post(f"/operations/jobs/{other}/", {"act": "sell"})
    assert [(one.job_id, one.what, one.who) for one in Intervention.objects.order_by("pk")] == [
        (job, Act.RETRIED, operator),
        (other, Act.DISCARDED, operator),
    ]
    work(QUEUE)
    assert JobFailure.objects.filter(job_id=job).count() == 2


@pytest.mark.django_db
def test_only_what_failed_is_tried_again_or_given_up(operator: User) -> None:
    job = broken.defer(word="waits")
    for act in (services.retry, services.discard):
        with pytest.raises(Refusal):
            act(operator, job)
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


@pytest.mark.django_db
def test_acts_are_kept_for_good(operator: User) -> None:
    act = Intervention.objects.create(job_id=1, task_name="x", what=Act.RETRIED, who=operator)
    for change in (act.delete, act.save):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_an_instance_without_worker_or_job_says_what_to_do(world: World, operator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    page = world.page(operator, "/operations/jobs/")
    assert "No worker is signed on" in page.text
    assert "No job has failed" in page.text
    assert "Nothing waits" in page.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("counted")
def test_a_failed_job_is_not_put_back_where_another_waits_that_does_the_same(
    operator: User, work: Callable[[str], None]
) -> None:
    alike = broken.configure(queueing_lock="alike")
    failed = alike.defer(word="first")
    work(QUEUE)
    alike.defer(word="second")
    with pytest.raises(Refusal, match="waits already"):
        services.retry(operator, failed)
    assert ProcrastinateJob.objects.get(pk=failed).status == "failed"
    assert not Intervention.objects.exists()
