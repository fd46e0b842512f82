"""Evidence that is collected over whole projects."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay_web.projects.models import Project


class CollectionWhich(models.TextChoices):
    """Which candidates a collection of evidence is about."""

    MISSING = "missing", "What is not examined, or could not be"
    ALL = "all", "Everything, by the tools of today"


class CollectionState(models.TextChoices):
    """Where a collection of evidence stands."""

    RUNNING = "running", "running"
    STOPPED = "stopped", "stopped"
    DONE = "done", "done"


class Collection(models.Model):
    """Evidence over candidates of a project, collected below all other work; see :mod:`assay_web.tasks.portions`."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="collections", db_index=False)
    which = models.CharField(max_length=10, choices=CollectionWhich.choices)
    language = models.CharField(max_length=30, blank=True)
    """Of tasks in it only; empty for every language."""
    state = models.CharField(max_length=10, choices=CollectionState.choices, default=CollectionState.RUNNING)
    after = models.PositiveIntegerField(default=0)
    """Number of the last task that the walk has passed."""
    until = models.PositiveIntegerField()
    """Number of the last task that there was when it began."""
    examined = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    """Candidates that could not be examined; neither count holds those of portions that are open."""
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(state="running"), name="collection_one_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(after__lte=models.F("until")), name="collection_within_its_end"),
            models.CheckConstraint(
                condition=models.Q(state="done", finished_at__isnull=False, after=models.F("until"))
                | (~models.Q(state="done") & models.Q(finished_at=None)),
                name="collection_done_at_its_end",
            ),
        ]
        indexes = [models.Index(fields=["project", "-id"], name="collections_newest")]

    def __str__(self) -> str:
        return f"collection of {self.which} in project {self.project_id}: {self.state}"


class Portion(models.Model):
    """Candidates of a collection which one job has in hand, or which wait for it; few are open at a time."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="portions")
    first = models.PositiveIntegerField()
    """Number of its first task: whatever lies before every portion is dealt with."""
    candidate_ids = ArrayField(models.BigIntegerField())
    """Those that are left."""
    examined = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    """The job that may work on it."""
    attempt = models.PositiveIntegerField(default=0)
    """The start of that job that has it in hand: a worker that comes back from somewhere is an earlier one."""

    def __str__(self) -> str:
        return f"{len(self.candidate_ids)} candidates of collection {self.collection_id}"
