"""Tasks, their candidates with the origins, and counts of them."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from assay_web.projects.models import Project
from assay_web.tasks.filling import FILLED_AS_WANTED
from assay_web.tasks.tallies import OF_CANDIDATES, OF_TASKS

_FREE = models.Q(filled=False)


class StoredRubric(models.Model):
    """A rubric, once for all tasks that came with it: a digest of its content names it, and it never changes."""

    key = models.CharField(max_length=64, primary_key=True)
    content = models.TextField()

    class Meta:
        triggers = [pgtrigger.Protect(name="rubric_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"rubric {self.key[:12]}"


class Task(models.Model):
    """One task. ``record_id`` and everything hidden stays inside; the outside knows ``public_id`` and the code."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    record_id = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=30)
    aspects = ArrayField(models.CharField(max_length=20))
    entry_point = models.TextField(blank=True)
    prompt = models.TextField()
    base_files = models.TextField()
    visible_tests = models.TextField()
    tests = models.TextField()
    reference = models.TextField(blank=True)
    rubric = models.ForeignKey(StoredRubric, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.TextField(blank=True)
    license = models.TextField(blank=True)
    training_allowed = models.BooleanField(default=True)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    overlap = models.PositiveSmallIntegerField()
    filled = models.BooleanField(default=False, db_default=False, editable=False)
    """Whether all its places are held or were used: the database sees to it, so that who looks for work reads free
    tasks only. Not how many are: each claim would then write the row anew, and into every index of it.
    """
    expected_minutes = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "record_id"], name="task_record_once"),
            models.UniqueConstraint(fields=["project", "number"], name="task_number_once"),
            models.CheckConstraint(condition=models.Q(overlap__gte=1), name="task_overlap_positive"),
            models.CheckConstraint(condition=models.Q(currency__regex=r"^[A-Z]{3}$"), name="task_iso_currency"),
        ]
        indexes = [
            models.Index(fields=["project", "-price_minor", "id", "language"], condition=_FREE, name="free_by_pay"),
            models.Index(
                fields=["project", "expected_minutes", "id", "language"], condition=_FREE, name="free_by_time"
            ),
            models.Index(fields=["project", "id"], condition=_FREE, name="free_by_age"),
            models.Index(fields=["project", "language", "id"], condition=_FREE, name="free_by_language"),
            models.Index(fields=["project", "number"], condition=_FREE, name="free_by_number"),
        ]
        triggers = [*OF_TASKS, FILLED_AS_WANTED]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """What people call it: ``T-0412``."""
        return task_code(self.number)


def task_code(number: int) -> str:
    """What people call the task of that number in its project."""
    return f"T-{number:04d}"


class EvidenceState(models.TextChoices):
    """Whether machines have examined a candidate."""

    PENDING = "pending", "pending"
    READY = "ready", "ready"
    FAILED = "failed", "failed"


class Candidate(models.Model):
    """One solution. Reviewers know it as a letter only."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="candidates", db_index=False)
    position = models.PositiveSmallIntegerField()
    record_id = models.CharField(max_length=200)
    files = models.TextField()
    content_key = models.CharField(max_length=64)
    evidence_state = models.CharField(max_length=10, choices=EvidenceState.choices, default=EvidenceState.PENDING)
    evidence_problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "position"], name="candidate_position_once"),
            models.UniqueConstraint(fields=["task", "record_id"], name="candidate_record_once"),
        ]
        indexes = [
            models.Index(fields=["content_key"]),
            models.Index(fields=["task"], condition=models.Q(evidence_state="failed"), name="candidates_not_examined"),
        ]
        triggers = OF_CANDIDATES

    def __str__(self) -> str:
        return f"candidate {self.position} of task {self.task_id}"


class CandidateOrigin(models.Model):
    """Where a candidate came from. A table of its own, so that no query for reviewers brings it along by accident."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="origin", primary_key=True)
    origin = models.JSONField()

    class Meta:
        indexes = [
            models.Index(
                Coalesce(KeyTextTransform("model", "origin"), models.Value("")), "candidate", name="origin_model"
            )
        ]

    def __str__(self) -> str:
        return f"origin of candidate {self.candidate_id}"


class Tally(models.Model):
    """A count of a project as changes to it: their sum is the count, exact at every moment.

    Triggers add a row for whatever changes; none waits for another, as they would for one number that all raise. A job
    adds the rows up from time to time.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    name = models.CharField(max_length=32)
    """What is counted: ``task``, ``place``, ``candidate`` or ``assignment`` with its state after a space."""
    change = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.change:+} {self.name} of project {self.project_id}"
