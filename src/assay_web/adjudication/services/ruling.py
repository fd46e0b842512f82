"""Ruling on a conflict; when enough people agree it is settled, and a confirmed grave claim becomes a known defect."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay.domain.gold import Anchor, Defect
from assay_web.accounts.models import User
from assay_web.adjudication.models import Conflict, ConflictKind, ConflictState, KnownDefect, Reason, Ruling
from assay_web.adjudication.opinions import Claim
from assay_web.adjudication.policies import open_to, seen_by_adjudicator
from assay_web.adjudication.rules import NOT_SO, Given, allowed, settled_by
from assay_web.adjudication.selectors.standing import opinions_of
from assay_web.kit.refusals import Conflict as Refused
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import AssignmentState, Decision, Review
from assay_web.review.services import return_review
from assay_web.tasks.models import Candidate
from assay_web.tasks.rubrics import rubric_of


@transaction.atomic
def rule(user: User, conflict_id: UUID, value: Any, reason: str, text: str = "") -> Conflict:  # noqa: ANN401 - of its kind
    """Store this person's ruling; the conflict is settled once enough people agree.

    Raises:
        NotVisible: there is no such conflict for this person.
        Conflict: it is settled already, they have ruled on it, or the value is none that it can have.
    """
    conflict = seen_by_adjudicator(user).select_for_update(of=("self",)).filter(public_id=conflict_id).first()
    if conflict is None:
        raise NotVisible("no such conflict")
    if not open_to(user).filter(pk=conflict.pk).exists():
        raise Refused("This conflict is settled already, or you have ruled on it; the page shows how it stands")
    candidates = Candidate.objects.filter(task=conflict.task_id).count()
    if not allowed(conflict.kind, value, scale=_scale(conflict), candidates=candidates):
        raise Refused(f"{value!r} is no answer to this conflict; choose one that the page offers")
    Ruling.objects.create(
        conflict=conflict,
        round=conflict.round,
        adjudicator=user,
        value=value,
        reason=Reason(reason),
        text=text.strip(),
    )
    given = [
        Given(adjudicator, answer)
        for adjudicator, answer in conflict.rulings.filter(round=conflict.round)
        .order_by("pk")
        .values_list("adjudicator", "value")
    ]
    outcome = settled_by(conflict.kind, conflict.needed, given)
    if outcome is not None:
        _close(conflict, outcome)
    return conflict


@transaction.atomic
def hand_back(user: User, conflict_id: UUID, assignment: int, reason: str) -> None:
    """Return one of the reviews that a conflict is about to its author, with a reason that they read.

    Raises:
        NotVisible: there is no such conflict for this person, or the review is no part of it.
        Conflict: the review has been decided already, or no reason was written.
    """
    conflict = seen_by_adjudicator(user).select_related("project").filter(public_id=conflict_id).first()
    if conflict is None or assignment not in {one["assignment"] for one in conflict.answers}:
        raise NotVisible("no such review")
    review = Review.objects.filter(
        assignment=assignment, assignment__task=conflict.task_id, assignment__state=AssignmentState.SUBMITTED
    )
    last = review.order_by("-revision").first()
    if last is None or Decision.objects.filter(review=last).exists():
        raise Refused("This review has been decided already")
    return_review(user, conflict.project, last.public_id, reason)


def _scale(conflict: Conflict) -> int:
    if conflict.kind != ConflictKind.RATING:
        return 10
    rubric = rubric_of(conflict.task)
    return next((one.scale for one in rubric.criteria if one.id == conflict.criterion), 10)


def _close(conflict: Conflict, outcome: object) -> None:
    conflict.state = ConflictState.CLOSED
    conflict.outcome = outcome
    conflict.closed_at = timezone.now()
    conflict.save(update_fields=["state", "outcome", "closed_at"])
    if conflict.kind == ConflictKind.CLAIM:
        KnownDefect.objects.filter(conflict=conflict).delete()  # of a round before an appeal
        if conflict.needed > 1 and outcome not in {NOT_SO, "nit"}:
            _confirm(conflict, str(outcome))


def _confirm(conflict: Conflict, severity: str) -> None:
    """What reviewers claimed and people confirmed is a known defect from now on, anchored where it was claimed."""
    members = {(int(assignment), str(finding)) for assignment, finding in conflict.members[0]}
    claims: list[Claim] = [
        claim
        for one in opinions_of([conflict.task_id]).get(conflict.task_id, [])
        for claim in one.claims
        if (one.assignment, claim.id) in members
    ]
    if not claims or conflict.position is None:
        return
    fullest = max(claims, key=lambda claim: len(claim.finding.explanation))
    name = f"confirmed-{conflict.public_id.hex[:16]}"
    defect = Defect(
        id=name,
        path=fullest.finding.path,
        anchors=tuple(
            Anchor(start_line=start, end_line=end)
            for start, end in sorted({(one.finding.start_line, one.finding.end_line) for one in claims})
        ),
        category=fullest.finding.category,
        cwe=fullest.finding.cwe,
        severity=severity,  # type: ignore[arg-type]  # pydantic takes the value's name
        title=fullest.finding.title,
        explanation=fullest.finding.explanation,
    )
    candidate = Candidate.objects.only("id").get(task=conflict.task_id, position=conflict.position)
    KnownDefect.objects.create(
        candidate=candidate, name=name, record=json.loads(defect.model_dump_json()), conflict=conflict
    )
