"""Applications of people to projects."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models

from assay_web.projects.models import Project


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    APPLIED = "applied", "waits for the lead"
    ASSESSMENT = "assessment", "assessment"
    FAILED = "failed", "assessment not passed"
    DECLINED = "declined", "declined"
    MEMBER = "member", "member"
    WITHDRAWN = "withdrawn", "withdrawn"


OPEN_STATES = (ApplicationState.APPLIED, ApplicationState.ASSESSMENT)
"""Something is still to happen."""

NO_STATES = (ApplicationState.FAILED, ApplicationState.DECLINED)
"""The answer was no: there is a second try after the project's waiting time."""


@pghistory.track(exclude=["profile"], append_only=True)
class Application(models.Model):
    """One try of one person at one project. ``profile`` is a copy of what they told when they applied."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="applications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(max_length=12, choices=ApplicationState.choices)
    profile = models.JSONField()
    note = models.TextField(blank=True)
    """What the applicant wrote to the lead."""
    applied_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """When the present state began."""
    reason = models.TextField(blank=True)
    """Why the answer was no; the applicant reads it."""
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=models.Q(state__in=["applied", "assessment"]),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | (models.Q(decided_by__isnull=False) & ~models.Q(reason="")),
                name="application_declined_by_somebody_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-changed_at"], name="application_by_project"),
            models.Index(fields=["user", "-applied_at"], name="application_by_person"),
        ]

    def __str__(self) -> str:
        return f"application of {self.user_id} to project {self.project_id}: {self.state}"
