"""Projects and who works in them."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

BUDGET_CONSTRAINT = "budget_not_exceeded"
"""The database refuses a claim or a bonus under this name when it does not fit the project's budget."""


class EvidencePolicy(models.TextChoices):
    """When a reviewer sees machine evidence."""

    AFTER_FIRST_PASS = "after_first_pass", "after the first pass"
    ALWAYS = "always", "always"
    NEVER = "never", "never"


class ProjectState(models.TextChoices):
    """Whether tasks are handed out, and whether origins may be shown: hence closed is for good."""

    OPEN = "open", "open"
    PAUSED = "paused", "paused"
    CLOSED = "closed", "closed"


@pghistory.track(append_only=True)
class Project(models.Model):
    """A body of tasks with one set of rules."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    guidelines = models.TextField(blank=True)
    guidelines_version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ProjectState.choices, default=ProjectState.OPEN)
    evidence_policy = models.CharField(
        max_length=20, choices=EvidencePolicy.choices, default=EvidencePolicy.AFTER_FIRST_PASS
    )
    overlap = models.PositiveSmallIntegerField(default=2)
    overlap_max = models.PositiveSmallIntegerField(null=True, blank=True)
    """Reviews of a task at most, where the overlap is adaptive; None where it is fixed."""
    gold_percent = models.PositiveSmallIntegerField(default=12)
    """Share of planted tasks in daily work; about one in eight keeps a reviewer's figures current."""
    deadline = models.DateField(null=True, blank=True)
    must_acknowledge = models.BooleanField(default=False)
    """Whether a reviewer confirms the guidelines as they stand before taking a task, anew after every change."""
    rubric = models.TextField(blank=True)
    """JSON of the rubric for imported tasks that bring none of their own; empty for the built-in one."""
    lease_minutes = models.PositiveIntegerField(default=240)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$")])
    justification_min = models.PositiveIntegerField(default=120)
    sealed = models.BooleanField(default=False, editable=False)
    """Whether it only holds items of an assessment: it has no members, no list shows it, a hold on one of its tasks
    ends on time, and what runs there knows nothing but visible tests and the reviewer's own correction."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(currency__regex=r"^[A-Z]{3}$"), name="project_iso_currency"),
            models.CheckConstraint(condition=models.Q(overlap__gte=1), name="project_overlap_positive"),
            models.CheckConstraint(condition=models.Q(lease_minutes__gte=1), name="project_lease_positive"),
            models.CheckConstraint(condition=models.Q(gold_percent__lte=50), name="project_gold_at_most_half"),
            models.CheckConstraint(
                condition=models.Q(overlap_max=None) | models.Q(overlap_max__gt=models.F("overlap")),
                name="project_adaptive_overlap_above_first",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="has_a_budget",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="INSERT INTO projects_budget (project_id, committed_minor) VALUES (NEW.id, 0); RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="currency_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("currency"),
                func="RAISE EXCEPTION 'the currency of a project never changes' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(
                name="closed_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state="closed", new__state__df="closed"),
                func="RAISE EXCEPTION 'a closed project stays closed' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("total_minor")),
    exclude=["committed_minor"],
    append_only=True,
)
class Budget(models.Model):
    """How much of a project's money may be spent, and how much is spoken for: claimed, waiting, earned or paid.

    A row of its own, made by the database with the project, because with a limit every claim changes it. Then
    ``committed_minor`` is kept by triggers and by whoever grants a bonus, and the constraint is what makes
    overspending impossible. Without a limit it means nothing, and :func:`~assay_web.projects.selectors.spending`
    works the sum out.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="budget", primary_key=True)
    total_minor = models.PositiveBigIntegerField(null=True, blank=True)
    """None while the lead has set no limit."""
    committed_minor = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total_minor=None) | models.Q(committed_minor__lte=models.F("total_minor")),
                name=BUDGET_CONSTRAINT,
            ),
        ]

    def __str__(self) -> str:
        return f"budget of project {self.project_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class PriceTier(models.Model):
    """What a task pays that is expected to take at most ``up_to_minutes``; longer ones pay the project's price."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="price_tiers")
    name = models.CharField(max_length=60)
    up_to_minutes = models.PositiveIntegerField()
    price_minor = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "up_to_minutes"], name="price_tier_once")]
        ordering = ["up_to_minutes"]

    def __str__(self) -> str:
        return f"{self.name}: up to {self.up_to_minutes} min"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class Requirements(models.Model):
    """What a project asks of those who apply, and whether they may. Without a row, nothing is asked."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="requirements", primary_key=True)
    takes_applications = models.BooleanField(default=False)
    """Whether everybody with an account sees the project and may apply."""
    decided_by_person = models.BooleanField(default=True)
    """Whether a lead says yes to each applicant who fits."""
    retry_days = models.PositiveSmallIntegerField(default=30)
    """How long after a no a person waits before they may apply here again."""
    about = models.TextField(blank=True)
    """Markdown; what applicants read."""
    languages = models.JSONField(default=dict)
    """Language to years."""
    all_languages = models.BooleanField(default=False)
    """Whether each of them is asked for; otherwise one is enough."""
    min_years = models.PositiveSmallIntegerField(default=0)
    """Years with whatever language."""
    review_years = models.PositiveSmallIntegerField(default=0)
    frameworks = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    """Testing frameworks of which one is asked for."""
    continuous_integration = models.BooleanField(default=False)
    docker = models.BooleanField(default=False)
    english_words = models.PositiveSmallIntegerField(default=0)
    """Least length of the sample of written English; 0 asks for none."""
    hours_per_week = models.PositiveSmallIntegerField(default=0)
    offset_from = models.FloatField(null=True)
    """Hours ahead of UTC between which a person's standard time lies; None for anywhere."""
    offset_to = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset_from=None, offset_to=None) | models.Q(offset_from__lte=models.F("offset_to")),
                name="requirements_offsets_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"requirements of project {self.project_id}"


