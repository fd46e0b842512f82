"""Projects and who works in them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models


class EvidencePolicy(models.TextChoices):
    """When a reviewer sees machine evidence."""

    AFTER_FIRST_PASS = "after_first_pass", "after the first pass"
    ALWAYS = "always", "always"
    NEVER = "never", "never"


class ProjectState(models.TextChoices):
    """Whether tasks are handed out, and whether origins may be shown."""

    OPEN = "open", "open"
    PAUSED = "paused", "paused"
    CLOSED = "closed", "closed"


@pghistory.track()
class Project(models.Model):
    """A body of tasks with one set of rules."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    guidelines = models.TextField(blank=True)
    guidelines_version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ProjectState.choices, default=ProjectState.OPEN)
    evidence_policy = models.CharField(
        max_length=20, choices=EvidencePolicy.choices, default=EvidencePolicy.AFTER_FIRST_PASS
    )
    overlap = models.PositiveSmallIntegerField(default=2)
    lease_minutes = models.PositiveIntegerField(default=240)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$")])
    justification_min = models.PositiveIntegerField(default=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(currency__regex=r"^[A-Z]{3}$"), name="project_iso_currency"),
            models.CheckConstraint(condition=models.Q(overlap__gte=1), name="project_overlap_positive"),
            models.CheckConstraint(condition=models.Q(lease_minutes__gte=1), name="project_lease_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member does in a project."""

    REVIEWER = "reviewer", "reviewer"
    LEAD = "lead", "lead"
    ADJUDICATOR = "adjudicator", "adjudicator"


@pghistory.track()
class Membership(models.Model):
    """One person's role in one project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="membership_once")]
        indexes = [models.Index(fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.project_id}"
