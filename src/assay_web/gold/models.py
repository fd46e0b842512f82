"""What planted tasks showed of reviewers, flags raised by it, and what a project has said follows."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.projects.models import Project
from assay_web.review.models import Assignment
from assay_web.tasks.models import GoldItem


class Consequence(models.TextChoices):
    """What follows a flag at once. A lead looks at each of them."""

    TALK = "talk", "nothing but the flag: a lead talks with them"
    MORE_GOLD = "more_gold", "twice the share of planted tasks"
    PAUSE = "pause", "no new tasks until a lead has looked"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class GoldPolicy(models.Model):
    """What a project does when somebody has become worse."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="gold_policy", primary_key=True)
    consequence = models.CharField(max_length=10, choices=Consequence.choices, default=Consequence.TALK)

    def __str__(self) -> str:
        return f"{self.consequence} in project {self.project_id}"


class GoldResult(models.Model):
    """How somebody did on a planted task. None: still in doubt, or nothing of the kind was there."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="+", primary_key=True)
    item = models.ForeignKey(GoldItem, on_delete=models.PROTECT, related_name="results")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    caught = models.BooleanField(null=True)
    """Whether the defect was named."""
    alarmed = models.BooleanField(null=True)
    """Whether a defect was claimed in sound code."""
    ranked = models.BooleanField(null=True)
    """Whether sound code was ranked above the same code with a defect."""
    submitted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "user", "submitted_at"], name="gold_results_in_time")]

    def __str__(self) -> str:
        return f"result of assignment {self.assignment_id}"


class GoldDoubt(models.Model):
    """A claim on a planted task of which the matcher cannot say what it names, and what a lead ruled: once, for good.

    ``value`` is a ruling of ``assay.decision/v1``, or ``hit:`` with the id of a known defect; empty while it is open.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(GoldResult, on_delete=models.CASCADE, related_name="doubts", db_index=False)
    key = models.CharField(max_length=16)
    """Of the claim: see :func:`assay.domain.gold.finding_key`."""
    value = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "key"], name="gold_doubt_once"),
            models.CheckConstraint(
                condition=Q(value="", settled_by=None, settled_at=None)
                | (~Q(value="") & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="gold_doubt_settled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["result"], condition=Q(value=""), name="gold_doubts_open")]
        triggers = [
            pgtrigger.Protect(
                name="settled_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__value=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.value or 'open'} on claim {self.key}"


class FlagState(models.TextChoices):
    """Whether a lead still has to look."""

    OPEN = "open", "waits for a lead"
    CLOSED = "closed", "looked at"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class Flag(models.Model):
    """Somebody seems to have become worse: the sum of evidence reached its bound. ``evidence`` is the catches since the
    flag before, as a list of ``[what was planted, caught]``, and ``sums`` the chart over them. Nothing in it names a
    task, for others may be given it still.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gold_flags")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=FlagState.choices, default=FlagState.OPEN)
    consequence = models.CharField(max_length=10, choices=Consequence.choices)
    """What followed."""
    evidence = models.JSONField()
    sums = models.JSONField()
    until = models.DateTimeField()
    """Submission of the last catch that counts for it; the next flag begins after it."""
    raised_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField(blank=True)
    """What the lead found."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], condition=Q(state="open"), name="gold_flag_open_once"),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(closed_by__isnull=False) & ~Q(reason="")),
                name="gold_flag_closed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "-raised_at"], name="gold_flags_newest")]

    def __str__(self) -> str:
        return f"flag on {self.user_id} in project {self.project_id}"
