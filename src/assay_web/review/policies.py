"""Who may see and do what with tasks and reviews."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from assay_web.accounts.models import User
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.policies import Person, may_change
from assay_web.review.models import Assignment, LiveRun, Review
from assay_web.tasks.models import Task


def tasks_open_to(person: Person) -> QuerySet[Task]:
    """Tasks of the open projects in which this person reviews."""
    if not isinstance(person, User):
        return Task.objects.none()
    return Task.objects.filter(
        project__state=ProjectState.OPEN,
        project__memberships__user=person,
        project__memberships__role=Role.REVIEWER,
    )


def assignments_of(person: Person) -> QuerySet[Assignment]:
    """The person's own assignments."""
    if not isinstance(person, User):
        return Assignment.objects.none()
    return Assignment.objects.filter(reviewer=person)


def runs_of(person: Person) -> QuerySet[LiveRun]:
    """Runs that this person started."""
    return LiveRun.objects.filter(assignment__in=assignments_of(person))


def of_tasks_shown(person: Person, project: Project, task: str = "task") -> Q:
    """Rows whose ``task`` this reader of the project may know: planted ones are there for its leads alone."""
    return Q() if may_change(person, project) else Q((f"{task}__gold", None))


def reviews_in(project: Project) -> QuerySet[Review]:
    """Submitted reviews of a project; whoever asks has been found to lead it."""
    return Review.objects.filter(assignment__task__project=project)
