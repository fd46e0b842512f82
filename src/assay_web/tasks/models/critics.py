"""Whether critics are asked in a project, and what became of asking them."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models

from assay_web.projects.models import Project
from assay_web.tasks.models.evidence import Examination
from assay_web.tasks.models.task import Candidate


class CriticUse(models.TextChoices):
    """What becomes of critics in a project. Whichever it is, no claim of theirs is shown before a pass is locked."""

    OFF = "off", "not asked: nothing leaves this instance"
    GRADED = "graded", "asked and graded; nobody sees what they say"
    SHOWN = "shown", "asked and graded; reviewers see it after their first pass"


@pghistory.track(append_only=True)
class CriticPolicy(models.Model):
    """What a lead decided about critics; a project without a row has none."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="critic_policy", primary_key=True)
    use = models.CharField(max_length=10, choices=CriticUse.choices, default=CriticUse.OFF)

    def __str__(self) -> str:
        return f"critics of project {self.project_id}: {self.use}"


class CriticRun(models.Model):
    """What became of asking one critic about one candidate, and what it cost. Written once, for good.

    ``examination`` holds the claims of a critic that had its say. Tokens and cost are null where the service did not
    count, or has no price; a run that found the answer there already made no request.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="critic_runs", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="critic_runs")
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, null=True, related_name="critic_runs")
    critic = models.CharField(max_length=60)
    version = models.CharField(max_length=200)
    outcome = models.CharField(max_length=20)
    problem = models.TextField(blank=True)
    findings = models.PositiveIntegerField(default=0)
    dropped = models.JSONField(default=dict)
    """Claims that were left out, by reason."""
    mended = models.JSONField(default=dict)
    """Claims that were kept without some value, by reason."""
    requests = models.PositiveIntegerField(default=0)
    tokens_read = models.PositiveBigIntegerField(null=True)
    tokens_written = models.PositiveBigIntegerField(null=True)
    cost = models.DecimalField(max_digits=20, decimal_places=9, null=True)
    currency = models.CharField(max_length=3, blank=True)
    wall_s = models.FloatField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["answered", "cut", "empty", "unreadable"], examination__isnull=False)
                | models.Q(outcome__in=["not-sent", "rate-limited", "failed"], examination__isnull=True),
                name="critic_run_has_its_say",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "critic", "candidate", "-id"], name="critic_runs_by_candidate"),
            models.Index(fields=["project", "-asked_at"], name="critic_runs_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.critic} on candidate {self.candidate_id}: {self.outcome}"
