"""What was decided on a reviewer's own work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from assay_web.accounts.models import User
from assay_web.adjudication.models import Appeal, Conflict, ConflictState, Ruling
from assay_web.adjudication.policies import told_to
from assay_web.adjudication.wording import say
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Assignment
from assay_web.review.rules import letters

PAGE = 25


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One decision: on what, what this reviewer said, what holds, and why. Others' answers are not in it."""

    conflict_id: UUID
    kind: str
    code: str
    title: str
    letter: str
    criterion: str
    mine: str
    outcome: str
    agreed: bool
    reasons: list[tuple[str, str]]
    """Fixed reason, and text if any, of each ruling that holds."""
    appealed: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """Some decisions, the newest first, and where the next ones begin; None at the end."""

    rows: list[FeedbackRow]
    next_cursor: UUID | None


def feedback(user: User, after: UUID | None = None) -> FeedbackPage:
    """Decisions about this person's reviews.

    Raises:
        NotVisible: the cursor points to nothing that they were told.
    """
    told = told_to(user)
    if after is not None:
        last = told.filter(public_id=after).values_list("pk", flat=True).first()
        if last is None:
            raise NotVisible("no such page")
        told = told.filter(pk__lt=last)
    found = list(
        told.select_related("task").only(
            "public_id", "kind", "position", "criterion", "answers", "members", "outcome", "state", "round",
            "task__number", "task__title",
        ).order_by("-pk")[: PAGE + 1]
    )  # fmt: skip
    shown = found[:PAGE]
    mine = {one.task_id: one for one in Assignment.objects.filter(reviewer=user, task__in=[c.task_id for c in shown])}
    rulings: dict[int, list[Ruling]] = {}
    for ruling in Ruling.objects.filter(conflict__in=shown).order_by("pk"):
        rulings.setdefault(ruling.conflict_id, []).append(ruling)
    appealed = set(
        Appeal.objects.filter(conflict__in=shown, assignment__reviewer=user).values_list("conflict", flat=True)
    )
    rows = [_row(one, mine[one.task_id], rulings.get(one.pk, []), appealed=one.pk in appealed) for one in shown]
    return FeedbackPage(rows, shown[-1].public_id if len(found) > PAGE else None)


def _row(conflict: Conflict, mine: Assignment, rulings: list[Ruling], *, appealed: bool) -> FeedbackRow:
    own: Mapping[int, str] = dict(zip(mine.order, letters(len(mine.order)), strict=True))
    answer = next((one["value"] for one in conflict.answers if one["assignment"] == mine.pk), None)
    closed = conflict.state == ConflictState.CLOSED
    return FeedbackRow(
        conflict_id=conflict.public_id,
        kind=conflict.kind,
        code=conflict.task.code,
        title=conflict.task.title,
        letter=own.get(-1 if conflict.position is None else conflict.position, ""),
        criterion=conflict.criterion,
        mine=say(conflict.kind, answer, own),
        outcome=say(conflict.kind, conflict.outcome, own) if closed else "",
        agreed=closed and answer == conflict.outcome,
        reasons=[
            (one.get_reason_display(), one.text)
            for one in rulings
            if closed and one.round == conflict.round and one.value == conflict.outcome
        ],
        appealed=appealed,
        is_open=not closed,
    )
