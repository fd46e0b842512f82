"""A lead says what a claim on a planted task names, where the matcher cannot."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay.domain.finding import Finding, Severity
from assay_web.accounts.models import User
from assay_web.gold.known import known_of, learnt
from assay_web.gold.models import GoldDoubt, GoldResult
from assay_web.gold.policies import doubts_open_to
from assay_web.gold.said import said_on
from assay_web.gold.selectors.doubts import choices
from assay_web.gold.services.grading import grade_result
from assay_web.gold.services.watching import watch
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.tasks.models import GoldItem


@transaction.atomic
def settle_doubt(by: User, project: Project, doubt_id: UUID, value: str, note: str = "") -> GoldDoubt:
    """Store the ruling and grade again. A grave claim that turns out true is known of that code from now on, and
    everybody who has had it is graded again.

    Raises:
        NotVisible: there is no such doubt, it is on this person's own review, or it is settled.
        Conflict: ``value`` is no answer to it.
    """
    found = doubts_open_to(by).filter(result__project=project, public_id=doubt_id).select_for_update(of=("self",))
    doubt = found.select_related("result__item").first()
    if doubt is None:
        raise NotVisible("nothing to settle")
    item = GoldItem.objects.select_for_update().get(pk=doubt.result.item_id)
    claim = said_on(doubt.result.assignment_id).claim(doubt.key)
    if claim is None or value not in choices(known_of(item), claim):
        raise Conflict(f"{value!r} is no answer to this; choose one that the page offers")
    doubt.value, doubt.note = value, note.strip()[:10_000]
    doubt.settled_by, doubt.settled_at = by, timezone.now()
    doubt.save(update_fields=["value", "note", "settled_by", "settled_at"])
    concerned = GoldResult.objects.filter(pk=doubt.result_id)
    if value == "valid" and claim.severity.rank >= Severity.MAJOR.rank:
        _learn(item, doubt, claim)
        concerned = item.results.all()
    for result in concerned.select_related("item").order_by("pk"):
        grade_result(result)
        watch(project, result.user_id)
    return doubt


def _learn(item: GoldItem, doubt: GoldDoubt, claim: Finding) -> None:
    item.known = list(learnt(item, f"confirmed-{doubt.key}", claim))
    item.save(update_fields=["known"])
