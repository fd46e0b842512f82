"""What a project asks of whoever wants to review in it."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.projects.models import Project


class AssessmentState(models.TextChoices):
    """Whether attempts can begin."""

    DRAFT = "draft", "being built"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


@pghistory.track(append_only=True)
class Assessment(models.Model):
    """What a project asks of whoever wants to review in it. Its items are tasks of ``bench``, a sealed project."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assessments")
    bench = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="bench_of")
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    minutes = models.PositiveIntegerField(default=240)
    may_pause = models.BooleanField(default=True)
    wait_days = models.PositiveSmallIntegerField(default=30)
    most_defects = models.PositiveSmallIntegerField(default=30)
    most_twins = models.PositiveSmallIntegerField(default=30)
    pairs = models.BooleanField(default=False)
    """Whether those who pass both tests rank pairs of sound code and the same code with a defect."""
    judges = models.PositiveSmallIntegerField(default=2)
    """People who must agree on what the machine leaves open."""
    explanations = models.PositiveSmallIntegerField(default=3)
    """Explanations of an attempt that people read, at most."""
    written_percent = models.PositiveSmallIntegerField(default=50)
    """Share of the points for explanations and written answers that an attempt needs, where there are any."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(state="open"), name="assessment_one_open"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=1440), name="assessment_minutes"),
            models.CheckConstraint(
                condition=Q(most_defects__gte=3, most_defects__lte=30, most_twins__gte=3, most_twins__lte=30),
                name="assessment_length",
            ),
            models.CheckConstraint(condition=Q(judges__gte=1, judges__lte=2), name="assessment_judges"),
            models.CheckConstraint(condition=Q(written_percent__lte=100), name="assessment_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.title} of project {self.project_id}"


class WrittenQuestion(models.Model):
    """A question answered in words; ``guide`` tells those who judge it what a good answer says."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    guide = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "position"], name="question_position_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:60]
