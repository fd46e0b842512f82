"""A project's money for its lead: what is allowed, committed and spent, and what was granted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay_web.kit.money import Money
from assay_web.ledger.models import Entry, ProjectSum
from assay_web.ledger.policies import transactions_in
from assay_web.ledger.rules import Cause, Kind
from assay_web.projects.models import Project
from assay_web.projects.selectors import spending
from assay_web.review.models import AssignmentState
from assay_web.tasks.counting import counts


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or a correction, signed, with who granted it and why."""

    at: datetime
    reviewer: str
    code: str
    amount: Money
    reason: str
    made_by: str


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """``total`` and ``left`` are None while there is no limit; ``per_review`` is None before the first acceptance."""

    total: Money | None
    committed: Money
    left: Money | None
    reserved: Money
    pending: Money
    earned: Money
    accepted: int
    per_review: Money | None
    adjustments: list[Adjustment]


def project_money(project: Project) -> ProjectMoney:
    """Of a project that the caller has been found to lead or read."""

    def money(amount: int | None) -> Money:
        return Money(amount or 0, project.currency)

    moved = dict(ProjectSum.objects.filter(project=project).values_list("kind", "amount_minor"))
    accepted = counts(project).get(f"assignment {AssignmentState.ACCEPTED}", 0)
    earned = moved.get(Kind.PAYABLE, 0)
    total, committed = spending(project)
    return ProjectMoney(
        total=None if total is None else money(total),
        committed=money(committed),
        left=None if total is None else money(total - committed),
        reserved=money(moved.get(Kind.RESERVED)),
        pending=money(moved.get(Kind.PENDING)),
        earned=money(earned),
        accepted=accepted,
        per_review=money(round(earned / accepted)) if accepted else None,
        adjustments=_adjustments(project),
    )


def _adjustments(project: Project) -> list[Adjustment]:
    entries = (
        Entry.objects.filter(
            transaction__in=transactions_in(project), transaction__cause=Cause.ADJUSTED, account__kind=Kind.PAYABLE
        )
        .select_related("transaction__reviewer", "transaction__made_by", "transaction__assignment__task")
        .defer("transaction__assignment__task__tests", "transaction__assignment__task__reference")
        .order_by("-pk")[:100]
    )
    return [_adjustment(one, project.currency) for one in entries]


def _adjustment(entry: Entry, currency: str) -> Adjustment:
    made = entry.transaction
    return Adjustment(
        at=made.at,
        reviewer=made.reviewer.pseudonym if made.reviewer else "",
        code=made.assignment.task.code if made.assignment else "",
        amount=Money(entry.amount_minor, currency),
        reason=made.reason,
        made_by=made.made_by.get_full_name() if made.made_by else "",
    )
