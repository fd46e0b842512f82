"""Jobs that ended in an error, and what all processes have counted."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class Act(models.TextChoices):
    """What an operator does to a job."""

    RETRIED = "retried", "tried again"
    DISCARDED = "discarded", "given up"


class JobFailure(models.Model):
    """One attempt at a job that ended in an error; the job itself is Procrastinate's, and may be gone by now."""

    job_id = models.BigIntegerField(db_index=True)
    task_name = models.CharField(max_length=128)
    attempt = models.PositiveIntegerField()
    worker = models.CharField(max_length=255)
    problem = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.task_name} {self.job_id}"


class Intervention(models.Model):
    """What an operator did to a job: kept for good."""

    job_id = models.BigIntegerField()
    task_name = models.CharField(max_length=128)
    what = models.CharField(max_length=10, choices=Act.choices)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.task_name} {self.job_id} {self.what}"


class Total(models.Model):
    """How often something happened that took so long, over all processes and restarts. ``labels`` is sorted JSON."""

    name = models.CharField(max_length=60)
    labels = models.TextField()
    bucket = models.PositiveSmallIntegerField()
    count = models.BigIntegerField()
    seconds = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "labels", "bucket"], name="total_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.labels}"
