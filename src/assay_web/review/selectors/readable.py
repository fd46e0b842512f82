"""One submitted review, as far as whoever reads the project may know it."""

from __future__ import annotations

from assay.domain.review import Correction
from assay.domain.review import Review as ReviewRecord
from assay.domain.run import Run, TestResult
from assay.domain.task import Tests
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, sees_origins
from assay_web.review.models import Review
from assay_web.review.selectors.evidence import reason_for_reviewer, redacted
from assay_web.review.selectors.records import review_record


def readable_review(person: Person, project: Project, review: Review) -> ReviewRecord:
    """A review as a record. Names and messages of hidden tests are in the runs of its corrections for the project's
    leads, and for everybody once it is closed.
    """
    task = review.assignment.task
    record = review_record(task, review)
    if not record.corrections or sees_origins(person, project):
        return record
    visible = frozenset(Tests.model_validate_json(task.tests).visible)
    return record.model_copy(update={"corrections": tuple(_covered(one, visible) for one in record.corrections)})


def _covered(correction: Correction, visible: frozenset[str]) -> Correction:
    return correction.model_copy(update={"run": correction.run and _without_hidden(correction.run, visible)})


def _without_hidden(run: Run, visible: frozenset[str]) -> Run:
    """What the code printed goes too: hidden tests may have had it print what they hold."""
    tests = tuple(TestResult(**one.model_dump()) for one in redacted(run.tests, visible))
    return run.model_copy(update={"tests": tests, "reason": reason_for_reviewer(run), "output": ""})
