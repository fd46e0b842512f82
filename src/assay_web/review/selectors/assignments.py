"""A reviewer's own work, and what a task looks like before it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from assay_web.accounts.models import User
from assay_web.kit.markdown import render_markdown
from assay_web.kit.money import Money
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment
from assay_web.review.policies import assignments_of, tasks_open_to
from assay_web.review.selectors.queue import claimable

MOST_KEPT = 10
"""Drafts of tasks given back that are listed."""


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """A task that the reviewer is working on."""

    assignment_id: UUID
    code: str
    title: str
    language: str
    state: str
    price: Money
    lease_expires_at: datetime
    finding_count: int


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was written of a task that was given back, or whose hold ran out. ``free``: it may be taken again."""

    task_id: UUID
    code: str
    title: str
    language: str
    state: str
    saved_at: datetime | None
    finding_count: int
    free: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reviewer may know before accepting."""

    task_id: UUID
    code: str
    title: str
    language: str
    aspects: list[str]
    entry_point: str | None
    candidate_count: int
    price: Money
    expected_minutes: int
    lease_minutes: int
    prompt_html: SafeString
    guidelines_html: SafeString
    project: str


def open_assignments(user: User) -> list[OpenAssignment]:
    """What this person has claimed and not yet submitted, the most pressing lease first."""
    rows: QuerySet[Assignment] = (
        assignments_of(user)
        .filter(state__in=OPEN_STATES, task__project__sealed=False)
        .select_related("task", "draft")
        .defer("task__tests", "task__reference", "draft__first_pass")
        .order_by("lease_expires_at")
    )
    return [
        OpenAssignment(
            assignment_id=row.public_id,
            code=row.task.code,
            title=row.task.title,
            language=row.task.language,
            state=row.state,
            price=Money(row.price_minor, row.currency),
            lease_expires_at=row.lease_expires_at,
            finding_count=len(row.draft.body.get("findings", [])),
        )
        for row in rows
    ]


def kept_drafts(user: User) -> list[KeptDraft]:
    """The last drafts of tasks that this person no longer holds, in projects that are open to them."""
    rows = list(
        assignments_of(user)
        .filter(state__in=GONE_STATES, draft__version__gt=0, task__in=tasks_open_to(user))
        .select_related("task", "draft")
        .defer("task__tests", "task__reference", "task__prompt", "draft__first_pass")
        .order_by("-draft__saved_at")[:MOST_KEPT]
    )
    if not rows:
        return []
    free = set(claimable(user).filter(pk__in=[row.task_id for row in rows]).values_list("pk", flat=True))
    return [
        KeptDraft(
            task_id=row.task.public_id,
            code=row.task.code,
            title=row.task.title,
            language=row.task.language,
            state=row.state,
            saved_at=row.draft.saved_at,
            finding_count=len(row.draft.body.get("findings", [])),
            free=row.task_id in free,
        )
        for row in rows
    ]


def preview(user: User, task_id: UUID) -> Preview:
    """A task as it looks before it is accepted.

    Raises:
        NotVisible: there is no such task for this person.
    """
    visible = tasks_open_to(user).defer("tests", "reference", "visible_tests", "base_files")
    task = visible.select_related("project").filter(public_id=task_id).first()
    if task is None:
        raise NotVisible("no such task")
    return Preview(
        task_id=task.public_id,
        code=task.code,
        title=task.title,
        language=task.language,
        aspects=list(task.aspects),
        entry_point=task.entry_point or None,
        candidate_count=task.candidates.count(),
        price=Money(task.price_minor, task.currency),
        expected_minutes=task.expected_minutes,
        lease_minutes=task.project.lease_minutes,
        prompt_html=render_markdown(task.prompt),
        guidelines_html=render_markdown(task.project.guidelines),
        project=task.project.name,
    )
