"""A lead accepts a submitted review or returns it with a reason."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, AssignmentState, Decision, Review
from assay_web.review.policies import reviews_in

REVISION_LEASE = timedelta(days=7)
"""How long a returned review stays with its author."""


@transaction.atomic
def accept_review(lead: User, project: Project, review_id: UUID, reason: str = "") -> Decision:
    """Accept; the review goes into exports as accepted.

    Raises:
        NotVisible: the project has no such review.
        Conflict: it has been decided already.
    """
    review = _undecided(project, review_id)
    return _decide(lead, review, AssignmentState.ACCEPTED, accepted=True, reason=reason)


@transaction.atomic
def return_review(lead: User, project: Project, review_id: UUID, reason: str) -> Decision:
    """Send it back to its author, who can submit a new revision.

    Raises:
        NotVisible: the project has no such review.
        Conflict: it has been decided already, or no reason was written.
    """
    if not reason.strip():
        raise Conflict("Write the reason, so that the reviewer knows what to change")
    review = _undecided(project, review_id)
    decision = _decide(lead, review, AssignmentState.RETURNED, accepted=False, reason=reason.strip())
    Assignment.objects.filter(pk=review.assignment_id).update(lease_expires_at=timezone.now() + REVISION_LEASE)
    return decision


def _undecided(project: Project, review_id: UUID) -> Review:
    review = reviews_in(project).filter(public_id=review_id).select_related("assignment").first()
    if review is None:
        raise NotVisible("no such review")
    Assignment.objects.select_for_update().get(pk=review.assignment_id)
    if Decision.objects.filter(review=review).exists():
        raise Conflict("This review has been decided already")
    return review


def _decide(lead: User, review: Review, state: AssignmentState, *, accepted: bool, reason: str) -> Decision:
    decision = Decision.objects.create(review=review, accepted=accepted, reason=reason, decided_by=lead)
    review.assignment.state = state
    review.assignment.save(update_fields=["state"])
    return decision
