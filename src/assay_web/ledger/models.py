"""Accounts, transactions and entries; payout batches and their lines.

Amounts are integer minor units. An entry's amount is signed: positive adds to the account. The entries of a
transaction add up to nothing, and neither can be changed: the database sees to both.
"""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.ledger.committing import COMMITS, COUNTS, PRICED
from assay_web.ledger.rules import Cause, Kind, Stage
from assay_web.projects.models import Budget, Project
from assay_web.review.models import Assignment

_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
_PROJECTS = [Kind.FUNDING.value, Kind.BUDGET.value]


def _choices(kind: type[Cause | Kind]) -> list[tuple[str, str]]:
    return [(one.value, one.value.replace("_", " ")) for one in kind]


class Account(models.Model):
    """Money of one kind that belongs to a project or a reviewer. Only entries change its balance."""

    kind = models.CharField(max_length=10, choices=_choices(Kind))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "project", "reviewer", "currency"], name="account_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_PROJECTS, project__isnull=False, reviewer=None)
                | (~Q(kind__in=_PROJECTS) & Q(project=None, reviewer__isnull=False)),
                name="account_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_PROJECTS) | Q(balance_minor__gte=0), name="account_not_overdrawn"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="account_iso_currency"),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="changed_by_entries_only",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'accounts are changed by entries only'"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.project_id or self.reviewer_id} in {self.currency}"


class Transaction(models.Model):
    """Why money moved, once for each key. Its entries say where."""

    key = models.CharField(max_length=200, unique=True)
    cause = models.CharField(max_length=16, choices=_choices(Cause))
    currency = models.CharField(max_length=3)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(cause=Cause.ADJUSTED.value) | (~Q(reason="") & Q(made_by__isnull=False)),
                name="adjustment_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "cause", "at"]), models.Index(fields=["project", "cause"])]
        triggers = [
            _APPEND_ONLY,
            pgtrigger.Trigger(
                name="has_entries",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=(
                    "IF (SELECT count(*) FROM ledger_entry WHERE transaction_id = NEW.id) < 2 THEN"
                    " RAISE EXCEPTION 'transaction % has fewer than two entries', NEW.id"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NULL;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.key}"


class Entry(models.Model):
    """One side of a transaction."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount_minor=0), name="entry_moves_something")]
        triggers = [
            _APPEND_ONLY,
            pgtrigger.Trigger(
                name="balanced",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=(
                    "IF (SELECT sum(amount_minor) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) <> 0"
                    " THEN RAISE EXCEPTION 'the entries of transaction % do not add up to nothing', NEW.transaction_id"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NULL;"
                ),
            ),
            pgtrigger.Trigger(
                name="one_currency",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=(
                    "IF (SELECT currency FROM ledger_account WHERE id = NEW.account_id) IS DISTINCT FROM"
                    " (SELECT currency FROM ledger_transaction WHERE id = NEW.transaction_id) THEN"
                    " RAISE EXCEPTION 'account % holds another currency than transaction %', NEW.account_id,"
                    " NEW.transaction_id USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
            pgtrigger.Trigger(
                name="added_to_balances",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]  # as shipped
                func=(
                    "UPDATE ledger_account SET balance_minor = balance_minor + one.amount FROM"
                    " (SELECT account_id, sum(amount_minor) AS amount FROM added GROUP BY account_id) AS one"
                    " WHERE ledger_account.id = one.account_id;"
                    " INSERT INTO ledger_turnover AS one (account_id, cause, day, amount_minor, entries)"
                    " SELECT added.account_id, t.cause, (t.at AT TIME ZONE 'UTC')::date, sum(amount_minor), count(*)"
                    " FROM added JOIN ledger_transaction t ON t.id = added.transaction_id GROUP BY 1, 2, 3"
                    " ON CONFLICT (account_id, cause, day) DO UPDATE SET"
                    " amount_minor = one.amount_minor + excluded.amount_minor,"
                    " entries = one.entries + excluded.entries;"
                    " INSERT INTO ledger_projectsum AS one (project_id, kind, amount_minor)"
                    " SELECT t.project_id, a.kind, sum(amount_minor)"
                    " FROM added JOIN ledger_transaction t ON t.id = added.transaction_id"
                    " JOIN ledger_account a ON a.id = added.account_id WHERE t.project_id IS NOT NULL GROUP BY 1, 2"
                    " ON CONFLICT (project_id, kind) DO UPDATE SET"
                    " amount_minor = one.amount_minor + excluded.amount_minor; RETURN NULL;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} to account {self.account_id}"


def _by_entries_only(what: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="changed_by_entries_only",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=(
            f"IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION '{what} are changed by entries only'"
            " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
        ),
    )


class Turnover(models.Model):
    """What was added to an account in a day (UTC) for one cause, kept with the balance: a month is read in no time."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="turnover", db_index=False)
    cause = models.CharField(max_length=16, choices=_choices(Cause))
    day = models.DateField()
    amount_minor = models.BigIntegerField()
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "cause", "day"], name="turnover_once")]
        triggers = [_by_entries_only("sums of a day")]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.cause} on {self.day} to account {self.account_id}"


