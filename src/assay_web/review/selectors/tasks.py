"""One task as a record, as far as whoever reads the project may know it."""

from __future__ import annotations

from uuid import UUID

from assay.domain.task import Origin
from assay.domain.task import Task as TaskRecord
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, sees_origins
from assay_web.review.selectors.records import task_record


def readable_task(person: Person, project: Project, task_id: UUID) -> TaskRecord:
    """A task of a project that this person has been found to read. Origins, hidden tests and the reference are in it
    for the project's leads, and for everybody once it is closed.

    Raises:
        NotVisible: the project has no such task.
    """
    found = project.tasks.filter(public_id=task_id).prefetch_related("candidates__origin").first()
    if found is None:
        raise NotVisible("no such task")
    record = task_record(found)
    if sees_origins(person, project):
        return record
    tests = record.tests.model_copy(update={"files": record.tests.visible_files})
    candidates = tuple(one.model_copy(update={"origin": Origin()}) for one in record.candidates)
    return record.model_copy(update={"tests": tests, "reference": None, "candidates": candidates})
