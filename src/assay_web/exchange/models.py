"""Exports that people asked for, and the files that came of them; imports of files that programs sent.

Files are kept in the database, in pieces: every worker can write them and every web process can send them, on one
machine or on many. Where the settings name another place, they are kept there. They are removed after a week; the
manifest stays.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from assay_web.projects.models import Project


class Place(models.TextChoices):
    """Where files are kept."""

    DATABASE = "database", "in pieces, in the database"
    OBJECTS = "objects", "in the object storage of the settings"


class ExportState(models.TextChoices):
    """Where an export stands."""

    QUEUED = "queued", "waiting for a worker"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


class Export(models.Model):
    """One request for data, and what became of it. ``choices`` is an ``ExportRequest`` as JSON."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="exports")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=40)
    ending = models.CharField(max_length=12)
    choices = models.JSONField()
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    job_id = models.BigIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    manifest = models.JSONField(null=True)
    place = models.CharField(max_length=10, choices=Place.choices, default=Place.DATABASE, db_default=Place.DATABASE)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(manifest__isnull=False, finished_at__isnull=False),
                name="export_done_with_manifest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} of project {self.project_id}"


class ExportPiece(models.Model):
    """Part of a file of an export, up to a mebibyte."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    file = models.CharField(max_length=255)
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "file", "position"], name="export_piece_once")]

    def __str__(self) -> str:
        return f"{self.file} {self.position}"


class ImportState(models.TextChoices):
    """Where an import stands."""

    QUEUED = "queued", "waiting for a worker"
    RUNNING = "running", "running"
    DONE = "done", "done"
    REFUSED = "refused", "refused: records are wrong"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


class Import(models.Model):
    """One file of tasks that was sent, and what became of it. ``given`` is what its records do not say."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="imports")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=100)
    shape = models.CharField(max_length=40, blank=True)
    given = models.JSONField(default=dict)
    dry_run = models.BooleanField()
    place = models.CharField(max_length=10, choices=Place.choices, default=Place.DATABASE, db_default=Place.DATABASE)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.QUEUED)
    job_id = models.BigIntegerField(null=True)
    good = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    """What is wrong with the first of the wrong records."""
    tasks = models.PositiveIntegerField(default=0)
    candidates = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running"], finished_at=None)
                | (~models.Q(state__in=["queued", "running"]) & models.Q(finished_at__isnull=False)),
                name="import_ended_at_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} into project {self.project_id}"


class ImportPiece(models.Model):
    """Part of the file of an import that has not ended, up to a mebibyte."""

    parent = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "position"], name="import_piece_once")]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.position}"
