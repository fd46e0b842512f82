"""From submitted planted tasks to results, and from results to flags and what follows.

A catch counts where the first pass had it: what machines showed afterwards is nobody's find. An alarm counts where it
was submitted: whoever has thought better of it has raised none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from typing import Any

from django.db import transaction

from assay.domain.finding import Finding
from assay.domain.gold import Gold
from assay.domain.review import Ranking
from assay.domain.review import Review as ReviewRecord
from assay.workflows.assess import ChangeTest, ItemGrade, grade_item, ranks_first
from assay_web.accounts.models import User
from assay_web.gold.models import Consequence, Flag, GoldResult
from assay_web.gold.selectors import consequence_of
from assay_web.projects.models import HoldCause, Project
from assay_web.projects.services import hold
from assay_web.review.models import Assignment, AssignmentState, Review
from assay_web.review.selectors import review_record
from assay_web.tasks.models import GoldItem, GoldRate, Task

MOST_AT_ONCE = 200
_DONE = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED, AssignmentState.RETURNED)


def grade_gold() -> int:
    """Grade what was submitted on planted tasks and not graded yet, a first revision each; answers how many."""
    waiting = Assignment.objects.filter(task__gold__isnull=False, state__in=_DONE)
    graded = GoldResult.objects.filter(assignment__in=waiting).values("assignment")
    found = waiting.exclude(pk__in=graded).order_by("submitted_at", "pk")[:MOST_AT_ONCE]
    rows = list(found.values_list("pk", "reviewer", "task__project"))
    for assignment, user, project in rows:
        with transaction.atomic():
            _grade(assignment)
            _watch(Project.objects.get(pk=project), user)
    return len(rows)


def _grade(assignment: int) -> None:
    review = Review.objects.select_related("assignment__reviewer").filter(assignment=assignment).earliest("revision")
    item = GoldItem.objects.select_related("task").get(task=review.assignment.task_id)
    assert item.task is not None  # noqa: S101 - found by it
    submitted = review_record(item.task, review)
    known = [Gold.model_validate_json(json.dumps(one)) for one in item.known or []]
    GoldResult.objects.get_or_create(
        assignment_id=assignment,
        defaults={
            "item": item,
            "project_id": item.project_id,
            "user_id": review.assignment.reviewer_id,
            "caught": _caught(known, _first(item.task, review, submitted).findings),
            "alarmed": _alarmed(known, submitted.findings),
            "ranked": _ranked(known, submitted.ranking),
            "submitted_at": review.submitted_at,
        },
    )


def _first(task: Task, review: Review, submitted: ReviewRecord) -> ReviewRecord:
    """What the reviewer had found before machines had their say."""
    if review.first_pass is None:
        return submitted
    earlier = copy(review)
    earlier.body = review.first_pass
    return review_record(task, earlier)


def _caught(known: Sequence[Gold], findings: Sequence[Finding]) -> bool | None:
    return next((_graded(gold, findings).caught for gold in known if not gold.clean), None)


def _alarmed(known: Sequence[Gold], findings: Sequence[Finding]) -> bool | None:
    return next((_graded(gold, findings).alarmed for gold in known if gold.clean), None)


def _graded(gold: Gold, findings: Sequence[Finding]) -> ItemGrade:
    return grade_item(gold, [one for one in findings if one.candidate == gold.candidate])


def _ranked(known: Sequence[Gold], ranking: Ranking | None) -> bool | None:
    """Whether the sound candidate of a pair stands above the other; None where nothing was to be ranked."""
    sound, wrong = ([one.candidate for one in known if one.clean is clean] for clean in (True, False))
    return ranks_first(ranking, sound[0], wrong[0]) if ranking is not None and sound and wrong else None


def _watch(project: Project, user: int) -> None:
    """Raise a flag when the evidence since the last one has reached its bound, and let follow what the project says."""
    User.objects.select_for_update(no_key=True).get(pk=user)  # one at a time
    flags = Flag.objects.filter(project=project, user=user)
    if flags.filter(state="open").exists():
        return
    results = GoldResult.objects.filter(project=project, user=user, caught__isnull=False)
    last = flags.order_by("-until").values_list("until", flat=True).first()
    if last is not None:
        results = results.filter(submitted_at__gt=last)
    rows = list(results.order_by("submitted_at", "pk").values_list("item__known", "caught", "submitted_at"))
    chart = ChangeTest().chart(bool(caught) for _, caught, _ in rows)
    if chart.flagged_at is None:
        return
    counted = rows[: chart.flagged_at]
    flag = Flag.objects.create(
        project=project,
        user_id=user,
        consequence=consequence_of(project),
        evidence=[[_planted(known or ()), caught] for known, caught, _ in counted],
        sums=[round(value, 2) for value in chart.sums[: chart.flagged_at]],
        until=counted[-1][2],
    )
    _follow(project, user, flag.consequence)


def _planted(known: Sequence[dict[str, Any]]) -> str:
    return next(str(defect["title"]) for one in known for defect in one["defects"])


def _follow(project: Project, user: int, consequence: str) -> None:
    if consequence == Consequence.PAUSE:
        hold(project, user, HoldCause.QUALITY, "Your reviews are being looked at; the project's lead gets in touch.")
    elif consequence == Consequence.MORE_GOLD:
        percent = min(50, 2 * project.gold_percent)
        GoldRate.objects.update_or_create(project=project, user_id=user, defaults={"percent": percent})
