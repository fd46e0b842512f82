"""Assignments, drafts, live runs and submitted reviews."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assay_web.projects.models import Project
from assay_web.review.guards import GUARDS
from assay_web.tasks.filling import FILLED_BY_ASSIGNMENTS
from assay_web.tasks.models import Candidate, Task
from assay_web.tasks.tallies import OF_ASSIGNMENTS


class AssignmentState(models.TextChoices):
    """Where a claimed task stands."""

    FIRST_PASS = "first_pass", "first pass"
    SECOND_PASS = "second_pass", "second pass"
    SUBMITTED = "submitted", "submitted"
    ACCEPTED = "accepted", "accepted"
    RETURNED = "returned", "returned for revision"
    RELEASED = "released", "released"
    EXPIRED = "expired", "expired"


OPEN_STATES = (AssignmentState.FIRST_PASS, AssignmentState.SECOND_PASS, AssignmentState.RETURNED)
"""The reviewer is at work."""

GONE_STATES = (AssignmentState.RELEASED, AssignmentState.EXPIRED)
"""The task is free again; the draft is kept for its author."""


_SUBMITTED_ONCE = Q(submitted_at__isnull=False)


@pghistory.track(exclude=["project"])
class Assignment(models.Model):
    """One reviewer's hold on one task. The slot, 1 to the task's overlap, is what makes over-assignment impossible."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False, editable=False
    )
    """The task's, put here by the database: a project's reviews are found without looking at anybody else's."""
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", db_index=False
    )
    slot = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=AssignmentState.choices, default=AssignmentState.FIRST_PASS)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    order = ArrayField(models.PositiveSmallIntegerField())
    """Positions of the candidates in the order drawn for this reviewer: the first is A."""
    claimed_at = models.DateTimeField()
    lease_expires_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "reviewer"], name="assignment_once_per_person"),
            models.UniqueConstraint(
                fields=["task", "slot"], condition=~Q(state__in=["released", "expired"]), name="assignment_slot_once"
            ),
            models.CheckConstraint(condition=Q(slot__gte=1), name="assignment_slot_positive"),
        ]
        indexes = [
            models.Index(fields=["reviewer", "state"]),
            models.Index(fields=["reviewer", "-id"], name="assignment_of_reviewer"),
            models.Index(
                fields=["lease_expires_at"], condition=Q(state__in=OPEN_STATES), name="assignment_open_leases"
            ),
            models.Index(
                fields=["project", "-submitted_at", "-id"], condition=_SUBMITTED_ONCE, name="assignment_newest"
            ),
            models.Index(
                fields=["project", "state", "-submitted_at", "-id"],
                condition=_SUBMITTED_ONCE,
                name="assignment_by_state",
            ),
        ]
        triggers = [*OF_ASSIGNMENTS, FILLED_BY_ASSIGNMENTS, *GUARDS]

    def __str__(self) -> str:
        return f"{self.state} of task {self.task_id} by {self.reviewer_id}"


class Draft(models.Model):
    """What the reviewer has written so far. Every save raises the version by one."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="draft", primary_key=True)
    version = models.PositiveIntegerField(default=0)
    body = models.JSONField()
    first_pass = models.JSONField(null=True)
    """Copy taken when the first pass was locked; never changed afterwards."""
    active_ms = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft {self.version} of assignment {self.assignment_id}"


class RunKind(models.TextChoices):
    """What a reviewer had run."""

    REPRODUCER = "reproducer", "reproducer"
    CORRECTION = "correction", "correction"
    TRIAL = "trial", "trial"


class RunState(models.TextChoices):
    """Where a live run stands."""

    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"


class LiveRun(models.Model):
    """Something that a reviewer had run in the sandbox, and what came of it."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="runs")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", null=True)
    """None for a trial, which is about all candidates."""
    letter = models.CharField(max_length=1, blank=True)
    kind = models.CharField(max_length=12, choices=RunKind.choices)
    finding_id = models.UUIDField(null=True)
    files = models.TextField()
    """JSON: the reproducer's test files, the corrected files, or what is tried."""
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    result = models.JSONField(null=True)
    """The ``Run`` that the reviewer may see; of a trial, letter to ``Tried``, growing while it runs."""
    output = models.TextField(blank=True)
    """What was printed so far, while it runs."""
    complete = models.JSONField(null=True)
    """The ``Run`` with hidden tests; for leads and exports only."""
    proof = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="trial", candidate=None) | (~Q(kind="trial") & Q(candidate__isnull=False)),
                name="run_about_a_candidate_or_all",
            ),
        ]
        indexes = [models.Index(fields=["assignment", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


_IMMUTABLE = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]


class Review(models.Model):
    """A submitted review. Never changed: a returned one becomes a further revision."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reviews")
    revision = models.PositiveSmallIntegerField()
    body = models.JSONField()
    first_pass = models.JSONField(null=True)
    active_ms = models.PositiveBigIntegerField()
    idempotency_key = models.CharField(max_length=200)
    claimed_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            # With the active time, which lists read without touching the reviews themselves.
            models.UniqueConstraint(
                fields=["assignment", "revision"], include=["active_ms"], name="review_revision_once"
            ),
            models.UniqueConstraint(fields=["assignment", "idempotency_key"], name="review_request_once"),
        ]
        triggers = _IMMUTABLE

    def __str__(self) -> str:
        return f"review {self.public_id}"


class ReviewFinding(models.Model):
    """One finding of a submitted review, in columns for searching; the whole stands in the review's body."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    path = models.TextField()
    start_line = models.PositiveIntegerField()
    end_line = models.PositiveIntegerField()
    aspect = models.CharField(max_length=20)
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    cwe = models.PositiveIntegerField(null=True)
    proof = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "position"], name="review_finding_once")]
        indexes = [models.Index(fields=["candidate", "category", "severity"], name="finding_of_candidate")]
        triggers = _IMMUTABLE

    def __str__(self) -> str:
        return f"finding {self.position} of review {self.review_id}"


class Decision(models.Model):
    """What a lead said of a submitted review."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="decision")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(reason=""), name="decision_return_has_reason"),
        ]

    def __str__(self) -> str:
        return "accepted" if self.accepted else "returned"
