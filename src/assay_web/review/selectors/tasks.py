"""One task, as far as whoever reads the project may know it."""

from __future__ import annotations

from uuid import UUID

from assay.domain.task import Origin
from assay.domain.task import Task as TaskRecord
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, may_change, sees_origins
from assay_web.review.selectors.records import task_record
from assay_web.tasks.models import Task


def get_task(person: Person, project: Project, **which: int | UUID) -> Task:
    """The task of that ``number`` or ``public_id`` in a project that this person has been found to read.

    Raises:
        NotVisible: there is none, or it is a planted one and this person does not lead the project.
    """
    tasks = project.tasks.select_related("gold").defer("gold__record", "gold__known", "gold__prompt")
    found = tasks.filter(**which).prefetch_related("candidates__origin").first()
    if found is None or (is_planted(found) and not may_change(person, project)):
        raise NotVisible("no such task")
    return found


def is_planted(task: Task) -> bool:
    """Whether a defect was planted in it: for its project's leads alone."""
    return hasattr(task, "gold")


def readable_task(person: Person, project: Project, task_id: UUID) -> TaskRecord:
    """A task as a record. Origins, hidden tests and the reference are in it for the project's leads, and for everybody
    once it is closed.

    Raises:
        NotVisible: as :func:`get_task`.
    """
    record = task_record(get_task(person, project, public_id=task_id))
    if sees_origins(person, project):
        return record
    tests = record.tests.model_copy(update={"files": record.tests.visible_files})
    candidates = tuple(one.model_copy(update={"origin": Origin()}) for one in record.candidates)
    return record.model_copy(update={"tests": tests, "reference": None, "candidates": candidates})
