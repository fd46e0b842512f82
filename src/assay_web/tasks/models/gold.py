"""Planted tasks, and who has met their code: apart from tasks, so that no query for reviewers brings them along."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from assay_web.projects.models import Project
from assay_web.tasks.models.task import Task


class GoldItem(models.Model):
    """A planted defect that waits to come in among tasks, or has. A table of its own, so that no query for reviewers
    brings along which task it is.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gold_items")
    plant = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    """SHA-256 of the code before anything was planted: nobody is given two versions of it."""
    record = models.TextField()
    """JSON of the ``assay.plant/v1``."""
    title = models.CharField(max_length=300)
    prompt = models.TextField()
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="gold", null=True)
    """None while it waits."""
    known = models.JSONField(null=True)
    """``assay.gold/v1`` of each candidate, once it has come in."""
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    """From then on its task is given to nobody."""
    retired_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "plant"], name="gold_item_once"),
            models.CheckConstraint(
                condition=models.Q(task=None, known=None) | models.Q(task__isnull=False, known__isnull=False),
                name="gold_item_known_once_in",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at=None, retired_because="")
                | (models.Q(retired_at__isnull=False, task__isnull=False) & ~models.Q(retired_because="")),
                name="gold_item_retired_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project"], condition=models.Q(task=None), name="gold_items_waiting")]

    def __str__(self) -> str:
        return f"plant {self.plant} of project {self.project_id}"


class SeenCode(models.Model):
    """Code of which somebody has been given a version elsewhere, in an assessment: nobody is given two."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    """As that of a :class:`GoldItem`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="code_seen_once")]

    def __str__(self) -> str:
        return f"code {self.digest[:8]} seen by {self.user_id}"


class GoldRate(models.Model):
    """The share of planted tasks in one person's work, where it is another than the project's."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gold_rates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="gold_rate_once"),
            models.CheckConstraint(condition=models.Q(percent__lte=50), name="gold_rate_at_most_half"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % for {self.user_id} in project {self.project_id}"
