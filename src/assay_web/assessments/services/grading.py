"""Grading what was handed in: by the matcher, with what people have ruled. What it leaves open becomes a doubt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from itertools import product
from typing import Any

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz

from assay.domain.finding import Finding
from assay.domain.gold import Decision, Gold, Ruling
from assay.domain.review import Review as ReviewRecord
from assay.workflows.assess import (
    FindingClass,
    ItemGrade,
    Settled,
    grade_item,
    ranks_first,
    settle,
    settled_by_one,
)
from assay_web.assessments.models import (
    LIVE,
    Attempt,
    Doubt,
    DoubtKind,
    Flag,
    FlagKind,
    ItemGold,
    Judgement,
    Take,
    TakeGrade,
)
from assay_web.assessments.rules import Worth
from assay_web.assessments.services.deciding import advance, waiting_takes
from assay_web.assessments.services.reconsidering import reconsider
from assay_web.kit.apart import done_apart
from assay_web.review.models import Review
from assay_web.review.selectors import review_record

COPIED_FROM = 60
"""Characters from which an explanation says enough to be recognised."""

ALIKE = 92.0
"""Per cent of likeness from which two explanations count as the same words."""

COMPARED = 200
"""Other people's takes of an item that are compared, the newest."""


def grade_waiting() -> int:
    """Grade everything that was handed in, and what was graded before more was known; answers how much that was."""
    takes, again = waiting_takes(), outdated_takes()
    work = [*((take, grade_take) for take in takes), *((take, grade_again) for take in again)]
    return sum(done_apart(f"take {take}", partial(grade, take)) is None for take, grade in work)


@transaction.atomic
def grade_take(take_id: int) -> TakeGrade:
    """Grade one take, again if it was graded before, and see whether that ends its attempt."""
    attempt, take = _locked(take_id)
    grade = _store(take, attempt)
    advance(attempt)
    return grade


@transaction.atomic
def grade_again(take_id: int) -> bool:
    """Grade a take of an attempt that was over by what is known now; answers whether a decided one came out better.

    What is known later counts for a person and never against them: a grade that came out worse stays as it was, and so
    does a decision that was a yes. A no is looked at again, see :func:`reconsider`.
    """
    attempt, take = _locked(take_id)
    TakeGrade.objects.filter(take=take).update(outdated=False)
    if attempt.decided_at is None:  # a pilot, or taken up again since
        _store(take, attempt)
        advance(attempt)
        return False
    after = _graded(take, attempt)
    if not _better(TakeGrade.objects.get(take=take), after):
        return False
    TakeGrade.objects.filter(take=take).update(**after, regraded_at=timezone.now())
    reconsider(attempt)
    return True


def _better(before: TakeGrade, after: Mapping[str, Any]) -> bool:
    had = Worth.of(caught=before.caught, alarmed=before.alarmed, kinds=[one["kind"] for one in before.findings])
    kinds = [one["kind"] for one in after["findings"]]
    return Worth.of(caught=after["caught"], alarmed=after["alarmed"], kinds=kinds).is_better_than(had)


def _locked(take_id: int) -> tuple[Attempt, Take]:
    attempt_id = Take.objects.values_list("attempt", flat=True).get(pk=take_id)
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("assessment__project", "person")
        .get(pk=attempt_id)
    )
    return attempt, Take.objects.select_related("item__task", "item__gold", "assignment__reviewer").get(pk=take_id)


def record_of(take: Take) -> ReviewRecord:
    """The review that was handed in, as a record."""
    review = Review.objects.select_related("assignment__reviewer").filter(assignment=take.assignment_id).latest("pk")
    return review_record(take.item.task, review)


def gold_of(gold: ItemGold) -> Gold:
    """What is known of an item."""
    return Gold.model_validate_json(json.dumps(gold.record))


def _store(take: Take, attempt: Attempt) -> TakeGrade:
    grade, created = TakeGrade.objects.update_or_create(take=take, defaults=_graded(take, attempt))
    for one in grade.findings:
        if one["kind"] == FindingClass.UNRESOLVED:
            Doubt.objects.get_or_create(attempt=attempt, kind=DoubtKind.MATCH, key=one["key"], defaults={"take": take})
    if created:
        _look_for_copies(take, grade)
    return grade


