"""Background work, for operators: queues, workers, jobs in hand and those that failed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.accounts.models import User
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.operations import selectors, services
from assay_web.operations.policies import require_operator

router = Router(tags=["operations"])


class QueueShape(BaseModel):
    """``waiting`` may begin now, ``later`` not yet; ``oldest_s`` is how long the first of them has waited."""

    name: str
    waiting: int
    later: int
    running: int
    failed: int
    oldest_s: float


class WorkerShape(BaseModel):
    """A worker, when it last gave a sign, and how many jobs it has in hand."""

    id: int
    last_sign: datetime
    alive: bool
    jobs: int


class Machinery(BaseModel):
    """Queues that hold jobs, and workers that have signed on."""

    queues: list[QueueShape]
    workers: list[WorkerShape]


class JobShape(BaseModel):
    """A job in hand or failed; ``problem`` is its last error."""

    id: int
    task: str
    queue: str
    attempts: int
    since: datetime | None
    worker: int | None
    problem: str


@router.get("/operations/queues", auth=READ, response=Machinery, operation_id="getQueues")
def queues(request: HttpRequest) -> Machinery:
    """How it stands."""
    _operator(request)
    return Machinery(
        queues=[QueueShape.model_validate(one, from_attributes=True) for one in selectors.queues()],
        workers=[WorkerShape.model_validate(one, from_attributes=True) for one in selectors.workers()],
    )


@router.get("/operations/jobs", auth=READ, response=Page[JobShape], operation_id="listJobs")
def jobs(request: HttpRequest, state: Literal["doing", "failed"] = "failed", cursor: Cursor = None) -> Page[JobShape]:
    """Jobs in that state, the newest first."""
    _operator(request)
    found = selectors.jobs(state, number_after(cursor) or None)
    rows = [JobShape.model_validate(one, from_attributes=True) for one in found]
    return page_of(request, rows, found[-1].id if len(found) == selectors.PAGE else None)


@router.post("/operations/jobs/{int:job_id}/retry", auth=LEAD, response={204: None}, operation_id="retryJob")
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Put a failed job back into its queue."""
    services.retry(_operator(request), _within(job_id))
    return HttpResponse(status=204)


@router.delete("/operations/jobs/{int:job_id}", auth=LEAD, response={204: None}, operation_id="discardJob")
def discard(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give up on a failed job."""
    services.discard(_operator(request), _within(job_id))
    return HttpResponse(status=204)


def _operator(request: HttpRequest) -> User:
    user = caller(request)
    require_operator(user)
    return user


def _within(job_id: int) -> int:
    """A number that the database can hold.

    Raises:
        NotVisible: it is none.
    """
    if job_id >= 2**63:
        raise NotVisible("no such job")
    return job_id
