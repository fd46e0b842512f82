"""Bringing the ledger up to date: it looks at budgets and assignments, and enters what is missing.

No service tells the ledger that a review was submitted: the database notes which assignments changed, and the ledger
looks at them when it is asked to. It compares where the pay of each assignment belongs with where
it stands, and enters the difference; doing so twice, or at the same time elsewhere, enters nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from assay_web.accounts.models import User
from assay_web.ledger.models import Account, Due, Holding
from assay_web.ledger.rules import STAGES, Cause, Kind, Movement, Pay, Stage, movements
from assay_web.ledger.services.entering import Draft, enter, lock_ledger
from assay_web.projects.models import Budget, Project
from assay_web.review.models import Assignment

BATCH = 500
"""Notes of changed assignments that are settled in one transaction."""


def settle(*, reviewer: User | None = None, project: Project | None = None) -> int:
    """Enter what is missing: everything, or of one reviewer or project. Answers how many transactions that took."""
    entered = _settle_budgets(project)
    while True:
        looked_at, made = _settle_some(reviewer, project)
        entered += made
        if looked_at < BATCH:
            return entered


def catch_up(*, reviewer: User | None = None, project: Project | None = None) -> bool:
    """Enter one batch of what is missing, and answer whether there may be more: pages do it, so that people see what
    they just did, and leave a backlog to the job.
    """
    _settle_budgets(project)
    looked_at, _ = _settle_some(reviewer, project)
    return looked_at == BATCH


@transaction.atomic
def _settle_budgets(project: Project | None) -> int:
    """Move what a budget was raised or lowered by. The lead sets it; the ledger only records it."""
    budgets = Budget.objects.select_related("project").filter(total_minor__isnull=False)
    if project is not None:
        budgets = budgets.filter(project=project)
    funded = dict(Account.objects.filter(kind=Kind.FUNDING).values_list("project", "balance_minor"))
    if all(one.total_minor == -funded.get(one.project_id, 0) for one in budgets):
        return 0
    lock_ledger()
    funded = dict(Account.objects.filter(kind=Kind.FUNDING).values_list("project", "balance_minor"))
    drafts = [
        _funding(one.project, (one.total_minor or 0) + funded.get(one.project_id, 0))
        for one in budgets.all()
        if one.total_minor != -funded.get(one.project_id, 0)
    ]
    return len(enter(drafts))


def _funding(project: Project, change: int) -> Draft:
    source, target = (Kind.FUNDING, Kind.BUDGET) if change > 0 else (Kind.BUDGET, Kind.FUNDING)
    return Draft(
        key=f"funding:{project.pk}:{uuid4()}",
        movement=Movement(Cause.FUNDED, source, target, abs(change)),
        currency=project.currency,
        project_id=project.pk,
    )


@transaction.atomic
def _settle_some(reviewer: User | None, project: Project | None) -> tuple[int, int]:
    due = Due.objects.order_by("pk")
    if reviewer is not None or project is not None:
        due = due.filter(assignment_id__in=_of(reviewer, project).values("pk"))
    if not due.exists():
        return 0, 0
    lock_ledger()
    noted = dict(due.values_list("pk", "assignment_id")[:BATCH])
    # Read after the notes were: what changes later is noted anew.
    assignments = list(unsettled().filter(pk__in=set(noted.values())).select_related("holding").order_by("pk"))
    drafts: list[Draft] = []
    holdings: list[Holding] = []
    for one in assignments:
        steps, holding = _steps(one)
        drafts += steps
        holdings.append(holding)
    enter(drafts)
    Holding.objects.bulk_create(
        holdings,
        update_conflicts=True,
        unique_fields=["assignment"],
        update_fields=["stage", "amount_minor", "steps"],
    )
    Due.objects.filter(pk__in=noted).delete()
    return len(noted), len(drafts)


def look_again() -> int:
    """Compare all assignments with the ledger and note those that differ; answers how many.

    The database notes every change, so this finds nothing, unless rows came in past its triggers.
    """
    with transaction.atomic():
        lock_ledger()
        missed = unsettled().exclude(pk__in=Due.objects.values("assignment_id")).order_by()
        return len(Due.objects.bulk_create(Due(assignment_id=pk) for pk in missed.values_list("pk", flat=True)))


def _of(reviewer: User | None, project: Project | None) -> QuerySet[Assignment]:
    rows = Assignment.objects.order_by()
    if reviewer is not None:
        rows = rows.filter(reviewer=reviewer)
    return rows.filter(project=project) if project is not None else rows


def unsettled() -> QuerySet[Assignment]:
    """Assignments whose pay does not stand where it belongs, each with ``wanted``, the stage that it belongs to."""
    whens = [When(state=state, then=Value(int(stage))) for state, stage in STAGES.items()]
    return (
        Assignment.objects.filter(price_minor__gt=0)
        .annotate(wanted=Case(*whens, default=Value(int(Stage.NONE)), output_field=IntegerField()))
        .filter(
            Q(holding=None, wanted__gt=Stage.NONE)
            | Q(holding__stage__lt=Stage.PAYABLE) & ~Q(holding__stage=F("wanted"))
            | Q(holding__stage__gt=Stage.NONE, wanted__gt=Stage.NONE, holding__amount_minor__lt=F("price_minor"))
        )
    )


def _steps(assignment: Assignment) -> tuple[Sequence[Draft], Holding]:
    holding = getattr(assignment, "holding", None) or Holding(assignment=assignment, stage=0, amount_minor=0, steps=0)
    held = Pay(Stage(holding.stage), holding.amount_minor)
    wanted = Pay(STAGES[assignment.state], assignment.price_minor)
    drafts = [
        Draft(
            key=f"assignment:{assignment.pk}:{number}",
            movement=movement,
            currency=assignment.currency,
            project_id=assignment.project_id,
            reviewer_id=assignment.reviewer_id,
            assignment_id=assignment.pk,
        )
        for number, movement in enumerate(movements(held, wanted), holding.steps + 1)
    ]
    stage = max(held.stage, wanted.stage) if held.stage is Stage.PAYABLE else wanted.stage
    holding.stage = stage
    holding.amount_minor = assignment.price_minor if stage is not Stage.NONE else 0
    holding.steps += len(drafts)
    return drafts, holding
