"""People judge what the machine leaves open: each blind to whose it is, and to what others said."""

from __future__ import annotations

import json
from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay.domain.finding import Severity
from assay.domain.gold import Defect, finding_key
from assay.workflows.assess import settle, settled_by_one
from assay_web.accounts.models import User
from assay_web.assessments.models import Attempt, Doubt, DoubtKind, ItemGold, Judgement, Take
from assay_web.assessments.policies import doubts_open_to
from assay_web.assessments.rules import SCORES, VALUES, settled_score
from assay_web.assessments.services.deciding import advance, retired_for_a_defect
from assay_web.assessments.services.grading import decision, gold_of, grade_take, record_of, regrade
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible


@transaction.atomic
def judge(person: User, doubt_id: UUID, value: str, note: str = "") -> Doubt:
    """Store this person's answer; once enough agree it holds, and the attempt moves on.

    Raises:
        NotVisible: there is no such doubt for this person, or they have judged it.
        Conflict: ``value`` is no answer to it.
    """
    found = doubts_open_to(person).filter(public_id=doubt_id).values_list("pk", "attempt").first()
    if found is None:
        raise NotVisible("nothing to judge")
    pk, attempt_id = found
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("assessment__project", "person")
        .get(pk=attempt_id)
    )
    doubt = Doubt.objects.select_related("take__item__gold", "take__item__task", "take__assignment").get(pk=pk)
    if doubt.settled_at is not None:
        raise Conflict("Others have settled this meanwhile")
    if value not in answers_to(doubt):
        raise Conflict(f"{value!r} is no answer to this; choose one that the page offers")
    Judgement.objects.create(doubt=doubt, judge=person, value=value, note=note.strip()[:10_000])
    outcome = _outcome(doubt, attempt.assessment.judges)
    if outcome is None:
        return doubt
    doubt.outcome, doubt.settled_at = outcome, timezone.now()
    doubt.save(update_fields=["outcome", "settled_at"])
    if doubt.take is not None and doubt.kind == DoubtKind.MATCH:
        if outcome == "valid":
            _learn(doubt, doubt.take)
        grade_take(doubt.take.pk)
    else:
        advance(attempt)
    return doubt


def answers_to(doubt: Doubt) -> list[str]:
    """What can be answered."""
    if doubt.kind != DoubtKind.MATCH or doubt.take is None:
        return list(SCORES)
    return [*(f"hit:{one.id}" for one in gold_of(doubt.take.item.gold).defects), *VALUES]


def _outcome(doubt: Doubt, judges: int) -> str | None:
    given = list(doubt.judgements.order_by("pk").values_list("value", "judge"))
    if doubt.kind != DoubtKind.MATCH:
        score = settled_score([value for value, _ in given], judges)
        return None if score is None else str(score)
    decisions = [decision(doubt.key, value, str(judge)) for value, judge in given]
    settled = (settle(decisions) if judges > 1 else settled_by_one(decisions)).get(doubt.key)
    if settled is None:
        return None
    return Counter(value for value, _ in given).most_common(1)[0][0]


def _learn(doubt: Doubt, take: Take) -> None:
    """A grave claim that people confirm is gold from now on, and everybody is graded again on that item."""
    task = take.item.task.record_id
    finding = next((one for one in record_of(take).findings if finding_key(task, one) == doubt.key), None)
    if finding is None or finding.severity.rank < Severity.MAJOR.rank:
        return
    gold = gold_of(take.item.gold)
    added = Defect.claimed(f"confirmed-{doubt.key}", finding)
    learnt = gold.model_copy(update={"defects": (*gold.defects, added), "clean": False})
    ItemGold.objects.filter(pk=take.item.gold.pk).update(record=json.loads(learnt.model_dump_json(by_alias=True)))
    if take.item.gold.is_clean:
        retired_for_a_defect(take.item)
    regrade(take.item_id)
