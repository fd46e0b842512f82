"""Who may see and move money."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.accounts.models import User
from assay_web.ledger.models import PayoutBatch, Transaction
from assay_web.projects.models import Project
from assay_web.projects.policies import Person


def batches_of(person: Person) -> QuerySet[PayoutBatch]:
    """The payouts that this person may see and settle: all for an operator, none for anybody else."""
    if isinstance(person, User) and person.is_operator:
        return PayoutBatch.objects.all()
    return PayoutBatch.objects.none()


def transactions_of(person: Person) -> QuerySet[Transaction]:
    """What has happened to this person's own money."""
    if not isinstance(person, User):
        return Transaction.objects.none()
    return Transaction.objects.filter(reviewer=person)


def transactions_in(project: Project) -> QuerySet[Transaction]:
    """What has happened to a project's money; whoever asks has been found to lead it."""
    return Transaction.objects.filter(project=project)


def has_earnings(person: Person) -> bool:
    """Whether this person has ever been promised money here, or may be."""
    return isinstance(person, User) and (
        person.memberships.filter(role="reviewer").exists()
        or person.assignments.filter(task__project__sealed=False).exists()
    )
