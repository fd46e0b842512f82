"""A reviewer disputes how a conflict was settled: it opens again, for people who have not ruled on it in this round."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from assay_web.accounts.models import User
from assay_web.adjudication.models import Appeal, Conflict, ConflictState
from assay_web.adjudication.policies import told_to
from assay_web.adjudication.rules import AGREEING
from assay_web.kit.refusals import Conflict as Refused
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Assignment


@transaction.atomic
def appeal(user: User, conflict_id: UUID, text: str) -> Conflict:
    """Open the conflict again; two people must now agree, whatever it was about.

    Raises:
        NotVisible: there is no such conflict that this person was told of.
        Conflict: it is open already, they have appealed before, or they gave no reason.
    """
    if not text.strip():
        raise Refused("Write why the decision is wrong: those who decide anew read it")
    conflict = told_to(user).select_for_update(of=("self",)).filter(public_id=conflict_id).first()
    if conflict is None:
        raise NotVisible("no such decision")
    mine = Assignment.objects.get(task=conflict.task_id, reviewer=user)
    if conflict.state != ConflictState.CLOSED:
        raise Refused("This conflict is being decided anew already")
    if Appeal.objects.filter(conflict=conflict, assignment=mine).exists():
        raise Refused("You have appealed against this before; the second decision stands")
    Appeal.objects.create(conflict=conflict, assignment=mine, round=conflict.round, text=text.strip())
    conflict.round += 1
    conflict.needed = AGREEING
    conflict.state, conflict.outcome, conflict.closed_at = ConflictState.OPEN, None, None
    conflict.save(update_fields=["round", "needed", "state", "outcome", "closed_at"])
    return conflict
