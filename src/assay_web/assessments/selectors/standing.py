"""Where a person stands with a project's assessment: what other apps ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.assessments.models import Assessment, AssessmentState, Attempt, AttemptState
from assay_web.assessments.policies import attempts_of
from assay_web.assessments.rules import next_try
from assay_web.projects.models import Project


class StandingState(StrEnum):
    """Where somebody stands."""

    NONE = "none"
    """No attempt, or the last one failed and its waiting time is over."""
    RUNNING = "running"
    """Begun, and not handed in yet; the clock may not have started."""
    GRADING = "grading"
    """Nothing more to do for them: people have to judge what the machine left open."""
    PASSED = "passed"
    FAILED = "failed"
    """And may not try again before ``until``."""
    APPEALED = "appealed"
    """Failed, and a lead has yet to answer their appeal."""


@dataclass(frozen=True, slots=True)
class StandingShown:
    """``offered``: an attempt could begin now. ``attempt`` is the last one, whatever became of it."""

    state: StandingState
    offered: bool
    attempt: UUID | None = None
    until: datetime | None = None


_OF = {
    AttemptState.READY: StandingState.RUNNING,
    AttemptState.RUNNING: StandingState.RUNNING,
    AttemptState.PAUSED: StandingState.RUNNING,
    AttemptState.GRADING: StandingState.GRADING,
    AttemptState.PASSED: StandingState.PASSED,
}


def standing(person: User, project: Project) -> StandingShown:
    """Where ``person`` stands with the assessments of ``project``."""
    open_ = Assessment.objects.filter(project=project, state=AssessmentState.OPEN).exists()
    last = last_attempt(person, project)
    if last is None:
        return StandingShown(StandingState.NONE, open_)
    if last.state != AttemptState.FAILED:
        return StandingShown(_OF[AttemptState(last.state)], offered=False, attempt=last.public_id)
    until = next_try(last.decided_at or last.created_at, last.assessment.wait_days)
    appeal = getattr(last, "appeal", None)
    if appeal is not None and appeal.upheld is None:
        return StandingShown(StandingState.APPEALED, offered=False, attempt=last.public_id, until=until)
    if until > timezone.now():
        return StandingShown(StandingState.FAILED, offered=False, attempt=last.public_id, until=until)
    return StandingShown(StandingState.NONE, open_, attempt=last.public_id)


def last_attempt(person: User, project: Project) -> Attempt | None:
    """The last attempt that was no pilot."""
    mine = attempts_of(person).filter(assessment__project=project, pilot=False)
    return mine.select_related("assessment", "appeal").order_by("-pk").first()
