"""Tasks, candidates, origins and evidence.

Files are stored as JSON *text*: they are never searched by key, and ``jsonb`` would lose their order. An empty text
stands for what the record leaves out.
"""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from assay_web.projects.models import Project
from assay_web.tasks.tallies import OF_CANDIDATES, OF_TASKS

_FREE = models.Q(taken__lt=models.F("overlap"))


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
    rubric = models.TextField()
    source = models.TextField(blank=True)
    license = models.TextField(blank=True)
    training_allowed = models.BooleanField(default=True)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    overlap = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    """Places that are held or were used: counted by the database, so that who looks for work reads free tasks only."""
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
        triggers = OF_TASKS

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

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="candidates")
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "plant"], name="gold_item_once"),
            models.CheckConstraint(
                condition=models.Q(task=None, known=None) | models.Q(task__isnull=False, known__isnull=False),
                name="gold_item_known_once_in",
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
