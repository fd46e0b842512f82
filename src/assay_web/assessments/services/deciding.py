"""Where an attempt stands by its grades, and how it ends: early by the tests, or with what there is."""

from __future__ import annotations

from collections import Counter

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assay.workflows.assess import (
    Asked,
    Attempted,
    FindingClass,
    Judged,
    Part,
    Progress,
    Rules,
    Standing,
    judge_attempt,
    pairs_needed,
    still_needed,
)
from assay_web.assessments.models import Attempt, AttemptState, Doubt, DoubtKind, Item, Stage, Take, TakeGrade
from assay_web.assessments.rules import POINTS, Written
from assay_web.projects.models import Membership, Role
from assay_web.projects.services import add_member
from assay_web.review.models import Assignment, AssignmentState
from assay_web.review.services import take_back

RAN_OUT = "items"
"""Why an attempt ends for which there is no item left."""


def judged(attempt: Attempt, *, ended: bool = False) -> Judged:
    """Where it stands by what was handed in, in its order; what is not graded yet counts as open."""
    return judge_attempt(_attempted(attempt), _rules(attempt), ended=ended)


def needs(attempt: Attempt) -> tuple[bool, bool]:
    """Whether more items with a defect, and more sound ones, can still tell something."""
    return still_needed(_attempted(attempt).asked, _rules(attempt))


def needs_pair(attempt: Attempt) -> bool:
    """Whether another pair to rank can."""
    return pairs_needed(_attempted(attempt), _rules(attempt))


def _rules(attempt: Attempt) -> Rules:
    """Pairs that ran out before there was an answer decide nothing: nobody fails for want of them."""
    assessment = attempt.assessment
    pairs = assessment.pairs and attempt.ended_because != RAN_OUT
    return Rules(assessment.most_defects, assessment.most_twins, pairs)


def _attempted(attempt: Attempt) -> Attempted:
    rows = list(
        attempt.takes.filter(assignment__state=AssignmentState.SUBMITTED)
        .order_by("position")
        .values_list(
            "item__gold__sound",
            "item__gold__is_clean",
            "grade__caught",
            "grade__alarmed",
            "grade__ranked",
            "difficulty",
            "grade__findings",
        )
    )
    return Attempted(
        [
            Asked(clean, (None if alarmed is None else not alarmed) if clean else caught, difficulty)
            for sound, clean, caught, alarmed, _, difficulty, _ in rows
            if not sound
        ],
        [ranked for sound, _, _, _, ranked, _, _ in rows if sound],
        Counter(FindingClass(one["kind"]) for *_, findings in rows for one in findings or ()),
    )


def advance(attempt: Attempt) -> None:
    """End the items, or the attempt, as soon as the answer is clear. Whoever calls holds the attempt's lock."""
    if attempt.state == AttemptState.RUNNING and attempt.stage == Stage.ITEMS and not attempt.pilot:
        standing = judged(attempt).standing
        if standing is not Standing.OPEN:
            leave_items(attempt, "tests")
        return
    settle_attempt(attempt)


def leave_items(attempt: Attempt, because: str) -> None:
    """No further items: written questions come next, if there are any and they can still change something."""
    take_back(Assignment.objects.filter(take__attempt=attempt))
    if because == RAN_OUT:
        attempt.ended_because = because
    failed = not attempt.pilot and judged(attempt, ended=because != "tests").standing is Standing.FAILED
    if not failed and not attempt.pilot and attempt.assessment.questions.exists():
        attempt.stage = Stage.WRITTEN
        attempt.save(update_fields=["stage", "ended_because"])
        return
    end(attempt, because)
    settle_attempt(attempt)


def wait_for_people(attempt: Attempt) -> None:
    """No further item can tell anything before people have judged what is open: the clock stands still meanwhile."""
    now = timezone.now()
    attempt.left_s = max(0, int((attempt.ends_at - now).total_seconds())) if attempt.ends_at else 0
    attempt.state, attempt.ends_at = AttemptState.GRADING, None
    attempt.save(update_fields=["left_s", "state", "ends_at"])
    settle_attempt(attempt)


def _go_on(attempt: Attempt) -> None:
    """People have judged, or enough of them: decide, or let the clock be started again for more."""
    standing = judged(attempt).standing
    if standing is Standing.OPEN:
        if ungraded(attempt) or attempt.doubts.filter(kind=DoubtKind.MATCH, settled_at=None).exists():
            return
        attempt.state = AttemptState.PAUSED
        attempt.save(update_fields=["state"])
    elif standing is Standing.PASSED and attempt.assessment.questions.exists():
        attempt.state, attempt.stage = AttemptState.PAUSED, Stage.WRITTEN
        attempt.save(update_fields=["state", "stage"])
    else:
        end(attempt, "tests")
        settle_attempt(attempt)


