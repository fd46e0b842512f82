"""What operators do to jobs. Each act is written down."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation

from assay_web.accounts.models import User
from assay_web.kit.refusals import Refusal
from assay_web.operations.models import Act, Intervention


def retry(operator: User, job_id: int) -> None:
    """Put a failed job back into its queue.

    Raises:
        Refusal: it has not failed, or is gone, or another that does the same waits already.
    """
    with transaction.atomic():
        job = _failed(job_id)
        try:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
        except UniqueViolation as error:
            raise Refusal("Another job that does the same waits already; give this one up") from error
        _note(operator, job, Act.RETRIED)


def discard(operator: User, job_id: int) -> None:
    """Give up on a failed job.

    Raises:
        Refusal: it has not failed, or is gone.
    """
    with transaction.atomic():
        job = _failed(job_id)
        _note(operator, job, Act.DISCARDED)
        with connection.cursor() as cursor:  # Procrastinate has no word for it, and its models are read-only
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])


def _failed(job_id: int) -> ProcrastinateJob:
    job: ProcrastinateJob | None = (
        ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="failed").first()
    )
    if job is None:
        raise Refusal("The job has not failed, or not any more")
    return job


def _note(operator: User, job: ProcrastinateJob, act: Act) -> None:
    Intervention.objects.create(job_id=job.pk, task_name=job.task_name, what=act, who=operator)