class Acknowledgement(models.Model):
    """A reviewer has read the guidelines in this version."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    acknowledged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user", "version"], name="acknowledgement_once")]

    def __str__(self) -> str:
        return f"version {self.version} of project {self.project_id} read by {self.user_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class QuizQuestion(models.Model):
    """One question on the guidelines; all must be answered rightly before they are confirmed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="quiz")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=500)
    options = ArrayField(models.CharField(max_length=300))
    right = models.PositiveSmallIntegerField()
    """Index of the right option."""
    reason = models.TextField()
    """Why; told after a wrong answer."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "position"],
                name="quiz_question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(options__len__gt=models.F("right")), name="quiz_right_is_there"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.question


class QuizAttempt(models.Model):
    """One try of a reviewer at the quiz, with what they chose: question to option, both as texts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="quiz_attempts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    """Of the guidelines."""
    answers = models.JSONField()
    passed = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["project", "-made_at"])]

    def __str__(self) -> str:
        return f"{'passed' if self.passed else 'failed'} quiz of project {self.project_id} by {self.user_id}"


class Role(models.TextChoices):
    """What a member does in a project. A client reads and exports, and changes nothing."""

    REVIEWER = "reviewer", "reviewer"
    LEAD = "lead", "lead"
    ADJUDICATOR = "adjudicator", "adjudicator"
    CLIENT = "client", "client"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Membership(models.Model):
    """One person's role in one project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    by_application = models.BooleanField(default=False)
    """Whether they came by applying: then the project's requirements go on to hold; an invitation is a lead's word."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="membership_once")]
        indexes = [models.Index(fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.project_id}"


class HoldCause(models.TextChoices):
    """Why a reviewer gets no work."""

    REQUIREMENTS = "requirements", "requirements"
    QUALITY = "quality", "quality"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class Hold(models.Model):
    """A reviewer of a project gets no new work in it until this is lifted. What they have taken they may finish."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="holds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holds")
    cause = models.CharField(max_length=12, choices=HoldCause.choices)
    reason = models.TextField()
    """What the reviewer reads."""
    since = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "cause"], condition=models.Q(lifted_at=None), name="hold_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} hold of {self.user_id} in project {self.project_id}"


@pghistory.track(exclude=["token_hash"], append_only=True)
class Invitation(models.Model):
    """A link that lets one person join a project in one role, once. Only a hash of its token is kept."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=12, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at=None, used_by=None) | models.Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="used_once",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__used_at__isnull=False),
                func="RAISE EXCEPTION 'an invitation is used once' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of project {self.project_id} for {self.email}"