def end(attempt: Attempt, because: str) -> None:
    """Nothing more is taken in."""
    take_back(Assignment.objects.filter(take__attempt=attempt))
    attempt.stage, attempt.state = Stage.OVER, AttemptState.GRADING
    attempt.ended_at = timezone.now()
    attempt.ended_because = RAN_OUT if attempt.ended_because == RAN_OUT else because
    attempt.spare_s = attempt.left_s or 0
    if attempt.ends_at is not None:
        attempt.spare_s = max(0, int((attempt.ends_at - attempt.ended_at).total_seconds()))
    attempt.ends_at = attempt.left_s = None
    attempt.save(update_fields=["stage", "state", "ended_at", "ended_because", "spare_s", "ends_at", "left_s"])


def settle_attempt(attempt: Attempt) -> None:
    """Decide an attempt that is over, if nothing that people have to say could still change it."""
    if attempt.state != AttemptState.GRADING:
        return
    if attempt.stage != Stage.OVER:
        _go_on(attempt)
        return
    if attempt.pilot:
        if not ungraded(attempt):
            attempt.state = AttemptState.PILOTED
            attempt.save(update_fields=["state"])
        return
    found = judged(attempt, ended=True)
    if found.standing is Standing.FAILED:
        _decide(attempt, found, passed=False, because=found.part)
    elif found.standing is Standing.PASSED:
        written = written_of(attempt)
        if written is not None:
            enough = written.enough(attempt.assessment.written_percent)
            _decide(attempt, found, passed=enough, because=Part.TESTS if enough else "written", written=written)


def ungraded(attempt: Attempt) -> bool:
    """Whether something that was handed in has not been looked at yet."""
    return attempt.takes.filter(assignment__state=AssignmentState.SUBMITTED, grade=None).exists()


def written_of(attempt: Attempt) -> Written | None:
    """Points for explanations and answers; None while people have to judge some. Asks for those judgements."""
    if ungraded(attempt):
        return None
    _ask(attempt)
    outcomes = list(attempt.doubts.exclude(kind=DoubtKind.MATCH).values_list("outcome", flat=True))
    if None in outcomes:
        return None
    empty = attempt.answers.filter(text="").count()
    missing = attempt.assessment.questions.count() - attempt.answers.count()
    points = sum(int(one) for one in outcomes if one is not None)
    return Written(points, POINTS * (len(outcomes) + empty + missing))


def _ask(attempt: Attempt) -> None:
    """What people read of an attempt that passes otherwise: its written answers, and some explanations."""
    for answer in attempt.answers.exclude(text=""):
        Doubt.objects.get_or_create(
            attempt=attempt, kind=DoubtKind.ANSWER, key=str(answer.question_id), defaults={"answer": answer}
        )
    explained = attempt.takes.filter(grade__caught=True, grade__total__isnull=False).order_by("position")
    for take in explained[: attempt.assessment.explanations]:
        Doubt.objects.get_or_create(
            attempt=attempt, kind=DoubtKind.EXPLANATION, key=str(take.pk), defaults={"take": take}
        )


def _decide(attempt: Attempt, found: Judged, *, passed: bool, because: str, written: Written | None = None) -> None:
    attempt.state = AttemptState.PASSED if passed else AttemptState.FAILED
    attempt.decided_at = timezone.now()
    attempt.verdict = {
        "because": str(because),
        "defects": _figures(found.tests.defects),
        "clean": _figures(found.tests.clean),
        "written": {"points": written.points, "of": written.of} if written and written.of else None,
        "rules": {"most_defects": attempt.assessment.most_defects, "most_twins": attempt.assessment.most_twins},
    }
    attempt.save(update_fields=["state", "decided_at", "verdict"])
    if passed:
        grant(attempt)


def grant(attempt: Attempt) -> None:
    """Let the person review in the project; whoever has another role in it keeps that."""
    project = attempt.assessment.project
    if not Membership.objects.filter(project=project, user=attempt.person_id).exists():
        add_member(project, attempt.person, Role.REVIEWER, by_application=True)


def _figures(test: Progress) -> dict[str, object]:
    return {
        "standing": test.standing.value,
        "log_ratio": round(test.log_ratio, 4),
        "items": test.items,
        "exhausted": test.exhausted,
    }


def waiting_takes() -> list[int]:
    """Takes that were handed in and not graded, of attempts that are not decided, the oldest first."""
    grades = TakeGrade.objects.filter(take=OuterRef("pk"))
    rows = Take.objects.filter(
        ~Exists(grades),
        attempt__decided_at=None,
        attempt__state__in=(AttemptState.RUNNING, AttemptState.PAUSED, AttemptState.GRADING),
        assignment__state=AssignmentState.SUBMITTED,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:500])


def retired_for_a_defect(item: Item) -> None:
    """A clean twin in which people found a defect is none: nobody gets it any more, alone or in a pair."""
    paired = Q(assessment=item.assessment_id, gold__plant=item.gold.plant) & ~Q(gold__sound="")
    Item.objects.filter(Q(pk=item.pk) | paired, retired_at=None).update(
        retired_at=timezone.now(), retired_because="People found a defect in it that nobody planted"
    )
