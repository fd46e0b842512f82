"""Bonuses and corrections: entries with a reason and a name."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.kit.refusals import Refusal
from assay_web.ledger.committing import commit_to_budget
from assay_web.ledger.models import Transaction
from assay_web.ledger.rules import Cause, Kind, Movement
from assay_web.ledger.selectors.payable import payable_of
from assay_web.ledger.services.entering import Draft, enter, lock_ledger
from assay_web.projects.models import BUDGET_CONSTRAINT, Project, Role
from assay_web.review.models import Assignment


def adjust(
    by: User, project: Project, reviewer: User, amount_minor: int, reason: str, *, key: str, code: str = ""
) -> Transaction:
    """Give ``reviewer`` a bonus from the project's budget, or take back what is payable when the amount is negative.

    Only what this project made payable is taken back, and only while no payout has taken it.
    ``code`` names the task it is about, such as ``T-0412``. The same key answers with the same transaction.

    Raises:
        Refusal: there is no reason or amount, the budget or what is payable for this project does not cover it, or the
            person does not review in this project.
    """
    if not reason.strip():
        raise Refusal("Write the reason; the reviewer reads it beside the amount")
    if not amount_minor:
        raise Refusal("Give an amount other than nothing")
    if not project.memberships.filter(user=reviewer, role=Role.REVIEWER).exists():
        raise Refusal(f"{reviewer.pseudonym} does not review in this project")
    try:
        with transaction.atomic():
            lock_ledger()
            earlier = Transaction.objects.filter(key=_key(project, key)).first()
            if earlier is not None:
                return earlier
            _require_payable(project, reviewer, -amount_minor)
            commit_to_budget(project, amount_minor)
            draft = Draft(
                key=_key(project, key),
                movement=_movement(amount_minor),
                currency=project.currency,
                project_id=project.pk,
                reviewer_id=reviewer.pk,
                assignment_id=_assignment(project, reviewer, code),
                reason=reason.strip(),
                made_by=by,
            )
            return enter([draft])[0]
    except IntegrityError as error:
        if BUDGET_CONSTRAINT not in str(error):
            raise
        amount = Money(amount_minor, project.currency)
        raise Refusal(f"The project's budget has less than {amount} left; raise it first") from error


def _require_payable(project: Project, reviewer: User, amount_minor: int) -> None:
    if amount_minor <= 0:
        return
    left = payable_of(project, reviewer)
    if amount_minor > left.amount_minor:
        raise Refusal(
            f"Less than {Money(amount_minor, project.currency)} is payable to {reviewer.pseudonym} for this project:"
            f" take back {left} at most, because what is in a payout or was earned elsewhere cannot be taken back here"
        )


def _key(project: Project, key: str) -> str:
    return f"adjustment:{project.pk}:{key}"


def _movement(amount_minor: int) -> Movement:
    source, target = (Kind.BUDGET, Kind.PAYABLE) if amount_minor > 0 else (Kind.PAYABLE, Kind.BUDGET)
    return Movement(Cause.ADJUSTED, source, target, abs(amount_minor))


def _assignment(project: Project, reviewer: User, code: str) -> int | None:
    if not code:
        return None
    number = int(code[2:]) if code.startswith("T-") and code[2:].isdecimal() else 0
    found = Assignment.objects.filter(task__project=project, task__number=number, reviewer=reviewer).first()
    if found is None:
        raise Refusal(f"{reviewer.pseudonym} has no review of a task {code!r} in this project")
    return found.pk