def _graded(take: Take, attempt: Attempt) -> dict[str, Any]:
    """What the grade of this take says, by what is known now. Of a pair only the ranking counts."""
    record, gold = record_of(take), gold_of(take.item.gold)
    clean, sound = take.item.gold.is_clean, take.item.gold.sound
    run = next((one.run for one in record.corrections if one.run is not None), None)
    shown = {
        "is_clean": clean,
        "caught": None,
        "alarmed": None,
        "ranked": None,
        "findings": [],
        "words": [text for one in record.findings if len(text := _words(one)) >= COPIED_FROM],
        "passed": run.passed if run else None,
        "total": run.total if run else None,
    }
    if sound:
        return shown | {"ranked": ranks_first(record.ranking, sound, gold.candidate)}
    graded = grade_item(gold, record.findings, _settled(take, attempt.assessment.judges))
    return shown | {
        "caught": None if clean else graded.caught,
        "alarmed": _alarmed(graded, gold) if clean else None,
        "findings": _listed(graded),
    }


def _alarmed(graded: ItemGrade, gold: Gold) -> bool | None:
    """A clean twin in which people found a defect is graded as what it is: what was said of it is no alarm."""
    return graded.alarmed if gold.clean else False


def _listed(graded: ItemGrade) -> list[dict[str, object]]:
    return [
        {
            "key": one.match.key,
            "kind": one.kind.value,
            "defect": one.defect,
            "severity": one.finding.severity.value,
        }
        for one in graded.findings
    ]


def _settled(take: Take, judges: int) -> Mapping[str, Settled]:
    rows = Judgement.objects.filter(doubt__take=take, doubt__kind=DoubtKind.MATCH).order_by("pk")
    decisions = [
        decision(key, value, str(judge)) for key, value, judge in rows.values_list("doubt__key", "value", "judge")
    ]
    return settle(decisions) if judges > 1 else settled_by_one(decisions)


def decision(key: str, value: str, judge: str) -> Decision:
    """A judgement as the engine knows it; ``value`` is a ruling, or ``hit:`` with the defect's id."""
    ruling, _, defect = value.partition(":")
    return Decision(finding=key, ruling=Ruling(ruling), defect=defect or None, adjudicator=judge)


def _look_for_copies(take: Take, grade: TakeGrade) -> None:
    """The same words about the same item from somebody else: a lead should look at both."""
    if not grade.words:
        return
    others = TakeGrade.objects.filter(take__item=take.item_id).exclude(take__person=take.person_id).exclude(words=[])
    said = others.order_by("-take").values_list("words", "take__person__pseudonym")[:COMPARED]
    for words, pseudonym in said:
        pairs = product(grade.words, words)
        likeness = max(fuzz.ratio(mine, theirs, score_cutoff=ALIKE) for mine, theirs in pairs)
        if likeness >= ALIKE:
            Flag.objects.create(
                assessment=take.item.assessment,
                person=take.person,
                attempt=take.attempt,
                kind=FlagKind.COPIED,
                detail=f"{take.item.task.code}: {likeness:.0f} % the same words as {pseudonym}",
            )
            return


def _words(one: Finding) -> str:
    return " ".join(f"{one.title} {one.explanation}".lower().split())


def regrade(item_id: int) -> None:
    """Have everything about an item graded again, by the job, after what is known of it has changed."""
    TakeGrade.objects.filter(take__item=item_id, take__attempt__state__in=LIVE).delete()
    over = TakeGrade.objects.filter(take__item=item_id).exclude(take__attempt__state__in=LIVE)
    over.update(outdated=True)


def outdated_takes() -> list[int]:
    """Takes of attempts that are over whose grades were made before more was known."""
    return list(TakeGrade.objects.filter(outdated=True).order_by("pk").values_list("pk", flat=True)[:500])
