"""What is worked out from reviews. All of it can be made again from them, by the jobs of this app."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay_web.adjudication.models import Conflict, KnownDefect
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, Review
from assay_web.tasks.models import Candidate, Task


class Arrival(models.Model):
    """A task on which something new was said. The database writes it in the transaction that says it; a job takes it.

    Nothing below this app knows of it.
    """

    task_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"news of task {self.task_id}"


class WatchedAssignment(Assignment):
    """Assignments, for the trigger on them: a review was submitted, accepted or returned."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="insight_arrival",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(
                    old__state__df=pgtrigger.F("new__state"), new__state__in=["submitted", "accepted", "returned"]
                ),
                func="INSERT INTO insight_arrival (task_id) VALUES (NEW.task_id); RETURN NULL;",
            )
        ]


class WatchedConflict(Conflict):
    """Conflicts, for the trigger on them: one was settled, or opened again by an appeal."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="insight_arrival",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__outcome__df=pgtrigger.F("new__outcome")),
                func="INSERT INTO insight_arrival (task_id) VALUES (NEW.task_id); RETURN NULL;",
            )
        ]


class Reading(models.Model):
    """The standing revision of one review in numbers, candidates by position.

    ``verdicts`` index the labels from worst to best, ``ranks`` count from 1; -1 and 0 stand for nothing said.
    ``ratings`` maps each criterion to scores, 0 for none.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="+", primary_key=True)
    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="readings")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    verdicts = ArrayField(models.SmallIntegerField())
    ranks = ArrayField(models.SmallIntegerField())
    ratings = models.JSONField()
    findings = models.PositiveSmallIntegerField()
    active_ms = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["project", "reviewer", "-submitted_at"], name="reading_by_reviewer"),
            models.Index(fields=["project", "-submitted_at"], name="reading_by_time"),
        ]

    def __str__(self) -> str:
        return f"reading of assignment {self.assignment_id}"


class EvidenceAnswer(models.Model):
    """What one reviewer said of one machine finding."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="answers")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=100)
    rule = models.CharField(max_length=200, blank=True)
    finding_id = models.UUIDField()
    real = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["project", "source", "rule", "id"], name="answer_by_rule")]

    def __str__(self) -> str:
        return f"{self.source} {self.rule}: {'real' if self.real else 'false'}"


class Catch(models.Model):
    """Whether one reviewer found one known defect. None while a person has to say."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="catches")
    defect = models.ForeignKey(KnownDefect, on_delete=models.CASCADE, related_name="catches")
    caught = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "defect"], name="catch_once")]

    def __str__(self) -> str:
        return f"defect {self.defect_id} in reading {self.reading_id}"


class Fit(models.Model):
    """How the reviewers of a project err, as last estimated from ``readings`` reviews.

    ``reviewers`` maps a person's id to accuracy, confusion and n; ``spreads`` a criterion to variance and freedom.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="+", primary_key=True)
    model = models.CharField(max_length=20)
    readings = models.PositiveIntegerField()
    prevalence = models.JSONField()
    reviewers = models.JSONField()
    spreads = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"fit of project {self.project_id}"


class Need(models.TextChoices):
    """What a task needs before its verdicts are certain enough."""

    SETTLED = "settled", "settled"
    ANOTHER_REVIEWER = "another-reviewer", "another reviewer"
    ADJUDICATION = "adjudication", "adjudication"


class TaskConsensus(models.Model):
    """What the reviewers of a task say together. ``ranking`` lists candidates, the best first, as
    ``{position, rank, theta, low, high, rank_low, rank_high, p_best}``.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="consensus", primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    reviews = models.PositiveSmallIntegerField()
    need = models.CharField(max_length=20, choices=Need.choices)
    probability = models.FloatField()
    """The least certain verdict's."""
    ranking = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["project", "need", "task"], name="consensus_by_need")]

    def __str__(self) -> str:
        return f"consensus on task {self.task_id}"


class CandidateConsensus(models.Model):
    """The verdict on one candidate with its probability, and ratings as ``{criterion: [value, low, high, n]}``."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="consensus", primary_key=True)
    task = models.ForeignKey(TaskConsensus, on_delete=models.CASCADE, related_name="candidates")
    verdict = models.CharField(max_length=20)
    probability = models.FloatField()
    chances = ArrayField(models.FloatField())
    """By label, from worst to best."""
    n = models.PositiveSmallIntegerField()
    known = models.BooleanField()
    """Settled by adjudicators."""
    ratings = models.JSONField()

    def __str__(self) -> str:
        return f"{self.verdict} ({self.probability:.2f}) for candidate {self.candidate_id}"


class Figures(models.Model):
    """Figures of a project that would take too long for a page to work out, by name."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    body = models.JSONField()
    seconds = models.FloatField()
    """How long they took to make."""
    stale = models.BooleanField(default=False)
    """Whether something was said since."""
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="figures_once")]

    def __str__(self) -> str:
        return f"{self.name} of project {self.project_id}"
