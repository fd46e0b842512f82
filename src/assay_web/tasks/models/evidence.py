"""What machines observed of candidates, and what of it is shown to nobody."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from assay_web.projects.models import Project


class Examiner(models.TextChoices):
    """What examined a candidate."""

    TESTS = "tests", "tests"
    ANALYZERS = "analyzers", "analyzers"
    PROBES = "probes", "probes"
    CRITIC = "critic", "critic"
    IMPORTED = "imported", "imported"


class Examination(models.Model):
    """What one examiner observed of one content: addressed by content, so that nothing is examined twice."""

    content_key = models.CharField(max_length=64)
    examiner = models.CharField(max_length=20, choices=Examiner.choices)
    version = models.CharField(max_length=200)
    run = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_key", "examiner", "version"], name="examination_once"),
        ]

    def __str__(self) -> str:
        return f"{self.examiner} {self.version} of {self.content_key[:8]}"


class EvidenceFinding(models.Model):
    """One machine finding; ``record`` is the whole ``Finding``, the columns are what is searched for."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="findings")
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    source = models.CharField(max_length=100)
    rule = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=10)
    record = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["examination", "position"], name="evidence_finding_once"),
        ]
        indexes = [models.Index(fields=["source", "rule"])]

    def __str__(self) -> str:
        return f"{self.source} {self.rule}"


class MutedRule(models.Model):
    """A rule whose findings are shown to no reviewer of a project, because reviewers keep calling them false."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="muted_rules")
    source = models.CharField(max_length=100)
    rule = models.CharField(max_length=200, blank=True)
    muted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    muted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "source", "rule"], name="muted_rule_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.rule}"