class ProjectSum(models.Model):
    """What a project's transactions have added to all accounts of one kind, kept with the balances."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=_choices(Kind))
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="project_sum_once")]
        triggers = [_by_entries_only("sums of a project")]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.kind} of project {self.project_id}"


class Audit(models.Model):
    """That every entry was added up again, and by how much balances and sums differed from them, without sign."""

    currency = models.CharField(max_length=3, unique=True)
    differs_minor = models.BigIntegerField()
    entries = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entries} entries in {self.currency} added up"


class Due(models.Model):
    """An assignment to look at: the database notes each that is made or changes its state or price.

    Rows only come and are taken, so that whoever claims or submits never waits for the ledger.
    """

    assignment_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"assignment {self.assignment_id}"


class Holding(models.Model):
    """Where the ledger stands with one assignment: what the transactions with its key add up to."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="holding", primary_key=True)
    stage = models.PositiveSmallIntegerField(choices=[(one.value, one.name.lower()) for one in Stage])
    amount_minor = models.PositiveBigIntegerField()
    steps = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{Stage(self.stage).name} for assignment {self.assignment_id}"


class CommittedAssignment(Assignment):
    """Assignments once more, for the triggers that commit a project's budget and note what falls due: the review app
    knows nothing of money.

    Every live assignment counts with its price, from the claim on; a released or expired one counts no longer.
    """

    class Meta:
        proxy = True
        triggers = [
            COMMITS,
            pgtrigger.Trigger(
                name="falls_due",
                operation=pgtrigger.Insert | PRICED,
                when=pgtrigger.After,
                func=(
                    "IF NEW.price_minor > 0 THEN INSERT INTO ledger_due (assignment_id) VALUES (NEW.id); END IF;"
                    " RETURN NULL;"
                ),
            ),
        ]


class CommittedBudget(Budget):
    """Budgets once more, for the trigger that works out what is spoken for when there comes to be a limit."""

    class Meta:
        proxy = True
        triggers = [COUNTS]


class BatchState(models.TextChoices):
    """Where a payout stands."""

    PREPARED = "prepared", "prepared"
    SENT = "sent", "sent to the bank"
    CLOSED = "closed", "closed"


@pghistory.track()
class PayoutBatch(models.Model):
    """Everything that was payable in one currency at one moment, one line for each person."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=100, unique=True)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PREPARED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"payout {self.public_id}"

    @property
    def code(self) -> str:
        """What people call it: ``P-0007``."""
        return f"P-{self.pk:04d}"


class LineState(models.TextChoices):
    """What became of one person's payment."""

    WAITING = "waiting", "waiting"
    PAID = "paid", "paid"
    FAILED = "failed", "failed"


@pghistory.track()
class PayoutLine(models.Model):
    """One person's payment. Its amount never changes; it is settled once."""

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="lines")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    amount_minor = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=LineState.choices, default=LineState.WAITING)
    note = models.CharField(max_length=300, blank=True)
    """The bank's reference, or why it failed."""
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "reviewer"], name="payout_line_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payout_line_pays"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(note=""), name="payout_failure_has_reason"),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="settled_once",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF OLD.state <> 'waiting' OR NEW.amount_minor <> OLD.amount_minor"
                    " OR NEW.reviewer_id <> OLD.reviewer_id OR NEW.batch_id <> OLD.batch_id THEN"
                    " RAISE EXCEPTION 'a payment is settled once and keeps its amount'"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} for {self.reviewer_id}, {self.state}"
