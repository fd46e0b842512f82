"""Conflicts, the rulings on them, appeals, and defects that are known."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.projects.models import Project
from assay_web.review.models import Assignment
from assay_web.tasks.models import Candidate, Task

_FOR_GOOD = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]


class ConflictKind(models.TextChoices):
    """What reviewers see differently."""

    VERDICT = "verdict", "verdict"
    RANKING = "ranking", "ranking"
    RATING = "rating", "rating"
    CLAIM = "claim", "finding"
    DOUBT = "doubt", "same finding?"


class ConflictState(models.TextChoices):
    """Whether somebody still has to settle it."""

    OPEN = "open", "open"
    CLOSED = "closed", "settled"
    WITHDRAWN = "withdrawn", "no longer a conflict"


@pghistory.track(pghistory.UpdateEvent())
class Conflict(models.Model):
    """One thing that the reviewers of a task see differently.

    ``answers`` is a list of ``{"assignment": id, "value": …}``; ``members`` holds one list of ``[assignment, finding]``
    for a claim, two for a doubt. ``round`` counts appeals that were heard, from 1.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conflicts")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=10, choices=ConflictKind.choices)
    key = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(null=True)
    criterion = models.CharField(max_length=80, blank=True)
    answers = models.JSONField()
    members = models.JSONField(default=list)
    weight = models.FloatField()
    needed = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ConflictState.choices, default=ConflictState.OPEN)
    outcome = models.JSONField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="conflict_once"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(outcome__isnull=False, closed_at__isnull=False),
                name="conflict_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "task"], condition=Q(state="open"), name="conflict_open"),
            models.Index(fields=["project", "-closed_at"], condition=Q(state="closed"), name="conflict_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of task {self.task_id}"


class Reason(models.TextChoices):
    """Why a ruling is as it is. Fixed, so that it can be counted."""

    CODE = "code", "The code shows it"
    RUN = "run", "Running it shows it"
    GUIDELINES = "guidelines", "The guidelines say so"
    ANCHOR = "anchor", "The rubric's anchor says so"
    UNSUPPORTED = "unsupported", "The claim has nothing to support it"
    WEIGHED = "weighed", "Weighed: both have a point"


class Ruling(models.Model):
    """One adjudicator's answer to one conflict. The log of decisions: written once, for good."""

    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, related_name="rulings")
    round = models.PositiveSmallIntegerField()
    adjudicator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conflict", "round", "adjudicator"], name="ruling_once")]
        triggers = _FOR_GOOD

    def __str__(self) -> str:
        return f"{self.value} on conflict {self.conflict_id}"


class Appeal(models.Model):
    """A reviewer disputes how a conflict was settled; once for each conflict, and it opens it again."""

    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, related_name="appeals")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    """The round that it disputes."""
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conflict", "assignment"], name="appeal_once"),
            models.CheckConstraint(condition=~Q(text=""), name="appeal_has_text"),
        ]
        triggers = _FOR_GOOD

    def __str__(self) -> str:
        return f"appeal on conflict {self.conflict_id}"


class KnownDefect(models.Model):
    """A defect of a candidate that is known for certain: planted, or claimed by a reviewer and confirmed by people.

    ``record`` is the ``Defect`` of ``assay.gold/v1``. It never reaches a reviewer's screen.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="known_defects")
    name = models.CharField(max_length=200)
    record = models.JSONField()
    planted = models.BooleanField(default=False)
    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, null=True, related_name="defects")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "name"], name="known_defect_once")]

    def __str__(self) -> str:
        return self.name
