"""Tasks of a project for those who read it, and how far the project is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from assay.domain.task import Language
from assay.domain.task import Task as TaskRecord
from assay_web.accounts.api.calling import READ, caller
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.selectors import get_readable_project
from assay_web.review.selectors import Progress, project_progress
from assay_web.review.selectors.lists import TaskRow, Which, tasks_of
from assay_web.review.selectors.tasks import readable_task

router = Router(tags=["tasks"])

_NUMBERS = 2**31 - 1


@router.get("/projects/{slug:slug}/progress", auth=READ, response=Progress, operation_id="getProgress")
def progress(request: HttpRequest, slug: str) -> Progress:
    """How far the project is, in counts."""
    return project_progress(get_readable_project(caller(request), slug))


@router.get("/projects/{slug:slug}/tasks", auth=READ, response=Page[TaskRow], operation_id="listTasks")
def tasks(
    request: HttpRequest,
    slug: str,
    which: Which = Which.ALL,
    language: Language | None = None,
    cursor: Cursor = None,
) -> Page[TaskRow]:
    """The project's tasks by number."""
    project = get_readable_project(caller(request), slug)
    after = min(number_after(cursor), _NUMBERS)
    page = tasks_of(project, which, after, language.value if language else "")
    return page_of(request, page.rows, page.next_cursor)


@router.get(
    "/projects/{slug:slug}/tasks/{uuid:task_id}",
    auth=READ,
    response=TaskRecord,
    by_alias=True,
    exclude_none=True,
    operation_id="getTask",
)
def task(request: HttpRequest, slug: str, task_id: UUID) -> TaskRecord:
    """One task as an ``assay.task/v1`` record. Until the project is closed, only leads see origins, hidden tests and
    the reference.
    """
    user = caller(request)
    return readable_task(user, get_readable_project(user, slug), task_id)
